import { readAuthor } from '../archive/address.ts';
import { decodeHeaderText } from '../archive/encoded-words.ts';
import type { Headers } from '../archive/headers.ts';

const DAEMON = /^(?:mailer-?daemon|mail-?daemon|post_?master|mail[-_]?(?:delivery|system|er|server)|maildeliverysystem|mdaemon|bounces?|delivery|dsn|system|smtp|mmdf|double-bounce|mailerdaemon|microsoftexchange\w*|notification\+\w+|mailmaster|uucp|mail)(?:[+@-]|$)/i;
const NAMES = /mail(?:er)? ?(?:delivery|daemon|system|administrator|router|server)|delivery (?:sub)?system|system administrator|postmaster|undeliver|mail error|メール/i;
const SUBJECT =
  /undeliver|undelivered|unzustellbar|nicht zustellbar|non remis|no se (?:puede|pudo|ha podido) entregar|não (?:é possível|entregue|foi)|impossibile recapitare|non (?:recapita|consegna)|no entregado|avis de non|échec de (?:la )?(?:remise|distribution)|zustellung|gagal|tidak terkirim|delayed (?:mail|delivery|message)|still being retried|message \S+ delayed|未送达|未能送达|تعذر|فشل التسليم|(?:message|mail) you sent (?:was )?blocked|onbestelbaar|niet bezorgd|kan ikke leveres|olevererbart|ej levererat|toimittamaton|niedostarcz|nedoručiteln|kézbesíthetetlen|не доставлен|недоставлен|teslim edilemedi|无法(?:送达|投递|传递)|退信|退件|未送達|配信不能|配達できません|送信できません|배달(?:되지 않|할 수 없)|delivery (?:status|failure|failed|report|error|problem|notification|has failed|incomplete|delayed)|fail(?:ed|ure) (?:delivery|notice|to deliver|message|mail)|failure notice|returned (?:mail|to sender|message|e-?mail)|mail (?:delivery|failure|failed|error|system error|returned|could not)|(?:message|e-?mail|mail) (?:could not|was not|not|couldn't|can ?not|cannot) (?:be )?(?:delivered|be sent|sent)|error (?:sending|delivering)|error.{0,12}mail|non-?delivery|notification d[e’'].?(?:échec|état)|returning (?:message|to sender)|warning: (?:could not|message)|nondeliverable|delivery|bounce|rejected|not member|loop alert|unknown (?:user|address)|user unknown|can(?:no|')t send|returned/iu;
const WORDS =
  /(?:could not|couldn't|cannot|can't|was(?:n't| not)|were not|unable to|wasn't able to|not able to|failed to|trouble|error|problem) (?:be )?(?:deliver|sent|send|reach)|did not reach|undeliverable|delivery (?:has |to )?[^.\n]{0,60}fail|returned to sender|permanent(?:ly)? (?:fatal )?(?:error|fail|reject)|transcript of session|unknown (?:user|recipient|address|host)|user unknown|has been delayed|not yet been delivered|no such (?:user|person|address|mailbox)|message was rejected|mailbox (?:is )?(?:full|unavailable)|\b5\d\d[ -]#?5\.\d\.\d|invalid (?:user|address)|配信|配達|nicht zugestellt|n'a pas pu être|no se pudo entregar|não (?:pôde|foi possível)|non è stato possibile|no ha podido|não pode|impossibile recapitare|non (?:è stato|può essere) (?:consegnat|recapitat)|mislukt|nie można|сбой доставки|не доставлен|teslim edilemedi|tidak dapat (?:di)?kirim|gagal (?:di)?kirim|تعذر|не может быть доставлено|无法|未能向|(?:has|have) not been delivered/iu;

/**
 * Whether a message without a report can be one of non-delivery. It must come from a mail system (an empty
 * return path, RFC 5321 §4.5.5, or its name) *and* speak of failure: people's mails about bounces do not pass.
 */
export function fromMailSystem(headers: Headers): boolean {
  const from = decodeHeaderText(headers.first('from') ?? '');
  const local = readAuthor(headers.first('from')).address ?? from.trim();
  return isEmptyPath(headers) || from.trim() === '<>' || DAEMON.test(local) || DAEMON.test(from.replace(/^.*</, '')) || NAMES.test(from.replace(/<.*$/, '')) || headers.first('x-failed-recipients') !== null || isListMachine(headers);
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
