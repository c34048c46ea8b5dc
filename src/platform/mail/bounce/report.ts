import { decodeHeaderText } from '../archive/encoded-words.ts';
import { splitMessage, type Headers } from '../archive/headers.ts';

/** What is reported of one recipient. `kind` is for this address alone. */
export type BouncedRecipient = { address: string; status: string | null; action: string; diagnostic: string; kind: 'hard' | 'soft' | 'delivered' };
export type ReportedRecipient = Omit<BouncedRecipient, 'kind'>;

const MAX_RECIPIENTS = 200;

/** The groups of fields of a report (RFC 3464 §2.1), which blank lines divide. */
function fieldGroups(text: string): Headers[] {
  return text.trim().split(/\n(?:[ \t]*\n)+/).slice(0, MAX_RECIPIENTS).map((group) => splitMessage(Buffer.from(`${group}\n\n`, 'utf8')).headers);
}

/** `rfc822; <a@b>`, `rfc822;a@b`, or a bare address: the address in lower case. */
export function addressOf(field: string | null): string | null {
  return /<?([^\s<>;:,"()]+@[^\s<>;:,"()]+?)>?(?:[\s;,)]|\.?$)/.exec((field ?? '').replace(/^\s*[\w-]+\s*;/, ''))?.[1]?.toLowerCase() ?? null;
}

/** Reads message/delivery-status (RFC 3464 §2.3), and the same fields where a sender put them in plain text. */
export function readReport(text: string): ReportedRecipient[] {
  const found: ReportedRecipient[] = [];
  for (const group of fieldGroups(text)) {
    const address = addressOf(group.first('original-recipient')) ?? addressOf(group.first('final-recipient')) ?? addressOf(group.first('x-actual-recipient'));
    const final = addressOf(group.first('final-recipient')) ?? address;
    const status = /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(group.first('status') ?? '')?.[1] ?? null;
    if (final === null || (status === null && group.first('action') === null)) continue;
    const diagnostic = [group.first('diagnostic-code'), group.first('x-display-name')].map((field) => decodeHeaderText(field ?? '').replace(/^\s*(?:smtp|x-[\w-]+|dns)\s*;\s*/i, '')).find(Boolean) ?? '';
    const action = (/^[a-z]+/.exec((group.first('action') ?? '').trim().toLowerCase())?.[0] ?? 'failed').replace(/^fail$/, 'failed').replace(/^deliverable$/, 'delivered');
    found.push({ address: final, status, action, diagnostic: diagnostic.slice(0, 1000) });
  }
  return found;
}

export type Feedback = { type: string; recipients: string[] };

/** Reads message/feedback-report (RFC 5965 §3). */
export function readFeedback(text: string): Feedback {
  const { headers } = splitMessage(Buffer.from(`${text.trim().replace(/\n\s*\n/g, '\n')}\n\n`, 'utf8'));
  const named = [...headers.all('original-rcpt-to'), ...headers.all('removal-recipient'), ...headers.all('x-hmxmroriginalrecipient')];
  return { type: (headers.first('feedback-type') ?? 'abuse').trim().toLowerCase(), recipients: named.map(addressOf).filter((address) => address !== null) };
}
