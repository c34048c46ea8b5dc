/** Builds one pattern from words separated by "|" in several lines (one per family of languages). */
function anyOf(...families: string[]): string {
  return `(?:${families.join('|')})`;
}

/** "wrote", as mail programs say it in the line before a quote. */
export const WROTE = anyOf(
  'wrote|writes|said|schrieb|geschrieben|schreef|schreven|(?:het )?(?:het )?volgende geschreven|geskryf|skrev|skreiv|skrifaði',
  'a écrit|écrit|écrivait|escribió|escribio|escribiu|va escriure|escreveu|escreveram|ha scritto|scrisse|a scris|idatzi du',
  'napisał(?:\\(a\\)|a)?|pisze|piszą|napsal(?:\\(a\\)|a)?|napísal(?:\\(a\\)|a)?|(?:je )?napisa(?:o|la)(?:/la)?(?: je)?|je pisal',
  'написал(?:\\(а\\)|а)?|писал(?:\\(а\\)|а)?|пишет|написав(?:\\(ла\\))?|написала|пише|написа|је написа(?:о|ла)(?:/ла)?|піша|напісаў',
  'kirjoitti|kirjutas|írta|rakstīja|rašė|έγραψε|şunu yazdı|şunları yazdı|bunu yazdı|yazdı|yazmış|menulis|tulis|đã viết|viết|aliandika|sinulat|napisa|ka shkruar|shkroi',
  'كتب|كتبت|نوشت|کتب|כתב|כתבה|כתב/ה|ने लिखा|লিখেছেন|เขียนว่า|เขียน|எழுதியது|wrote in message|schrieb im Newsbeitrag',
);
/** The same in languages that put no space before it. */
export const WROTE_JOINED = anyOf('写道|寫道|写于|のメール|のメッセージ|さんは書きました|さんが書きました|は書きました|書いた|書きました|작성|님이 작성|님의 말|님이 쓴 글|이\\(가\\) 작성|كتابة ما يلي بواسطة|เขียนว่า');

/** How a line with a date begins that introduces a quote: "On …", "Le …". */
export const ON = anyOf(
  'on|at|in|quoting|am|op|den|på|le|el|em|il|al|a|o|în|la|quoting|citando|missatge de|til|tir|man|ons|tor|fre|lør|lör|søn|sön',
  'w dniu|dnia|dne|v|dňa|dana|u|у|на|в|во|дана',
  'vào|pada|noong|mnamo|kuupäev|στις|tarihinde|þann|von|from|de|от|od|ve čtvrtek|\\d{1,4}[-/. ]|\\d{4}[年년]',
  'في|בתאריך|ב-|در|เมื่อ|ในวันที่',
);

/** "Original message" between dashes: Outlook and its followers. */
export const ORIGINAL = anyOf(
  'original (?:message|appointment|e-?mail)|reply message|message from .{1,60}|ursprüngliche (?:nachricht|mail|e-mail)|original-?nachricht|oorspronkelijk bericht|oorspronklike boodskap',
  'oprindelig (?:meddelelse|besked|e-?mail)|opprinnelig (?:melding|e-?post)|ursprungligt meddelande|originalmeddelande|alkuperäinen viesti|upprunaleg skilaboð',
  "message d['’]origine|mail original|courriel original|message original|mensaje original|mensaxe orixinal|missatge original|mensagem original|messaggio originale|mesaj(?:ul)? original|jatorrizko mezua",
  'wiadomość oryginalna|oryginalna wiadomość|původní (?:zpráva|e-?mail)|pôvodná správa|izvorna poruka|izvirno sporočilo|originalna poruka|algkiri|esialgne kiri|sākotnējais ziņojums|originalus laiškas',
  'исходное сообщение|оригинальное сообщение|оригінальне повідомлення|початкове повідомлення|оригинално съобщение|оригинална порука|αρχικό μήνυμα',
  'eredeti üzenet|orijinal (?:mesaj|ileti)|özgün ileti|pesan asli|mesej asal|thư gốc|tin nhắn gốc|ข้อความต้นฉบับ|मूल संदेश',
  '原始邮件|原始郵件|原邮件|原始信件|元のメッセージ|元のメール|original message|원본 메시지|원본 메일|الرسالة الأصلية|رسالة أصلية|پیام اصلی|הודעה מקורית',
);

