import { describe, expect, test } from 'vitest';
import { extractReply } from './extract.ts';

const reply = (...lines: string[]) => extractReply(lines.join('\n')).reply;
const ofHtml = (html: string) => extractReply({ text: '', html }).reply;

test.each([
  'On Tue, Mar 4, 2025 at 8:22 AM Ana <ana@a.example> wrote:',
  'Am Di., 4. März 2025 um 08:22 Uhr schrieb Ana <ana@a.example>:',
  'Le mar. 4 mars 2025 à 08:22, Ana <ana@a.example> a écrit :',
  'El mar, 4 mar 2025 a las 8:22, Ana (<ana@a.example>) escribió:',
  'Missatge de Ana <ana@a.example> del dia dt., 4 de març 2025 a les 8:22:',
  'Ana erabiltzaileak (ana@a.example) hau idatzi du (2025 mar. 4(a), ar. (08:22)):',
  'Ana <ana@a.example> escreveu (terça, 4/03/2025 à(s) 08:22):',
  'Il giorno mar 4 mar 2025 alle ore 08:22 Ana <ana@a.example> ha scritto:',
  'În mar., 4 mar. 2025 la 08:22, Ana <ana@a.example> a scris:',
  'Op di 4 mrt 2025 om 08:22 schreef Ana <ana@a.example>:',
  'Op Di. 4 Mrt. 2025 om 08:22 het Ana <ana@a.example> geskryf:',
  'Den tirs. d. 4. mar. 2025 kl. 08.22 skrev Ana <ana@a.example>:',
  'tir. 4. mar. 2025 kl. 08:22 skrev Ana <ana@a.example>:',
  'ti 4. maalisk. 2025 klo 8.22 Ana (ana@a.example) kirjoitti:',
  'þri., 4. mar. 2025 kl. 08:22 skrifaði Ana <ana@a.example>:',
  'Kuupäev T, 4. märts 2025 kell 08:22 kirjutas Ana (<ana@a.example>):',
  'otrd., 2025. g. 4. marts, plkst. 08:22 — lietotājs Ana (<ana@a.example>) rakstīja:',
  '2025-03-04, an, 08:22 Ana <ana@a.example> rašė:',
  'wt., 4 mar 2025 o 08:22 Ana <ana@a.example> napisał(a):',
  'út 4. 3. 2025 v 8:22 odesílatel Ana <ana@a.example> napsal:',
  'ut 4. 3. 2025 o 8:22 Ana <ana@a.example> napísal(a):',
  'Ana <ana@a.example> ezt írta (időpont: 2025. márc. 4., K, 8:22):',
  'uto, 4. ožu 2025. u 08:22 Ana <ana@a.example> napisao je:',
  'V V tor., 4. mar. 2025 ob 08:22 je oseba Ana <ana@a.example> napisala:',
  'На вт, 4.03.2025 г. в 8:22 Ана <ana@a.example> написа:',
  'вт, 4 мар. 2025 г. в 08:22, Ана <ana@a.example>:',
  'уто, 4. мар 2025. у 08:22 Ана <ana@a.example> је написао/ла:',
  'Στις Τρί 4 Μαρ 2025 στις 8:22 π.μ., ο/η Ana <ana@a.example> έγραψε:',
  'Ana <ana@a.example>, 4 Mar 2025 Sal, 08:22 tarihinde şunu yazdı:',
  'Pada tanggal Sel, 4 Mar 2025 pukul 08.22 Ana <ana@a.example> menulis:',
  'Vào Th 3, 4 thg 3, 2025 vào lúc 08:22 Ana <ana@a.example> đã viết:',
  'ในวันที่ อ. 4 มี.ค. 2025 เวลา 08:22 Ana <ana@a.example> เขียนว่า:',
  '2025年3月4日(火) 8:22 Ana <ana@a.example>:',
  '2025년 3월 4일 (화) 오전 8:22, Ana <ana@a.example>님이 작성:',
  'Ana <ana@a.example> 于2025年3月4日周二 08:22写道：',
  'Ana <ana@a.example> 於 2025年3月4日 週二 上午8:22寫道：',
  'في الثلاثاء، ٤ مارس ٢٠٢٥ في ٨:٢٢ ص تمت كتابة ما يلي بواسطة Ana <ana@a.example>:',
  '\u202bבתאריך יום ג׳, 4 במרץ 2025 ב-8:22 מאת \u202aAna\u202c\u200f <\u202aana@a.example\u202c\u200f>:\u202c',
  'मंगल, 4 मार्च 2025 को 8:22 am बजे को Ana <ana@a.example> ने लिखा:',
  'Mnamo Jumanne, 4 Machi 2025 8:22, Ana <ana@a.example> aliandika:',
  '---- On Tue, 04 Mar 2025 08:22:09 +0100 Ana <ana@a.example> wrote ----',
])('what introduces a quote goes with it, with and without ">", on one line or two: %s', (line) => {
  expect(reply('Agreed.', '', line, '', '> question', '>', '> more')).toBe('Agreed.');
  expect(reply('Agreed.', '', line, '', 'question', 'more')).toBe('Agreed.');
  expect(reply('Agreed, with', 'all of it.', line.replace(/ (?=<|\S{9,}:$)/, '\n'), '> question')).toBe('Agreed, with\nall of it.');
});

