import { readAuthor } from '../archive/address.ts';
import { decodeHeaderText } from '../archive/encoded-words.ts';
import type { Headers } from '../archive/headers.ts';
import { isAutomatic } from '../automatic.ts';

const DAEMON = /^(?:mailer-?daemon|mail-?daemon|post_?master|mail[-_]?(?:delivery|system|er|server)|maildeliverysystem|mdaemon|bounces?|delivery|dsn|system|smtp|mmdf|double-bounce|mailerdaemon|microsoftexchange\w*|notification\+\w+|mailmaster|uucp|mail)(?:[+@-]|$)/i;
const NAMES = /mail(?:er)? ?(?:delivery|daemon|system|administrator|router|server)|delivery (?:sub)?system|system administrator|postmaster|undeliver|mail error|メール/i;
const SUBJECT =
  /undeliver|undelivered|unzustellbar|nicht zustellbar|non remis|no se (?:puede|pudo|ha podido) entregar|não (?:é possível|entregue|foi)|impossibile recapitare|non (?:recapita|consegna)|no entregado|avis de non|échec de (?:la )?(?:remise|distribution)|zustellung|gagal|tidak terkirim|delayed (?:mail|delivery|message)|still being retried|message \S+ delayed|未送达|未能送达|تعذر|فشل التسليم|(?:message|mail) you sent (?:was )?blocked|onbestelbaar|niet bezorgd|kan ikke leveres|olevererbart|ej levererat|toimittamaton|niedostarcz|nedoručiteln|kézbesíthetetlen|не доставлен|недоставлен|teslim edilemedi|无法(?:送达|投递|传递)|退信|退件|未送達|配信不能|配達できません|送信できません|배달(?:되지 않|할 수 없)|delivery (?:status|failure|failed|report|error|problem|notification|has failed|incomplete|delayed)|fail(?:ed|ure) (?:delivery|notice|to deliver|message|mail)|failure notice|returned (?:mail|to sender|message|e-?mail)|mail (?:delivery|failure|failed|error|system error|returned|could not)|(?:message|e-?mail|mail) (?:could not|was not|not|couldn't|can ?not|cannot) (?:be )?(?:delivered|be sent|sent)|error (?:sending|delivering)|error.{0,12}mail|non-?delivery|notification d[e’'].?(?:échec|état)|returning (?:message|to sender)|warning: (?:could not|message)|nondeliverable|delivery|bounce|rejected|not member|loop alert|unknown (?:user|address)|user unknown|can(?:no|')t send|returned/iu;
const WORDS =
  /(?:could not|couldn't|cannot|can't|was(?:n't| not)|were not|unable to|wasn't able to|not able to|failed to|trouble|error|problem) (?:be )?(?:deliver|sent|send|reach)|did not reach|undeliverable|delivery (?:has |to )?[^.\n]{0,60}fail|returned to sender|permanent(?:ly)? (?:fatal )?(?:error|fail|reject)|transcript of session|unknown (?:user|recipient|address|host)|user unknown|has been delayed|not yet been delivered|no such (?:user|person|address|mailbox)|message was rejected|mailbox (?:is )?(?:full|unavailable)|\b5\d\d[ -]#?5\.\d\.\d|invalid (?:user|address)|配信|配達|nicht zugestellt|n'a pas pu être|no se pudo entregar|não (?:pôde|foi possível)|non è stato possibile|no ha podido|não pode|impossibile recapitare|non (?:è stato|può essere) (?:consegnat|recapitat)|mislukt|nie można|сбой доставки|не доставлен|teslim edilemedi|tidak dapat (?:di)?kirim|gagal (?:di)?kirim|تعذر|не может быть доставлено|无法|未能向|(?:has|have) not been delivered/iu;

/** Names that nothing but mail systems use; the other ones are those of people too. */
const SURE = /^(?:mailer-?daemon|mail-?daemon|maildeliverysystem|double-bounce|mailerdaemon|microsoftexchange\w*|mmdf|mdaemon|notification\+\w+)(?:[+@-]|$)/i;
const PASSED_ON = /^\s*(?:fwd?|fw|wg|tr|rv|enc|doorst|vs|vb)\s*:/i;
const ANSWERED = /^\s*(?:re|aw|sv|antw|odp|res|rif)\s*:\s*/i;

/**
 * Whether a mail system wrote this: surely, by a name that only they have, or perhaps, by an empty return path
 * (RFC 5321 §4.5.5; answering machines have it too) or a name such as "postmaster", behind which may sit a person;
 * with both it is likely.
 */
export function mailSystem(headers: Headers): 'surely' | 'likely' | 'perhaps' | null {
  const from = decodeHeaderText(headers.first('from') ?? '').trim();
  const path = (headers.first('return-path') ?? '').replace(/[<>\s]/g, '');
  const local = readAuthor(headers.first('from')).address ?? from;
  const failed = headers.first('x-failed-recipients') !== null && (isEmptyPath(headers) || headers.first('auto-submitted') !== null);
  if (from === '<>' || failed || isListMachine(headers) || [local, from.replace(/^.*</, ''), path].some((name) => SURE.test(name))) return 'surely';
  const named = DAEMON.test(local) || DAEMON.test(from.replace(/^.*</, '')) || NAMES.test(from.replace(/<.*$/, ''));
  return isEmptyPath(headers) && named ? 'likely' : isEmptyPath(headers) || named ? 'perhaps' : null;
}

/** Whether a message without a report comes from a mail system: perhaps is enough where it returns a message, and nobody passed that on or wrote it to a list. */
export function fromMailSystem(headers: Headers, returned: boolean): boolean {
  const system = mailSystem(headers);
  if (system === 'surely' || system === null) return system !== null;
  const subject = decodeHeaderText(headers.first('subject') ?? '');
  const list = ['list-id', 'list-post', 'list-unsubscribe', 'feedback-id'].some((name) => headers.first(name) !== null);
  return (returned || system === 'likely') && !list && !PASSED_ON.test(subject) && !(ANSWERED.test(subject) && SUBJECT.test(subject)) && !isAutomatic(headers).answer;
}

/** What the list software fml sends of its own: its name, but not the number that it gives to a list's mails. */
function isListMachine(headers: Headers): boolean {
  return headers.first('x-mlserver') !== null && headers.first('x-mail-count') === null;
}

export function isEmptyPath(headers: Headers): boolean {
  const path = headers.first('return-path');
  return path !== null && /^<\s*>$/.test(path.trim());
}

export function speaksOfFailure(headers: Headers, text: string): boolean {
  const subject = decodeHeaderText(headers.first('subject') ?? '');
  const quoted = /^\s*>(?!>>)|wrote:\s*$/m.test(text.slice(0, 300)) && !isEmptyPath(headers);
  const words = text.slice(0, SUBJECT.test(subject) ? 6000 : 3000).replace(/\s+/g, ' ');
  return headers.first('x-failed-recipients') !== null || (!quoted && (WORDS.test(words) || (SUBJECT.test(subject) && /@/.test(words))));
}