/** The same for what is passed on: in an archive that is the content, not a quote. */
export const FORWARDED = anyOf(
  'forwarded (?:message|by|e-?mail)|weitergeleitete (?:nachricht|mail|e-mail)|doorgestuurd bericht|vidarebefordrat|videresendt|videresendte?|välitetty viesti|edelleen lähetetty',
  'message transféré|message transmis|mensaje reenviado|missatge reenviat|mensagem (?:encaminhada|reencaminhada)|messaggio inoltrato|mesaj redirecționat|mesaj redirectionat',
  'przekazana wiadomość|wiadomość przekazana|přeposlaná zpráva|preposlaná správa|proslijeđena poruka|posredovano sporočilo|továbbított (?:üzenet|levél)',
  'пересылаемое сообщение|пересланное сообщение|переслане повідомлення|пересилане повідомлення|препратено съобщение|προωθημένο μήνυμα',
  'yönlendirilen ileti|iletilen mesaj|pesan terusan|mesej dimajukan|thư đã chuyển tiếp|转发|轉寄|转发邮件|轉寄郵件|転送|전달된 메시지|رسالة (?:معاد|محولة|مُعاد)|הודעה שהועברה',
);

/** What Apple Mail says above a forwarded message. */
export const BEGIN_FORWARDED = anyOf(
  'begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-mail)|begin doorgestuurd bericht|start på videresendt (?:besked|melding)|vidarebefordrat brev',
  'début du message (?:réexpédié|transféré)|inicio del mensaje reenviado|início da mensagem (?:encaminhada|reencaminhada)|inizio messaggio inoltrato',
  'początek przekazywanej wiadomości|začátek přeposílané zprávy|начало переадресованного сообщения|переслане повідомлення|välitetty viesti alkaa|İleti alıntısı',
  '开始转发的邮件|下面是被转发的邮件|以下是轉寄的郵件|転送されたメッセージ|전달된 메시지',
);

/** Names of the copied headers below such a line. */
export const HEADERS = anyOf(
  'from|sent|sent by|to|cc|bcc|date|subject|reply-to|importance|attachments|von|gesendet|an|datum|betreff|kopie|antwort an|van|verzonden|aan|onderwerp|gestuur',
  'fra|sendt|til|emne|dato|kopi|svar til|från|skickat|till|ämne|lähettäjä|lähetetty|päivämäärä|vastaanottaja|kopio|aihe|sent|efni|dagsetning',
  'de|envoyé|envoyé par|à|objet|répondre à|enviado|enviado por|enviado el|enviada|enviada em|para|fecha|data|asunto|assunto|assumpte|enviat|da|inviato|a|oggetto|de la|per a|trimis|trimis la|către|subiect|dată',
  'od|wysłan[oe]|data|do|dw|temat|odesláno|odoslané|komu|kopie|předmět|predmet|dátum|poslano|poslato|za|šalje|prima|naslov|zadeva|saatja|saadetud|saaja|teema|kellele|nosūtīts|kam|temats|nuo|siųsta|kam|tema',
  'от(?: кого)?|отправлено|кому|копия|тема|дата|від|надіслано|дата|изпратено|до|относно|шаље|послато|за|наслов|από|στάλθηκε|προς|θέμα|ημερομηνία',
  'gönderen|kimden|gönderildi|gönderme tarihi|kime|tarih|konu|feladó|küldve|elküldve|címzett|dátum|tárgy|dari|dikirim|kepada|ke|tanggal|perihal|hal|subjek|daripada|từ|gửi|đã gửi|đến|tới|ngày|chủ đề|tiêu đề',
  '发件人|发件时间|发送时间|发送日期|收件人|抄送|主题|日期|寄件者|寄件人|寄件日期|傳送時間|收件者|副本|主旨|差出人|送信者|送信日時|日時|日付|宛先|件名|보낸 ?사람|보낸 ?날짜|날짜|받는 ?사람|참조|제목',
  'من|إلى|الى|التاريخ|تاريخ الإرسال|تم الإرسال|أُرسلت|الموضوع|از|به|تاریخ|ارسال|موضوع|מאת|נשלח|אל|תאריך|נושא|จาก|ถึง|วันที่|ส่ง|เรื่อง|प्रेषक|भेजा गया|प्रति|विषय',
);