test.each([
  [['-----Original Message-----', 'From: Ana', 'Sent: Tuesday', 'To: Bo', 'Subject: Pumps']],
  [['________________________________', 'Von: Ana', 'Gesendet: Dienstag', 'An: Bo', 'Betreff: Pumpen']],
  [['De : Ana', 'Envoyé : mardi', 'À : Bo', 'Objet : Pompes']],
  [['*De:* Ana', '*Enviado el:* martes', '*Para:* Bo', '*Asunto:* Bombas']],
  [['Da: Ana', 'Inviato: martedì', 'A: Bo', 'Oggetto: Pompe']],
  [['Van: Ana', 'Verzonden: dinsdag', 'Aan: Bo', 'Onderwerp: Pompen']],
  [['Från: Ana', 'Skickat: tisdag', 'Till: Bo', 'Ämne: Pumpar']],
  [['Od: Ana', 'Wysłano: wtorek', 'Do: Bo', 'Temat: Pompy']],
  [['От: Ана', 'Отправлено: вторник', 'Кому: Бо', 'Тема: Насосы']],
  [['发件人: Ana', '发送时间: 2025年3月4日', '收件人: Bo', '主题: 泵']],
  [['差出人: Ana', '送信日時: 2025年3月4日', '宛先: Bo', '件名: ポンプ']],
  [['Feladó: Ana', 'Elküldve: kedd', 'Címzett: Bo', 'Tárgy: Szivattyú']],
  [['Gönderen: Ana', 'Gönderildi: Salı', 'Kime: Bo', 'Konu: Pompa']],
  [['----- Forwarded message -----', 'From: Ana', 'Date: Tuesday', 'Subject: Pumps', 'To: Bo']],
])('the copied head of a message ends the answer: %s', (head) => {
  const found = extractReply(['Yes, please.', '', ...head, '', 'Shall I buy them?'].join('\n'));
  expect(found).toMatchObject({ reply: 'Yes, please.', quoted: expect.stringContaining('Shall I buy them?') });
});

