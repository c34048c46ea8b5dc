const SIGNED = /^-{5}BEGIN PGP SIGNED MESSAGE-{5}[ \t]*\n(?:[A-Za-z-]{1,20}: [^\n]*\n)*\n/m;
const SIGNATURE = /^-{5}BEGIN PGP SIGNATURE-{5}[ \t]*\n(?:(?!-{5})[^\n]*\n){0,300}-{5}END PGP SIGNATURE-{5}[ \t]*$/gm;

/** Takes the cleartext signature of OpenPGP off (RFC 9580 §7): head, signature, and dashes before dashes. */
export function unarmour(source: string): string {
  const text = source.replace(/\r\n?/g, '\n');
  if (!text.includes('-----BEGIN PGP SIG')) return text;
  const signed = SIGNED.test(text);
  const plain = text.replace(SIGNED, '').replace(SIGNATURE, '');
  return signed ? plain.replace(/^- (?=-)/gm, '') : plain;
}
