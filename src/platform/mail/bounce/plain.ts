import type { ReportedRecipient } from './report.ts';
import { reasonOf } from './reasons.ts';
import { statusIn } from './status.ts';

/** Where the returned message begins: at its headers, or at a line that says so. */
const COPY =
  /^[ \t>|]*(?:-{2,}[^\n]{0,10}(?:below this line is|original message|enclosed is|the header of the original|this is a copy|unsent message|message header|message text follows|returned message|undelivered message|returned mail|message follows|the body of the message)|original message (?:follows|header)|message headers follow|original mail as follows|message header follows|received ?:|return-path ?:|dkim-signature ?:|\|-+ message text|(?:the )?original message (?:was|headers)[^\n]{0,20}:$)/im;
const ADDRESS = /<?([\p{L}\d.!#$%&'*+/=?^_`{|}~-]{1,64}@[\p{L}\d.-]{1,200}[\p{L}\d])>?/gu;
const OURS = /^(?:postmaster|mailer-daemon|abuse|support|help|admin|webmaster|noreply|no-reply|root)@/i;

/**
 * Recipients of a failure told in words (qmail, old sendmail, Exim, Exchange, Notes and hundreds more):
 * every address before the returned message that is not the sender's, with the words beside it.
 */
export function readPlain(text: string, known: string[], own: string[]): ReportedRecipient[] {
  const head = explanation(text);
  const places = [...head.matchAll(ADDRESS)].map((match) => ({ address: match[1]!.toLowerCase().replace(/^'|'$/g, ''), at: match.index }));
  const mine = new Set(own.filter((address) => !known.includes(address)));
  const failed = places.filter(({ address, at }) => known.length > 0 ? known.includes(address) : !mine.has(address) && !OURS.test(address) && !isAside(head, at));
  const first = [...new Set(failed.map((place) => place.address))];
  const listed = known.length > 0 ? known : first;
  return listed.slice(0, 200).map((address) => recipient(address, head, failed));
}

/** The part of the text that is the mail server's. */
export function explanation(text: string): string {
  const at = text.search(COPY);
  return text.slice(0, Math.min(at > 20 ? at : text.length, 12_000));
}

/** An address that is named as sender or for help, not as recipient. */
function isAside(head: string, at: number): boolean {
  return /(?:(?:from|sender|message-id|by|contact|mailto|write to|envelope-from|mail from|reply to|absender)\b[\s:=<'"]*|[?&=/])$/i.test(head.slice(Math.max(0, at - 24), at));
}

function recipient(address: string, head: string, places: { address: string; at: number }[]): ReportedRecipient {
  const own = places.filter((place) => place.address === address).map((place) => place.at);
  const others = places.filter((place) => place.address !== address).map((place) => place.at);
  const stretches = own.map((at) => head.slice(at, Math.min(others.find((other) => other > at) ?? head.length, at + 1200)));
  // With one recipient all words are about it; with several, those from its address to the next.
  const words = (others.length === 0 ? head.slice(-6000) : stretches.join('\n')).replace(/[ \t]*\n[ \t]*/g, '\n');
  const reply = replyLines(words);
  const diagnostic = (reasonOf(reply) === 'unknown' && statusIn(reply) === null ? words : reply).replace(/\s+/g, ' ').trim().slice(0, 1000);
  const delayed = /(?:will|continue to|(?<!going )to) (?:be )?(?:retry|retried|try|keep trying)|delivery (?:is |has been )?(?:temporarily )?delayed|no action is required|not yet been delivered|warning: (?:could|message)/i.test(head) && !/giv(?:en|ing) up|permanent/i.test(head);
  return { address, status: statusIn(diagnostic), action: delayed ? 'delayed' : 'failed', diagnostic };
}

/** What the far server answered, as quoted in the report. */
function replyLines(words: string): string {
  const lines = words.split('\n');
  const starts = lines.flatMap((line, at) => (/(?:^|[\s:;[(<>])[45]\d\d[\s:-]+(?:#?[245]\.\d+\.\d+)?|said:|because|reason|error|diagnostic|<<</i.test(line) ? [at] : []));
  return [...new Set(starts.flatMap((at) => [at, at + 1, at + 2]))].map((at) => lines[at] ?? '').join(' ');
}
