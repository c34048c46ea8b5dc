import { readAuthor } from './archive/address.ts';
import { decodeHeaderText } from './archive/encoded-words.ts';
import type { Headers } from './archive/headers.ts';

/**
 * What the head of a message tells of machines. `automatic`: no person wrote it, so nothing may answer it
 * (RFC 3834 §2). `answer`: it answers a message by itself. `list`: it came through a mailing list.
 * `loop`: it has been here before, or went through too many hosts (RFC 5321 §6.3).
 */
export type Automation = { automatic: boolean; answer: boolean; list: boolean; loop: boolean; reason: string | null };

/** How this host marks what it sends. */
export type Own = { loopMark?: string; listIds?: string[] };

const MAX_HOPS = 50;
const ANSWER_SUBJECT =
  /^\s*(?:(?:re|aw|sv|antw):\s*)*(?:auto(?:matic|mated|matisch\w*|mat\w*)?[\s-]*(?:reply|response|respons|answer|antwort\w*|svar\w*|vastaus)|out of (?:the )?office|ooo\b|abwesenheit\w*|abwesend|automatische antwort|réponse automatique|absence du bureau|respuesta automática|fuera de la oficina|resposta automática|risposta automatica|fuori (?:sede|ufficio)|automatisch antwoord|afwezig\w*|autosvar|automatisk svar|frånvaro\w*|automaattinen vastaus|poissaolo\w*|odpowiedź automatyczna|automatická odpověď|automatikus válasz|автоматический ответ|автоответ|автоматична відповідь|otomatik yanıt|ofis dışında|balasan otomatis|trả lời tự động|自动回复|自動回覆|自動応答|자동 회신|رد تلقائي|vacation (?:reply|response|message)|on vacation|away from (?:my|the) (?:office|mail)|i am (?:away|on leave|out of))/iu;
const MACHINE = /^(?:mailer-?daemon|no-?reply|do-?not-?reply|postmaster|bounces?|daemon|root|auto-?(?:reply|responder)|vacation|nobody|listserv|majordomo|mailman|owner-.*|.*-(?:bounces|request|owner|noreply))(?:[+=].*)?$/i;

export function isAutomatic(headers: Headers, own: Own = {}): Automation {
  const value = (name: string): string => (headers.first(name) ?? '').trim().toLowerCase();
  const submitted = value('auto-submitted').replace(/[;(].*$/s, '').trim();
  const subject = decodeHeaderText(headers.first('subject') ?? '');
  const precedence = value('precedence');
  const answers: [string, boolean][] = [
    ['Auto-Submitted', /^auto-replied/.test(submitted)],
    ['X-Autoreply', ['x-autoreply', 'x-autorespond', 'x-auto-reply', 'x-autoresponder', 'x-autoreply-from', 'x-mail-autoreply', 'x-vacation'].some((name) => headers.first(name) !== null && value(name) !== 'no')],
    ['X-MS-Exchange-Inbox-Rules-Loop', headers.first('x-ms-exchange-inbox-rules-loop') !== null && ANSWER_SUBJECT.test(subject)],
    ['Precedence', /^auto[_-]?reply$/.test(precedence)],
    ['Preference', /^auto_reply$/.test(value('preference')) || /vacation|autorespon/.test(value('x-mailer'))],
    ['Subject', ANSWER_SUBJECT.test(subject) && (/^<\s*>$/.test(value('return-path')) || submitted !== '' || headers.first('x-auto-response-suppress') !== null || /^(?:bulk|junk)$/.test(precedence))],
    // "Automatic reply: …" that answers something, from programs that say nothing in the head.
    ['Subject', ANSWER_SUBJECT.test(subject) && /[:：]/.test(subject) && ['in-reply-to', 'references'].some((name) => headers.first(name) !== null)],
    ['Content-Type', /report-type="?disposition-notification/.test(value('content-type'))],
  ];
  const list = ['list-id', 'list-post', 'list-unsubscribe', 'mailing-list', 'x-mailing-list', 'x-list'].some((name) => headers.first(name) !== null) || precedence === 'list';
  const machine = MACHINE.test(readAuthor(headers.first('from')).local ?? '');
  const others: [string, boolean][] = [
    ['Auto-Submitted', submitted !== '' && submitted !== 'no'],
    ['Return-Path', /^<\s*>$/.test(value('return-path'))],
    ['Precedence', /^(?:bulk|junk)$/.test(precedence) && !list],
    ['X-Auto-Response-Suppress', /\b(?:all|autoreply|oof)\b/.test(value('x-auto-response-suppress')) && ANSWER_SUBJECT.test(subject)],
    ['From', machine],
    ['Feedback-ID', headers.first('feedback-id') !== null && headers.first('list-unsubscribe') !== null && headers.first('list-post') === null],
  ];
  const answer = answers.find(([, is]) => is)?.[0] ?? null;
  const other = others.find(([, is]) => is)?.[0] ?? null;
  const loop = loops(headers, own);
  return { automatic: answer !== null || other !== null || loop !== null, answer: answer !== null, list, loop: loop !== null, reason: loop ?? answer ?? other };
}

function loops(headers: Headers, { loopMark, listIds = [] }: Own): string | null {
  const marks = [...headers.all('x-loop'), ...headers.all('x-been-there'), ...headers.all('x-beenthere'), ...headers.all('delivered-to')].map((mark) => mark.trim().toLowerCase());
  if (loopMark && marks.includes(loopMark.toLowerCase())) return 'X-Loop';
  const ids = headers.all('list-id').map((id) => (/<([^<>]+)>/.exec(id)?.[1] ?? id).trim().toLowerCase());
  if (listIds.some((id) => ids.includes(id.toLowerCase()))) return 'List-Id';
  return headers.all('received').length > MAX_HOPS ? 'Received' : null;
}
