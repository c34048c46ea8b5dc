import { decodeHeaderText } from './encoded-words.ts';

/**
 * Who wrote a message. `address` is a whole address in lower case, or null where the archive hid it;
 * `local` is then what it left of it.
 */
export type Author = { name: string; address: string | null; local: string | null };

const ADDRESS = /([^\s<>()[\]",;:@]{1,64})\s?@\s?((?:[a-z0-9-]{1,63}\.)*[a-z0-9-]{1,63})/i;
/** Archives hide addresses: pipermail `user at host.org`, Hyperkitty `user＠host.org`, others `user (at) host`. */
const HIDDEN = /([^\s<>()[\]",;:@]{1,64}) {1,2}(?:at|\(at\)|\[at\]|_at_|<at>) {1,2}((?:[a-z0-9-]{1,63}\.)+[a-z]{2,24})/i;

/**
 * The first author of a From header, in all the forms met: `Name <a@b>`, `a@b (Name)`, `local (Name)`,
 * `"Name" <local>`, `Name [mailto:a@b]`, `user at host (Name)`.
 */
export function readAuthor(header: string | null): Author {
  const value = (header ?? '').slice(0, 1000).replaceAll('\uFF20', '@');
  const angle = /<([^<>]*)>\s*$/.exec(value) ?? /<([^<>]*)>/.exec(value);
  if (angle) return author(value.slice(0, angle.index), angle[1]!);
  const comment = /^([^("]*)\((.*)\)\s*$/.exec(value);
  if (comment && !/^\(?at\)?\s/i.test(comment[2]!)) return author(comment[2]!, comment[1]!);
  const mailto = /^(.*?)\[\s*(?:mailto|smtp):\s*([^\]\s]+)\s*\]?/i.exec(value);
  if (mailto) return author(mailto[1]!, mailto[2]!);
  const quoted = /^\s*"([^"]*)"\s*(.*)$/.exec(value);
  if (quoted) return author(quoted[1]!, quoted[2]!);
  return author('', value);
}

/** A key by which messages of one author are known: the address, or what the archive left of it with the name. */
export function authorKey(author: Author): string {
  if (author.address !== null) return author.address;
  // A department or address in brackets comes and goes with the mail program.
  const name = author.name
    .replace(/\([^)]*\)|\[[^\]]*\]/g, ' ')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '');
  return `${author.local ?? ''}|${name
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .sort()
    .join(' ')}`;
}

function author(rawName: string, rawAddress: string): Author {
  const found = ADDRESS.exec(rawAddress) ?? HIDDEN.exec(rawAddress);
  const address = found ? `${found[1]}@${found[2]}`.toLowerCase().replace(/^'|^mailto:/, '') : null;
  const left = rawAddress.replace(/["'<>]/g, '').trim();
  const local = address?.split('@')[0] ?? (/^\S{1,64}$/.test(left) ? left.toLowerCase() : null);
  const name = readName(rawName) || (address === null && local === null ? readName(rawAddress) : '');
  return { name: name || nameFromLocal(local), address, local };
}

function readName(raw: string): string {
  const unquoted = raw
    .trim()
    .replace(/^(["'])(.*)\1$/s, '$2')
    .replace(/\\(["\\()])/g, '$1');
  const name = decodeHeaderText(unquoted)
    .replace(/^["']+|["',]+$/g, '')
    .trim();
  // "Surname, Given" of address books; but not "Name, PhD".
  const turned = /^([\p{L}'-]+), ([\p{L}'. -]+)$/u.exec(name);
  if (turned && !/^(?:ph\.?d|m\.?d|jr|sr|msc|mba|esq)\.?$/i.test(turned[2]!)) return `${turned[2]} ${turned[1]}`;
  if (ADDRESS.test(name))
    return /^[^@\s]+@\S+$/.test(name)
      ? ''
      : name
          .replace(ADDRESS, '')
          .replace(/[<>()]/g, '')
          .trim();
  return name.slice(0, 200);
}

/** `anna.maria_perez` gives "Anna Maria Perez", when nothing better is known. */
function nameFromLocal(local: string | null): string {
  const words = (local ?? '').split(/[._+-]+/).filter((word) => word !== '');
  return words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join(' ');
}
