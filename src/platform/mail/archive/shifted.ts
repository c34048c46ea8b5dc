import iconv from 'iconv-lite';

/** Escapes that only Japanese mail has (RFC 1468), whatever it says that it is. */
export const JAPANESE = /\x1b(?:\$[@B]|\([JI])/;
/** Chinese and Korean in seven bits, with signs that switch to two bytes a character: nothing here decodes them. */
export const SHIFT = new Set(['hz-gb-2312', 'iso-2022-kr', 'iso-2022-cn']);

/** Bytes in a charset of seven bits that switches between ASCII and two bytes a character; null for another charset. */
export function shifted(bytes: Buffer, charset: string): string | null {
  if (!SHIFT.has(charset)) return null;
  const text = bytes.toString('latin1');
  return charset === 'hz-gb-2312' ? ofHz(text) : ofShifts(text, charset === 'iso-2022-kr' ? 'euc-kr' : 'gb18030');
}

/** RFC 1843: "~{" begins two-byte characters and "~}" ends them, "~~" is a tilde, "~" before a line end joins lines. */
function ofHz(text: string): string {
  return text.replace(/~(?:\{([\s\S]*?)(?:~\}|(?=\r?\n)|$)|(~)|\r?\n)/g, (_, coded?: string, tilde?: string) => (coded === undefined ? (tilde ?? '') : eightBits(coded, 'gb18030')));
}

/** RFC 1557, RFC 1922: after an escape that names the set, SO begins two-byte characters and SI or the line's end ends them. */
function ofShifts(text: string, charset: string): string {
  return text.replace(/\x1b\$[)*+][A-Z]/g, '').replace(/\x0e([^\x0f\r\n]*)\x0f?/g, (_, coded: string) => eightBits(coded, charset));
}

/** The same codes with the high bit, as the eight-bit form of the charset has them. */
function eightBits(coded: string, charset: string): string {
  return iconv.decode(Buffer.from(coded.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) | 0x80)), 'latin1'), charset);
}
