/** One pattern of alternatives, in lines that can be read. */
function anyOf(...alternatives: string[]): RegExp {
  return new RegExp(alternatives.join('|'), 'i');
}

/** Nobody can be reached under the address, now or later. */
const GONE = anyOf(
  String.raw`(?:user|recipient|mailbox|account|address|name|member|alias|local part|destination|addressee|person|e-?mail(?: address| account)?|rcpt|empfänger|benutzer|usuario|utilisateur|destinatario|destinataire)s?\b['"<>()\w@. :,+=[\]-]{0,90}?(?:unknown|not (?:be )?found|not known|(?:does ?n[o']t|did not|do not|don't|not) exist|doesn'?t (?:have|exist)|no longer (?:valid|exists?|available|active|in use|on|with|employed)|is not (?:a )?(?:valid|known|recognized|listed|local)|not (?:valid|recognized|listed|registered|a valid|in (?:the )?directory)|is invalid|invalid\b|unbekannt|desconocid|inconnu|sconosciut|nicht gefunden|n'existe|no existe|could not be found|wasn'?t found|couldn'?t be found|unavailable|undeliverable|is not our customer|has been (?:closed|deleted|removed|terminated)|deleted)`,
  String.raw`(?:unknown|invalid|no such|non[- ]?existent?|bad|nonexistent|unrecognized|undefined|illegal|unrouteable|unrouted|not a valid|not a known|no valid|unbekannter|ungültiger?) (?:\w+[ -]){0,3}(?:users?|recipients?|mailbox|addres(?:s|sed|see)|accounts?|e-?mail|person|name|local|rcpt|destination|empfänger|id|contact)`,
  String.raw`no mailbox (?:here )?by that name|no longer employed|adresse invalide|#?5\.1\.0\W{1,3}address rejected|not our user|no account by that name`,
  String.raw`not listed in (?:domino|public|the)|mailbox unavailable|mailbox not available`,
  String.raw`no such (?:person|address|domain|host|recipient|mailbox)|(?:is|are) not a(?:n)? (?:\w+ )?(?:user|member|subscriber) (?:here|at|of)`,
  String.raw`user (?:has )?moved|has moved|no forwarding address|user not local|5\.1\.1\b|宛先不明|該当.{0,12}(?:なし|ありません)|存在しません|见つかりません`,
  String.raw`ディレクトリには見つかりません|no existe|не существует|не найден|recipientnotfound|resolver\.adr\.(?:recip|exrecip|inval)|addr(?:ess)? not ?found`,
  String.raw`recipient address rejected: access denied|this user doesn'?t have|can'?t create output|there is no such`,
  String.raw`delivery to this user is not possible|mailbox\b.{0,40}not exist|all recipient addresses rejected : access denied`,
  String.raw`unknown or illegal alias`,
  // As mail systems say it elsewhere.
  String.raw`(?:adresse|boîte|utilisateur|destinataire)[^.\n]{0,60}(?:introuvable|inconnue?|inexistante?|n'existe pas)|(?:adresse|empfänger|benutzer|postfach)[^.\n]{0,60}(?:nicht gefunden|unbekannt|existiert nicht|gibt es nicht)`,
  String.raw`(?:usuario|usuária?o?|destinatári?o|endereço|dirección|direccion|buzón|caixa|cuenta|conta)[^.\n]{0,60}(?:no existe|não existe|desconocid|desconhecid|inexistente|inválid|no (?:se )?(?:ha )?encontr|não (?:foi )?encontr)`,
  String.raw`(?:utente|destinatario|indirizzo|casella)[^.\n]{0,60}(?:sconosciut|inesistente|non (?:esiste|trovat|valid))|impossibile trovare l'indirizzo|(?:gebruiker|ontvanger|adres)[^.\n]{0,60}(?:onbekend|bestaat niet|niet worden gevonden|niet gevonden)|onbekende (?:gebruiker|ontvanger)`,
  String.raw`nie znaleziono[^.\n]{0,40}adres|nieznany (?:użytkownik|adresat|odbiorca)|(?:użytkownik|adres)[^.\n]{0,40}nie istnieje|(?:адрес|пользовател|получател|ящик)[^.\n]{0,60}(?:не удалось найти|неизвестен|не зарегистрирован)|неизвестн\S* (?:пользовател|получател|адрес)`,
  String.raw`(?:adres|kullanıcı|alıcı)[^.\n]{0,40}(?:bulunamadı|bilinmiyor|yok)|アドレスは?見つかりません|ユーザー?が存在|找不到.{0,20}(?:地址|邮件|郵件|用户|使用者)|(?:地址|用户|用戶|邮箱|信箱|收件人)[^。\n]{0,40}不存在|존재하지 않`,
  String.raw`(?:pengguna|alamat|penerima)[^.\n]{0,40}tidak (?:ditemukan|dikenal|ada|valid)|(?:العنوان|المستخدم|المستلم)[^.\n]{0,40}غير (?:موجود|معروف)|user account is unavailable`,
);
/** No host takes mail for the domain. */
const NO_HOST = anyOf(
  String.raw`(?:host|domain|domaine|dominio|server)\b['"<>\w@. :()+-]{0,60}?(?:unknown|not found|not exist|doesn'?t exist|couldn'?t be found|could not be found|unrouteable|isn'?t valid|does not resolve|invalid)`,
  String.raw`(?:unknown|no such|bad|invalid|illegal|unroute?able|nonexistent) (?:remote )?(?:host|domain|mail domain|destination system)`,
  String.raw`dns (?:lookup failure|error).{0,40}(?:not found|nxdomain)|nxdomain|had no relevant answers|unrouteable address|name or service not known`,
  String.raw`couldn'?t find any host|mail exchanger|no mx|null mx|nullmx|domain.{0,30}(?:does not|doesn'?t) accept (?:any )?(?:e-?)?mail`,
  String.raw`no longer accepts? mail|(?:does not|doesn'?t|not) accept(?:ing)? (?:any )?(?:e-?)?mail\b(?! from)`,
  String.raw`name server: .{0,60}host not found|host name lookup fail|unable to lookup dns|(?:host|domain) name (?:is )?wrong|unresolvable`,
  String.raw`invalid domain`,
);
/** The domain says that it takes none (RFC 7505), however passing the code. */
const NO_MAIL = anyOf(
  String.raw`null ?mx|(?:does not|doesn'?t|no longer) (?:accept|receive)s? (?:any )?(?:e-?)?mail\b(?! from)|domain is not reachable`,
);
/** The address may be right; this message, this sender, this day were not. */
const FULL = anyOf(
  String.raw`quota|mail(?:box|folder)?[^.\n]{0,40}\b(?:full|exceeded|over|size limit|too large)\b|\bfull\b.{0,20}mailbox|over ?(?:quota|limit)`,
  String.raw`storage|disk (?:space|full)|insufficient (?:system )?(?:storage|resources)|not enough (?:space|room)|容量|满|ボックス.{0,10}(?:一杯|いっぱい)`,
  String.raw`voll\b|plein|llen[oa]|переполнен`,
);
const SIZE = anyOf(
  String.raw`(?:message|mail|size)[^.\n]{0,40}(?:too (?:large|big|long)|exceed)|size limit|exceeds? (?:the )?(?:maximum|size|fixed|message)`,
  String.raw`too big`,
);
const POLICY = anyOf(
  String.raw`spam|junk|bulk mail|unsolicited|blacklist|block ?list|blocked|black list|listed (?:in|at|on|by)|\brbl\b|dnsbl|reputation|policy`,
  String.raw`\bspf\b|dkim|dmarc|unauthenticated|authenticat|not authori[sz]ed|unauthori[sz]ed|relay|access denied|denied|prohibit|not permitted`,
  String.raw`not allowed|sender (?:address )?(?:rejected|verify)|sending|banned|poor|refused|virus|infected|malware|content|attachment`,
  String.raw`restricted|forbidden|reverse dns|\bptr\b|helo|greylist|rate|too (?:many|fast|quickly|much)|throttl|volume|complaint|suspicious`,
  String.raw`bounce address|abuse|looks like|(?:does not|doesn'?t) (?:pass|meet)|tls|encryption|rejected (?:for|by|due|because)|only accepts?`,
  String.raw`members? only|authorized|security|bad reputation|local policy`,
);
const PASSING = anyOf(
  String.raw`time[d]? ?out|timed|expired|temporar|try again|later|deferred|delayed|connection (?:refused|reset|lost|closed|dropped)|unreachable`,
  String.raw`no route|could not (?:connect|be reached)|unable to connect|not answer|gave up|giving up|retry|too long|busy|loop|hops?\b`,
  String.raw`system (?:error|config)|server error|internal error|lookup failure|network|suspended|disabled|inactive|frozen|locked|over quota`,
  String.raw`syntax error|protocol`,
);

