import type { Headers } from '../archive/headers.ts';
import { decodeHeaderText } from '../archive/encoded-words.ts';
import type { Bounce } from './read.ts';
import type { Part } from './read.ts';
import { isHard } from './status.ts';

type Notice = Omit<Bounce, 'originalMessageId'>;
type Entry = { emailAddress?: string; status?: string; action?: string; diagnosticCode?: string };

/** Amazon SES tells bounces and complaints as JSON in mails of its notification service. */
export function readNotification(headers: Headers, parts: Part[]): Notice | null {
  if (!/@sns\.amazonaws\.com>?\s*$/i.test(headers.first('from') ?? '')) return null;
  const text = parts[0]?.text ?? '';
  const end = text.search(/\n\s*--\s*\n/);
  const notice = json(text.slice(0, end < 0 ? undefined : end)) as Record<string, Record<string, unknown>> | null;
  const kind = String(notice?.notificationType ?? '');
  const list = (notice?.bounce?.bouncedRecipients ?? notice?.complaint?.complainedRecipients ?? notice?.delivery?.recipients ?? []) as (Entry | string)[];
  const recipients = list.map((entry) => {
    const { emailAddress = '', status = null, action = 'failed', diagnosticCode = '' } = typeof entry === 'string' ? { emailAddress: entry } : entry;
    const reported = { address: emailAddress.toLowerCase(), status, action: kind === 'Delivery' ? 'delivered' : action, diagnostic: diagnosticCode };
    const hard = kind === 'Bounce' && isHard(reported);
    return { ...reported, kind: kind === 'Delivery' ? ('delivered' as const) : hard ? ('hard' as const) : ('soft' as const) };
  });
  if (kind === 'Bounce') return { kind: recipients.some((recipient) => recipient.kind === 'hard') ? 'hard' : 'soft', recipients };
  if (kind === 'Complaint') return { kind: 'complaint', recipients };
  return kind === 'Delivery' ? { kind: 'delivered', recipients } : null;
}

/** The notice itself, or the envelope of the service around it. */
function json(text: string): unknown {
  try {
    // Mail programs broke the long line.
    const value = JSON.parse(text.replace(/\n/g, '')) as { Message?: string };
    return typeof value.Message === 'string' ? JSON.parse(value.Message) : value;
  } catch {
    return null;
  }
}

const CHALLENGE = /(?:please )?(?:confirm|verify|click|reply).{0,80}(?:your (?:message|e-?mail|mail)|deliver|you are (?:human|a person|not a robot)).{0,200}|(?:this is|uses?) (?:an? )?(?:automated )?challenge|sender (?:address )?verification/is;

/** Challenge-response systems, and the unsubscribe mail that Apple's program writes by itself. */
export function readChallenge(headers: Headers, text: string): 'challenge' | 'unsubscribe' | null {
  if (/^Apple Mail sent this email to unsubscribe from /m.test(text)) return 'unsubscribe';
  const program = ['x-tmda-fingerprint', 'x-spamarrest-noauth', 'x-boxtrapper', 'x-challenge', 'x-mailinator-challenge'].some((name) => headers.first(name) !== null);
  const subject = decodeHeaderText(headers.first('subject') ?? '');
  const asks = /(?:verify|confirm|verification|confirmation|action required|challenge).{0,60}(?:your (?:message|e-?mail)|sender|delivery|required)|^\s*re:.{0,200}\(verification\)/i.test(subject);
  const automatic = program || (headers.first('auto-submitted') ?? 'no').toLowerCase() !== 'no' || /^<\s*>$/.test(headers.first('return-path')?.trim() ?? '');
  return automatic && (program || asks) && CHALLENGE.test(text.slice(0, 3000)) ? 'challenge' : null;
}