/** "Sent from my phone" and its kin, at the beginning of a line. */
export const SENT_FROM = anyOf(
  'sent (?:from|via|with|by|using|on)\\b|from my (?:i|mobile|phone|android|cell|blackberry|tablet|smart)|(?:get|download) \\[?(?:the )?(?:outlook|bluemail|mail\\.ru|mymail|spark) (?:app )?for|yahoo mail: search|(?:please )?(?:excuse|forgive|pardon) .{0,60}sent from|provenance\\s?: |written on my|typed on my|[\\w.]+ from (?:mobile|phone)$',
  'von (?:meinem|meiner|unterwegs)\\b.{0,60}(?:gesendet|geschickt)|(?:von|mit) .{2,40} gesendet$|gesendet (?:von|mit|via)|diese (?:nachricht|e-?mail|mail) wurde (?:von|mit) .{0,60}gesendet|outlook für .{2,20} (?:beziehen|herunterladen)|holen sie sich outlook',
  '(?:verzonden|verstuurd) (?:vanaf|vanuit|met|via|van)|gestuur van(?:af)?|skickat från|sänt från|skickades från|sendt fra|sendt med|sent fra|sent úr|hent outlook|hämta outlook|outlook (?:voor .{2,20} )?downloaden',
  "envoyé (?:de|depuis|à partir|avec|par|via)\\b|obten(?:ez|ir) outlook|télécharg(?:ez|er) outlook|enviado (?:desde|del|do|dos|de|da|a partir|via|con|por|pelo|com)\\b|enviat des|enviada desde|(?:obtener|obtén|descargar?) outlook|(?:obter|obtenha) o outlook|inviato (?:da|dal|con|tramite)\\b|scarica outlook|ottieni outlook|trimis (?:de|din|cu)\\b",
  'lähetetty\\b|saadetud minu|hanki outlook|wysłan[oey] (?:z|za|przez)\\b|pobierz outlook|odesláno z|odoslané z|poslano (?:z|s|iz|sa)\\b|poslato sa|(?:az )?iphone-omról|(?:el)?küldve\\b|.{2,30} készülékemről küld|nosūtīts no|išsiųsta iš',
  '(?:скачайте|загрузите) outlook|отправлено (?:с|из|от|через)|послано с|отправлено\\b|надіслано (?:з|із)|відправлено з|изпратено от|послато са|στάλθηκε από|αποστολή από',
  'iphone.{0,10}(?:umdan|imden|dan) gönderil|.{2,30}(?:dan|den) gönderil(?:di|miştir)|dikirim dari|dihantar dari|(?:đã |được )?gửi từ|ส่งจาก|मेरे .{2,30} से भेजा',
  '(?:获取|取得|下载) ?outlook|.{0,20}outlook を入手|(?:从|發自|发自)我的.{0,30}|(?:從|从)我的.{0,20}(?:傳送|发送|發送)|.{0,24}から送信|나의 .{0,20}에서 보냄|내 .{0,20}에서 보냄|.{0,20}에서 보냄$',
  'أُ?رسلت من|أرسل من|تم الإرسال من|مرسل من|ارسال شده از|ارسال از|נשלח מ',
);

/** "Reply above this line" of help desks and forums: what stands below it is theirs. */
export const REPLY_ABOVE = anyOf(
  '(?:please )?(?:type|write|enter|add)? ?(?:your )?(?:reply|reply|response|answer)s? (?:above|over) (?:this|the) line|reply above (?:this|the|here)|(?:please )?do not (?:edit|write|type) below this line|write above this line',
  'antworten sie (?:bitte )?oberhalb dieser (?:linie|zeile)|(?:bitte )?(?:ihre antwort )?(?:über|oberhalb) (?:dieser|diese) (?:linie|zeile)|(?:typ|schrijf|antwoord).{0,30}boven deze (?:lijn|regel)',
  '(?:répondez|répondre|écrire|saisissez).{0,40}au-dessus de cette ligne|(?:responda|responde|escriba|escribe).{0,40}(?:por encima|encima|arriba) de esta línea|(?:responda|digite|escreva).{0,40}acima desta linha|(?:rispondi|scrivi).{0,40}sopra questa (?:riga|linea)',
  'svar (?:over|ovenfor|ovanför) (?:denne|denna) (?:linje|linjen|rad)|(?:ответ|пишите).{0,40}выше этой (?:строки|линии)|odpowied.{0,40}powyżej tej linii|请在此行上方回复|この行より上に',
);