describe('what people wrote stays', () => {
  test('answers between quotes keep the quotes, not their introduction', () => {
    expect(reply('Hello Ana,', '', 'On 4 Mar 2025 08:22, Ana <ana@a.example> wrote:', '> Which?', '', 'Blue.', '', '> Why?', '', 'They last, as we saw last year.')).toBe('Hello Ana,\n\n> Which?\n\nBlue.\n\n> Why?\n\nThey last, as we saw last year.');
  });

  test('a short answer is no name; a name below the only quote is', () => {
    const quote = ['', 'On 4 Mar 2025, Ana <ana@a.example> wrote:', '> Which?', ''];
    expect(reply('Hello Ana,', ...quote, 'Blue')).toBe('Hello Ana,\n\n> Which?\n\nBlue');
    expect(reply('I am for the blue ones.', ...quote, 'Bo')).toBe('I am for the blue ones.');
    expect(reply('I answer below, in parts.', ...quote, 'Blue', '', '> Why?', '', 'Cheap')).toContain('Cheap');
  });

  test('below a whole quote only the answer; below one that nothing introduces both', () => {
    expect(reply('On 4 Mar 2025, Ana <ana@a.example> wrote:', '> Which?', '', 'Blue.')).toBe('Blue.');
    expect(reply('> Which?', '', 'Blue.')).toBe('> Which?\n\nBlue.');
    expect(reply('> Which?')).toBe('> Which?');
  });

  test.each([
    ['I wrote about it in 2019 at 12:30.', 'Nobody answered.'],
    ['Part one.', '', '----', '', 'Part two goes on. It has more to say.'],
    ['Title', '=====', '', 'Words below it.'],
    ['I met Ana on 4 March 2025 and she wrote:', 'we are done.'],
    ['The minutes of the meeting said:', 'no pump is to be bought.'],
    ['Is it confidential? This message is not clear to me.'],
    ['| a | b |', '|---|---|', '| 1 | 2 |'],
    ['Thanks,', 'Ana'],
    ['From: the field', 'To: the office', 'it took three days.'],
  ])('%s …', (...lines) => {
    const kept = reply(...lines);
    for (const line of lines) expect(kept).toContain(line);
  });

  test('a message passed on without a word is the content', () => {
    expect(extractReply('---------- Forwarded message ---------\nFrom: Ana <a@a.example>\nDate: Tue, 4 Mar 2025\nSubject: Pumps\nTo: Bo\n\nBuy now.')).toMatchObject({ reply: 'Buy now.', forwards: true });
    expect(extractReply('Begin forwarded message:\n\n> From: Ana <a@a.example>\n> Subject: Pumps\n> Date: 4 March 2025\n> To: Bo\n>\n> Buy now.')).toMatchObject({ reply: 'Buy now.', forwards: true });
  });
});

test.each([
  ['-- ', 'Ana', 'Field office'],
  ['', 'Sent from my iPhone'],
  ['', 'Gesendet von Outlook für iOS'],
  ['', '从我的 iPhone 发送'],
  ['', '_______________________________________________', 'wash mailing list -- wash@lists.example', 'To unsubscribe send an email to wash-leave@lists.example'],
  ['', 'This e-mail and any attachments are confidential and intended', 'only for the addressee.', '', 'If you are not, delete it.'],
  ['', '##- Please type your reply above this line -##', '', 'Ticket 12 was opened.', '', 'It waits.'],
  ['', '-----', 'Ana', 'ana.example'],
])('signatures, devices, footers, disclaimers and what forums add go: %j', (...lines) => {
  expect(reply('My words.', ...lines)).toBe('My words.');
});

test('below a name its telephone goes, the name stays', () => {
  expect(reply('Yes.', '', 'Best regards,', 'Ana Maria', 'Engineer, Pumps Ltd', 'Tel: +254 20 123456')).toBe('Yes.\n\nBest regards,\nAna Maria');
});

test('a visiting card below the words goes; one that they announce stays', () => {
  const card = ['Bo Berg (he/him)', 'Water Lead', 'M: +254 170 123456', 'E: bo@b.example'];
  expect(reply('Agreed.', '', ...card)).toBe('Agreed.');
  expect(reply('You can reach him so:', '', ...card)).toContain('+254 170 123456');
});

test('OpenPGP signatures come off', () => {
  expect(reply('-----BEGIN PGP SIGNED MESSAGE-----', 'Hash: SHA256', '', 'Yes.', '', '- -- ', 'Ana', '-----BEGIN PGP SIGNATURE-----', '', 'iQ==', '-----END PGP SIGNATURE-----')).toBe('Yes.');
});

