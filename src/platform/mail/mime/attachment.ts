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

/** Whether a leaf is a file although its type is text: it says so, or has a name and is neither the first text nor another form of it. */
export function isFile(leaf: Leaf, first: boolean): boolean {
  const disposition = readParameters(leaf.headers.first('content-disposition')).value;
  return disposition === 'attachment' || (nameOf(leaf) !== null && !first && leaf.within.at(-1) !== 'multipart/alternative');
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
  const disposed = readParameters(leaf.headers.first('content-disposition')).parameters;
  return safeName(disposed.filename ?? leaf.parameters.name ?? '');
}

function subjectName(leaf: Leaf): string | null {
  if (leaf.type !== 'message/rfc822') return null;
  const subject = decodeHeaderText(splitMessage(leaf.content).headers.first('subject') ?? '');
  return safeName(subject === '' ? '' : `${subject.slice(0, 100)}.eml`);
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