/** What a company's server puts above a mail from outside. */
export const BANNER = anyOf(
  '(?:caution|warning|attention|external|notice|\\[ext(?:ernal)?\\b)[^\\n]{0,40}.{0,80}(?:outside|external|do not click|unless you (?:recogni[sz]e|know|trust))',
  '(?:achtung|vorsicht|warnung|hinweis|extern)\\b.{0,120}(?:extern|außerhalb|absender)|(?:attention|avertissement|prudence)\\b.{0,120}(?:externe|extérieur)|(?:atención|precaución|cuidado|aviso)\\b.{0,120}(?:extern|fuera de)|(?:let op|attentie|waarschuwing)\\b.{0,120}(?:extern|buiten)',
);

/** What footers of list software and mail providers speak of. */
export const FOOTER = anyOf(
  'mailing[- ]?list|unsubscribe|listinfo|to post |subscription|list archive|list-|groups\\.|to respond|you received this message because|you are receiving this|to stop receiving|visit (?:this|the) (?:topic|group|message|discussion)|view (?:it|this) (?:on|in|discussion)|reply to this e-?mail directly',
  'yahoo!?|hotmail|msn |outgoing mail is certified|virus|avast|get your (?:free )?email|free e?-?mail|download|sign up|mail plus',
  'confidential|intended only for|intended recipient|intended solely|privileged|vertraulich|confidentiel|confidencial|vertrouwelijk|riservat|poufn|конфиденциальн|fortrolig|konfidentiell|luottamuksellinen|机密|機密',
  'abmelden|abbestellen|désabonn|désinscri|darse de baja|cancelar (?:a |la )?(?:su|in)scri|отписаться|afmelden|uitschrijven|avregistrera|avmeld|annulla(?:re)? l.iscrizione|wypisa|退订|取消订阅|配信停止',
);

/** How a disclaimer begins that a company's mail server appends. */
export const DISCLAIMER = anyOf(
  '(?:confidentiality|privacy|legal|important|e-?mail) (?:notice|disclaimer|note)|disclaimer|notice of confidentiality|(?:this|the) (?:e-?mail|message|communication|electronic message|information (?:contained )?in this (?:e-?mail|message))\\b.{0,120}(?:confidential|intended|privileged|property of)|the information (?:transmitted|contained)\\b.{0,120}(?:confidential|intended|privileged)|(?:please )?(?:consider|think).{0,40}(?:environment|before .{0,12}print)|before .{0,12}print.{0,60}environment|virus[- ]free|checked for viruses|you (?:are |have )?receiv\\w+ this (?:message|e-?mail|mail) because',
  '(?:diese|dieses|der inhalt dieser) (?:e-?mail|nachricht).{0,120}(?:vertraulich|auf viren)|vertraulichkeitshinweis|haftungsausschluss|(?:de (?:informatie|inhoud) (?:in|van) )?(?:dit|deze) (?:bericht|e-?mail).{0,120}(?:vertrouwelijk|bestemd)',
  '(?:ce|cet|le) (?:message|courriel|e-?mail|courrier).{0,120}confidentiel|(?:este|el presente|la información).{0,120}confidencial|aviso (?:legal|de confidencialid?ad)|(?:esta|a presente) (?:mensagem|comunicação).{0,120}confidencia|(?:questo messaggio|le informazioni|il presente messaggio).{0,120}riservat',
  '(?:ta wiadomość|niniejsza wiadomość|treść tej wiadomości).{0,120}poufn|(?:это|данное|настоящее) (?:\\S+ )?(?:сообщение|письмо).{0,160}конфиденциальн|denne (?:e-?post|e-?mail|meddelelse).{0,120}(?:fortrolig|konfidensiell)|本(?:邮件|郵件|メール).{0,60}(?:保密|机密|機密)',
);
