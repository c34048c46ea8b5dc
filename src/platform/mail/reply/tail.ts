import type { MailLine } from '../../text/mail-lines.ts';
import { beginsDisclaimer, isReplyAbove } from '../../text/mail-marks.ts';

/** Cuts at "Please type your reply above this line", when words stand above it. */
export function cutBelowLine(source: string): { above: string; below: string } {
  const lines = source.split('\n');
  const at = lines.findIndex((line) => isReplyAbove(line.replace(/^[> ]+/, '')));
  const start = at > 0 && introduces(lines, at - 1) ? at - 1 : at;
  const words = lines.slice(0, Math.max(start, 0)).some((line) => line.trim() !== '');
  return words ? { above: lines.slice(0, at).join('\n'), below: lines.slice(at).join('\n').trim() } : { above: source, below: '' };
}

function introduces(lines: string[], at: number): boolean {
  return /^[\s>]*[-_=#]{3,}\s*$/.test(lines[at]!);
}

/** No signature or disclaimer is longer, in lines. */
const TAIL = 40;

type Tail = { words: MailLine[]; rest: MailLine[] };

/** Takes off the end of the author's words what is none: a short block below a rule, contact lines below the name, disclaimers. */
export function cutTail(lines: MailLine[], turns = 4): Tail {
  for (const find of [disclaimerAt, ruleAt, contactsAt, cardAt]) {
    const at = find(lines);
    if (turns === 0 || at <= 0 || lines.slice(0, at).every((line) => line.text.trim() === '')) continue;
    const inner = cutTail(lines.slice(0, at), turns - 1);
    return { words: inner.words, rest: [...inner.rest, ...lines.slice(at)] };
  }
  return { words: lines, rest: [] };
}

const RULE = /^\s*(?:[-–—]{2,}|_{2,}|={3,}|~{2,}|#{3,}|\*{3,}|\+{3,}|,{2,}|ᐧ|[-_=~*+]{3,})\s*$/;

/** A rule near the end with a few short lines below; the underline of a heading is none. */
function ruleAt(lines: MailLine[]): number {
  const at = lines.findIndex((line, index) => !line.code && lines.length - index <= TAIL && RULE.test(line.text) && looksLikeSignature(lines.slice(index + 1), 8) && !parts(lines, index));
  const above = lines[at - 1]?.text.trim() ?? '';
  const below = lines[at + 1]?.text.trim() ?? '';
  const heading = above !== '' && below === '' && Math.abs(above.length - lines[at]!.text.trim().length) <= 2 && /^[=-]/.test(lines[at]!.text);
  return heading ? -1 : at;
}

/** A rule with blank lines around it and sentences below parts a text. */
function parts(lines: MailLine[], at: number): boolean {
  const apart = [at - 1, at + 1].every((next) => lines[next]?.text.trim() === '');
  return apart && !/^-- ?$/.test(lines[at]!.text) && lines.slice(at + 1).some((line) => /\S\s+\S.*[.!?]$/.test(line.text.trim()));
}

/** At most so many short lines, of which none asks or tells: a name, a post, an address. */
export function looksLikeSignature(lines: MailLine[], most: number): boolean {
  const words = lines.map((line) => line.text.trim()).filter((text) => text !== '');
  return words.length <= most && words.every((text) => text.length <= (most < 4 ? 30 : 72) && !/[?!:]$|[.?!]\s+\p{L}.*[.]$|(?:\S+\s+){9}.*[.]$|^[-*•+]\s|^\d{1,2}[.)]\s/u.test(text)) && words.filter((text) => /[.。]$/.test(text)).length <= (most < 4 ? 0 : 1);
}

function disclaimerAt(lines: MailLine[]): number {
  return lines.findIndex((_, at) => lines.length - at <= TAIL && (at === 0 || lines[at - 1]!.text.trim() === '' || RULE.test(lines[at - 1]!.text)) && beginsDisclaimer(paragraph(lines, at)));
}

function paragraph(lines: MailLine[], at: number): string {
  const end = lines.findIndex((line, index) => index > at && line.text.trim() === '');
  return lines.slice(at, end < 0 ? undefined : end).map((line) => line.text.trim()).join(' ');
}

const SIGN_OFF =
  /^(?:(?:with |my |all |many )?(?:best|kind|kindest|warm|warmest)?[ -]?(?:regards|wishes|greetings)|best|cheers|thanks|thank you|many thanks|sincerely|yours \w+|respectfully|(?:mit |viele |beste |liebe |herzliche )?(?:freundlichen? |besten )?gr(?:ü|ue)(?:ß|ss)en?|mfg|vg|lg|cordialement|bien à vous|cordiali saluti|saludos(?: cordiales)?|un saludo|atenciosamente|abraços|met vriendelijke groet(?:en)?|groeten|med vänliga hälsningar|mvh|med venlig hilsen|vennlig hilsen|pozdrawiam|с уважением|з повагою|s pozdravem|ystävällisin terveisin|üdvözlettel|saygılarımla|salam)[\s,.!;-]*$/iu;
const CONTACT =
  /^(?:(?:tel|telefon|téléphone|teléfono|telefone|phone|ph|office|direct|desk|mobile?|mobil|cell|handy|portable|fax|f|t|m|p|e|w|d|e-?mail|web|www|skype|тел|моб|電話|电话|手机)\s?[.:)]|\+?\(?\d[\d ()./-]{7,}\d$|(?:https?:\/\/|www\.)\S+$|\S+@\S+\.\w+$|<?mailto:)/iu;

/** Below "Best regards" and the name: job, company, telephone. Without a contact line among them they stay. */
function contactsAt(lines: MailLine[]): number {
  const off = lines.findLastIndex((line, at) => lines.length - at <= TAIL && SIGN_OFF.test(line.text.trim()));
  if (off < 0) return -1;
  const below = lines.flatMap((line, at) => (at > off && line.text.trim() !== '' ? [at] : []));
  const contacts = below.slice(1).some((at) => CONTACT.test(lines[at]!.text.trim()));
  return contacts && below.length <= 12 && below.every((at) => lines[at]!.text.length <= 100) ? below[1]! : -1;
}

/** A last paragraph of short lines, of which two say how to reach somebody, is a visiting card, unless the words above announce it. */
function cardAt(lines: MailLine[]): number {
  const end = lines.findLastIndex((line) => line.text.trim() !== '');
  const start = lines.findLastIndex((line, at) => at < end && line.text.trim() === '') + 1;
  const card = lines.slice(start, end + 1).map((line) => line.text.trim());
  const above = lines.slice(0, start).findLast((line) => line.text.trim() !== '')?.text.trim() ?? ':';
  const isCard = card.length >= 3 && card.length <= 10 && card.every((text) => text.length <= 80) && /^\p{Lu}[^.:?!@]*$/u.test(card[0]!) && card.filter((text) => CONTACT.test(text)).length >= 2;
  return isCard && !/[:：]$/.test(above) ? start : -1;
}
