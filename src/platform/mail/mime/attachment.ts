import { decodeBytes } from '../archive/charset.ts';
import { decodeHeaderText } from '../archive/encoded-words.ts';
import { readParameters, splitMessage } from '../archive/headers.ts';
import type { Leaf } from './tree.ts';

/** A file that came with a message: passed on as bytes, never opened. `inline` ones have a content id. */
export type Attachment = {
  name: string | null;
  type: string;
  size: number;
  contentId: string | null;
  inline: boolean;
  content: Buffer;
  /** Of an invitation or its answer: what it asks for (iTIP, RFC 5546 §1.4), such as "REPLY". */
  method?: string;
};

/** Whether a leaf is a file although its type is text: it says so, or has a name and is not the inline first text. */
export function isFile(leaf: Leaf, first: boolean): boolean {
  const disposition = readParameters(leaf.headers.first('content-disposition')).value;
  return disposition === 'attachment' || (nameOf(leaf) !== null && !(first && disposition === 'inline'));
}

export function attachmentOf(leaf: Leaf): Attachment {
  const disposition = readParameters(leaf.headers.first('content-disposition')).value;
  const contentId = leaf.headers.first('content-id')?.replace(/^\s*<|>\s*$/g, '').slice(0, 300) || null;
  const method = leaf.type === 'text/calendar' ? (leaf.parameters.method ?? /^METHOD:(\w{1,20})/im.exec(leaf.content.toString('latin1', 0, 4000))?.[1])?.toUpperCase() : undefined;
  return {
    name: nameOf(leaf) ?? subjectName(leaf),
    type: /^[\w.+-]{1,100}\/[\w.+-]{1,100}$/.test(leaf.type) ? leaf.type : 'application/octet-stream',
    size: leaf.content.length,
    contentId,
    inline: disposition === 'inline' || (contentId !== null && disposition !== 'attachment' && leaf.within.at(-1) === 'multipart/related'),
    content: leaf.content,
    ...(method ? { method } : {}),
  };
}

function nameOf(leaf: Leaf): string | null {
  const disposed = leaf.headers.first('content-disposition');
  const typed = leaf.headers.first('content-type');
  return safeName(parameter(disposed, 'filename') ?? parameter(typed, 'name') ?? '');
}

function subjectName(leaf: Leaf): string | null {
  if (leaf.type !== 'message/rfc822') return null;
  const subject = decodeHeaderText(splitMessage(leaf.content).headers.first('subject') ?? '');
  return safeName(subject === '' ? '' : `${subject.slice(0, 100)}.eml`);
}

/** A parameter that may be long, in another charset, or both (RFC 2231 §3-4), or encoded as RFC 2047 forbids. */
function parameter(header: string | null, name: string): string | null {
  if (header === null) return null;
  const { parameters } = readParameters(header);
  const plain = parameters[name];
  const pieces = [...header.slice(0, 5000).matchAll(new RegExp(`;\\s*${name}\\*(\\d{0,3})(\\*?)\\s*=\\s*(?:"([^"]*)"|([^;\\s]*))`, 'gi'))]
    .map((found) => ({ at: Number(found[1] || 0), coded: found[2] === '*' || found[1] === '', text: found[3] ?? found[4] ?? '' }))
    .sort((a, b) => a.at - b.at);
  if (pieces.length === 0) return plain === undefined ? null : decodeHeaderText(plain);
  const charset = pieces[0]!.coded ? (/^([^']*)'[^']*'/.exec(pieces[0]!.text)?.[1] ?? null) : null;
  const latin1 = pieces.map(({ coded, text }, at) => (coded ? (at === 0 ? text.replace(/^[^']*'[^']*'/, '') : text).replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))) : text)).join('');
  return charset === null ? decodeHeaderText(latin1) : decodeBytes(Buffer.from(latin1, 'latin1'), charset).text;
}

/** A name that is one: no path, no control or direction characters, none that a system keeps for itself. */
export function safeName(raw: string): string | null {
  const name = raw
    .replace(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/^.*[/\\]/s, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  const short = name.length <= 200 ? name : `${name.slice(0, 180)}${/\.[\w]{1,10}$/.exec(name)?.[0] ?? ''}`;
  return short === '' ? null : short;
}