describe('HTML mails, by program', () => {
  const quote = '<blockquote>Shall I?</blockquote>';
  test.each([
    ['Gmail', `<div>Yes.</div><div class="gmail_quote"><div dir="ltr" class="gmail_attr">Ukjent språk 4 Ana:<br></div>${quote}</div>`],
    ['Outlook', '<p>Yes.</p><hr><div id="divRplyFwdMsg"><b>Xy:</b> Ana<br><b>Zz:</b> Bo</div><div>Shall I?</div>'],
    ['Word', '<p>Yes.</p><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt"><p><b>Xy:</b> Ana</p></div><p>Shall I?</p>'],
    ['Thunderbird', `<p>Yes.</p><div class="moz-cite-prefix">Ismeretlen 4 Ana:<br></div>${quote}<div class="moz-signature">-- <br>Bo</div>`],
    ['Apple', '<div>Yes.</div><br><blockquote type="cite"><div>On 4 Mar 2025, at 08:22, Ana wrote:</div><div>Shall I?</div></blockquote>'],
    ['Proton', `<div>Yes.</div><div class="protonmail_signature_block">Sent with Proton Mail</div><div class="protonmail_quote">Xyz 4 Ana:<br>${quote}</div>`],
    ['Yahoo', '<div>Yes.</div><div id="ydp1yahoo_quoted_1" class="ydp1yahoo_quoted"><div>Xyz 4 Ana:</div><div>Shall I?</div></div>'],
  ])('%s', (_, html) => {
    expect(ofHtml(html)).toBe('Yes.');
  });

  test('answers inside the quote stay', () => {
    expect(ofHtml('<div>Hi,</div><div class="gmail_quote"><div class="gmail_attr">On 4 Mar 2025 Ana wrote:</div><blockquote>One?</blockquote><div>First answer.</div><blockquote>Two?</blockquote><div>Second answer, longer than a name is.</div></div>')).toBe('Hi,\n\n> One?\n\nFirst answer.\n\n> Two?\n\nSecond answer, longer than a name is.');
  });

  test('the HTML tells where the text does not', () => {
    const html = '<p>Yes.</p><div id="divRplyFwdMsg"><b>Xy:</b> Ana</div><div>Shall I?</div>';
    expect(extractReply({ text: 'Yes.\n\nXy: Ana\n\nShall I?', html }).reply).toBe('Yes.');
  });
});

test.each([
  ['Sent from my iPhone'],
  ['Please excuse brevity. Sent from my phone.'],
  ['Diese E-Mail wurde von meinem Mobiltelefon gesendet.'],
  ['Provenance : Courrier pour Windows'],
  ['Enviado del Email para Windows'],
  ['Verstuurd vanuit Mail voor Windows'],
  ['Elküldve az iPhone-omról'],
  ['Скачайте Outlook для iOS'],
  ['iOS 用 Outlook を入手'],
  ['Von meinem Samsung Gerät gesendet.'],
  ['Đã gửi từ iPhone của tôi'],
])('a telephone says its own between the answer and the quote: %s', (line) => {
  expect(reply('Agreed.', '', line)).toBe('Agreed.');
  expect(reply('Agreed.', '', line, '', 'On Mar 4, 2025, at 8:22 AM, Ana <ana@a.example> wrote:', '', '> question', '>')).toBe('Agreed.');
  expect(reply('Agreed.', '', line, '', '-------- Original message --------', 'From: Ana', 'Date: 3/4/25', 'To: Bo', '', 'question')).toBe('Agreed.');
});

test.each([
  [['On Tue, Mar 4,', '2025 at 8:22 AM, Ana <ana@a.example> wrote:']],
  [['On Dec 16, 2011, at 12:47 PM, Ana Silva', '<reply@forum.example>', 'wrote:']],
  [['On Tue, Sep 25, 2012 at 8:59 AM, Ana', '<ana@a.example>wrote:']],
  [['2011/4/7 Ana & Bo <ana@a.example>']],
  [['вт, 4 мар. 2025 г. в 08:22, Ана via Copse <', 'noreply@forum.example>:']],
  [['मंगल, 4 मार्च 2025 को 8:22 am बजे को Ana <ana@a.example> ने', 'लिखा:']],
  [['2025년 3월 4일 (화) 오전 8:22, Ana <ana@a.example>님이', '작성:']],
  [['‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐', 'On Tuesday, March 4th, 2025 at 8:22 AM, Ana <ana@a.example> wrote:']],
  [['Zitat von Ana <ana@a.example>:']],
  [['In article <abc@a.example>,', ' Ana <ana@a.example> wrote:']],
  [['"Silva, Ana, Dr." <ana@a.example> wrote on 03/04/2025 08:22:09 AM:']],
])('introductions are wrapped anywhere: %j', (intro) => {
  expect(reply('Agreed.', '', ...intro, '', '> question', '>', '> more')).toBe('Agreed.');
});

