/** Quoted-printable breaks long lines (RFC 2045 §6.7): the text as it was written. */
export const unfolded = (raw: string): string => raw.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
