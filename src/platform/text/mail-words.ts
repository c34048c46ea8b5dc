/** Builds one pattern from words separated by "|" in several lines (one per family of languages). */
function anyOf(...families: string[]): string {
  return `(?:${families.join('|')})`;
}

/** "wrote", as mail programs say it in the line before a quote. */
export const WROTE = anyOf(
  'wrote|writes|said|schrieb|schreef|schreven|het volgende geschreven|skrev|skrifaði',
  'a écrit|écrivait|escribió|escribio|va escriure|escreveu|ha scritto|scrisse|a scris',
  'napisał(?:\\(a\\)|a)?|napsal(?:\\(a\\)|a)?|napísal|je napisao|написал(?:\\(а\\)|а)?|писал(?:\\(а\\)|а)?|пишет|написав|пише',
  'kirjoitti|kirjutas|írta|έγραψε|şunu yazdı|yazdı|menulis|đã viết|viết|aliandika',
  'كتب|نوشت|כתב|כתבה|ने लिखा|লিখেছেন',
);
/** The same in languages that put no space before it. */
export const WROTE_JOINED = anyOf('写道|寫道|のメール|のメッセージ|さんは書きました|作成|님이 작성|님의 말');

/** How a line with a date begins that introduces a quote: "On …", "Le …". */
export const ON = anyOf('on|at|in|quoting|am|op|den|på|le|el|em|il|a|o', 'w dniu|dnia|dne|в|у', 'ons|vào|pada|tarihinde|\\d{1,4}[-/. ]|\\d{4}年');

/** "Original message" between dashes: Outlook and its followers. */
export const ORIGINAL = anyOf(
  'original (?:message|appointment)|reply message|ursprüngliche nachricht|originalnachricht|oorspronkelijk bericht',
  'oprindelig (?:meddelelse|besked)|opprinnelig melding|ursprungligt meddelande|originalmeddelande|alkuperäinen viesti',
  "message d['’]origine|message original|mensaje original|mensagem original|messaggio originale|mesaj original",
  'wiadomość oryginalna|oryginalna wiadomość|původní (?:zpráva|e-mail)|исходное сообщение|оригінальне повідомлення|αρχικό μήνυμα',
  'eredeti üzenet|orijinal mesaj|pesan asli|thư gốc|原始邮件|原始郵件|元のメッセージ|원본 메시지|الرسالة الأصلية|הודעה מקורית',
);

/** The same for what is passed on: that is the content, not a quote. */
export const FORWARDED = anyOf(
  'forwarded (?:message|by)|weitergeleitete nachricht|doorgestuurd bericht|vidarebefordrat|videresendt',
  'message transféré|mensaje reenviado|mensagem encaminhada|messaggio inoltrato|пересылаемое сообщение|转发|轉寄|転送|رسالة معاد',
);

/** Names of the copied headers below such a line. */
export const HEADERS = anyOf(
  'from|sent|to|cc|date|subject|reply-to|von|gesendet|an|datum|betreff|van|verzonden|aan|onderwerp',
  'fra|sendt|til|emne|från|skickat|till|ämne|lähettäjä|lähetetty|vastaanottaja|aihe',
  'de|envoyé|à|objet|enviado|para|asunto|assunto|da|inviato|a|oggetto',
  'od|wysłano|do|temat|odesláno|komu|předmět|от|отправлено|кому|тема|дата|від|gönderen|kime|konu|dari|dikirim|kepada',
  '发件人|发送时间|收件人|主题|寄件者|收件者|主旨|差出人|送信日時|宛先|件名|보낸 사람|받는 사람|제목|من|إلى|الموضوع',
);

/** "Sent from my phone" and its kin, at the beginning of a line. */
export const SENT_FROM = anyOf(
  'sent (?:from|via|with|by|using)\\b|from my (?:i|mobile|phone|android)|get \\[?outlook for',
  'von meinem\\b.{0,40}gesendet|gesendet (?:von|mit)|diese nachricht wurde von .{0,60}gesendet|verzonden (?:vanaf|met|via)|skickat från|sendt fra',
  'envoyé (?:de|depuis|avec)|enviado (?:desde|do|de|a partir)|inviato da|trimis de',
  'lähetetty|wysłano z|odesláno z|отправлено (?:с|из)|надіслано з|dikirim dari|gửi từ',
  '从我的.{0,20}发送|發自我的|從我的.{0,20}傳送|.{0,20}から送信|나의 .{0,20}에서 보냄',
);

/** What footers of list software and mail providers speak of. */
export const FOOTER = anyOf(
  'mailing[- ]?list|unsubscribe|listinfo|to post |subscription|list archive|list-|groups\\.|to respond',
  'yahoo!?|hotmail|msn |outgoing mail is certified|virus|get your (?:free )?email|free e?-?mail|download|sign up|mail plus',
  'confidential|intended only for|intended recipient|vertraulich|confidentiel|confidencial',
  'abmelden|abbestellen|désabonn|désinscri|darse de baja|cancelar (?:a |la )?(?:su|in)scri|отписаться',
);