test.each([
  [['Kimden: Ana', 'Gönderme Tarihi: 4 Mart', 'Kime: Bo', 'Konu: Toplantı']],
  [['От кого: Ана', 'Дата: вторник', 'Кому: Бо', 'Тема: Встреча']],
  [['\u200f\u200fمن: Ana', 'التاريخ: 4 مارس', 'إلى: Bo', 'الموضوع: اجتماع']],
  [['Dari: Ana', 'Tanggal: Selasa', 'Ke: Bo', 'Subjek: Rapat']],
  [['De la: Ana', 'Trimis: marți', 'Către: Bo', 'Subiect: Ședință']],
  [['प्रेषक: Ana', 'भेजा गया: 4 मार्च', 'प्रति: Bo', 'विषय: बैठक']],
  [['_From: Ana_', '_Sent: Monday_', '_To: Bo_']],
  [['----- Mail original -----', 'De: "Ana"', 'À: "Bo"', 'Objet: Pompes']],
  [['-----邮件原件-----', '发件人: Ana', '发送时间: 2025年3月4日 8:22', '收件人: Bo', '主题: 泵']],
  [['----- Barua ya kwanza -----', 'From: Ana', 'Date: Jumanne', 'Subject: Pampu', 'To: Bo']],
  [['  On Tue, Mar 4, 2025 at 8:22 AM, Ana<ana@a.example> wrote:   Or not?']],
  [['Ana Silva/HQ/ACME', '04/03/2025 08:22 AM', '', 'To', 'bo@b.example', 'cc', '', 'Subject', 'Pumps']],
])('copied heads, by program and language: %j', (head) => {
  expect(reply('Agreed.', '', ...head, '', 'Shall I?', '', 'Ana')).toBe('Agreed.');
});

test.each([
  ['You are receiving this message because you are a member of the community WASH.'],
  ['De informatie in deze e-mail is vertrouwelijk en uitsluitend bestemd voor de geadresseerde.'],
  ['Это электронное сообщение и любые документы содержат конфиденциальную информацию.'],
  ['P Please consider the environment before printing this e-mail'],
  ['<http://avg.example/>  Virus-free. avg.example'],
  ['The information transmitted is intended only for the person to whom it is addressed.'],
  ['-- Reply ABOVE THIS LINE to post a reply or get emailed. --'],
  ['-=-=-=-=-=-=-=-=-\nLinks: You receive all messages sent to this group.\n-=-=-=-=-=-=-=-=-'],
])('what servers and lists add below goes: %s', (added) => {
  expect(reply('Agreed.', '', ...added.split('\n'))).toBe('Agreed.');
});

test('what a server adds above goes', () => {
  expect(reply('CAUTION: This email originated from outside of the organization.', 'Do not click links.', '', 'Agreed.')).toBe('Agreed.');
  expect(reply('Caution is needed here.', '', 'Agreed.')).toBe('Caution is needed here.\n\nAgreed.');
});

test.each([
  ['Part one.', '', '---', '', 'Part two is a long sentence which tells what we did in the field.'],
  ['Heading', '---', 'Words below it that are more than a name could be, and end.'],
  ['Code:', '```', '> no quote', '--', 'x', '```', 'done'],
  ['Part A of it.', '', '***', '', 'Part B of it.'],
  ['Sent from my desk, is much easier than my telephone.'],
  ['On your pump you can run:', '', '     pump --test', '', 'This should work.'],
])('rules, code and sentences that only look like ends stay: %s …', (...lines) => {
  expect(reply(...lines)).toBe(lines.join('\n'));
});

test('hostile mails take no longer than others of their length, and what stands in them is said once', { timeout: 60_000 }, () => {
  for (const unit of ['=', '-', '_ ', '*', ' ', '\t', '> ', 'On ', 'a(', '\n', '-- \n', '-----BEGIN PGP SIGNATURE-----\n', 'On 1 May, Ana wrote:\n'])
    for (const end of ['', 'x', '\nx\n', '\nOn 1 May 2026 Ana wrote:\n> hi']) {
      const text = unit.repeat(150_000 / unit.length) + end;
      const { reply: words, quoted, signature } = extractReply(text);
      expect(words.length + quoted.length + signature.length).toBeLessThanOrEqual(text.length + 10);
    }
});
