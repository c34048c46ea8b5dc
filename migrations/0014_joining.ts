/** Ways to join: requests, invitations, domains, welcome. */
export default function joining(): string[] {
  return [];
}