/** It is the sender who is refused: words that outweigh the code beside them. */
const SENDER = anyOf(
  String.raw`sender (?:address )?(?:rejected|verify|domain|denied|not)|\[MAIL_FROM\]|return[- ]path|envelope sender|domain of sender`,
  String.raw`relay(?:ing)? (?:access )?(?:denied|not)|unable to relay|cannot relay|valid from\b|spamhaus|too many recipients`,
  String.raw`block(?:ed|list)? using|blacklisted`,
);

/** What says nothing of the reason, and would lend its nouns to what follows. */
const ASIDE = /https?:\/\/\S+|SMTP error from remote (?:mail )?server after [^:]{0,60}:|recipients\. This is a permanent error\.|the following address(?:\(?es\)?)? failed:?/gi;

export type Reason = 'no_user' | 'no_host' | 'no_mail' | 'full' | 'size' | 'policy' | 'passing' | 'unknown';

/** What a server's reply says, in the words that servers use. */
export function reasonOf(text: string): Reason {
  const line = text.replace(ASIDE, ' ').replace(/\s+/g, ' ').slice(0, 1500);
  if (refusesSender(text)) return 'policy';
  if (FULL.test(line)) return 'full';
  if (SIZE.test(line)) return 'size';
  // The DNS did not answer, which is not an answer that there is nothing.
  if (/not found, try again|name service error[^.]{0,40}try again/i.test(line)) return 'passing';
  if (/(?:recipient|user|mailbox|account)\b[^.\n]{0,40}not (?:currently )?accepting/i.test(line)) return 'passing';
  if (GONE.test(line)) return 'no_user';
  if (NO_MAIL.test(line)) return 'no_mail';
  if (NO_HOST.test(line)) return 'no_host';
  if (POLICY.test(line)) return 'policy';
  return PASSING.test(line) ? 'passing' : 'unknown';
}

export function refusesSender(text: string): boolean {
  return SENDER.test(text);
}
