/** Passkeys, second factors, other ways to sign in, own data. */
export default function accounts(): string[] {
  return [];
}
