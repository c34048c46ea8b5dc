import { describe, expect, test } from 'vitest';
import { readBounce } from './read.ts';

const read = (...lines: string[]) => readBounce(Buffer.from(lines.join('\n')));
const DAEMON = ['Return-Path: <>', 'From: Mail Delivery System <MAILER-DAEMON@mx.example>', 'To: list@c.example', 'Subject: Undelivered Mail Returned to Sender'];
const report = (...fields: string[]) => read(...DAEMON, 'Content-Type: multipart/report; report-type=delivery-status; boundary="B"', '', '--B', '', 'Sorry.', '', '--B', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mx.example', '', ...fields, '', '--B', 'Content-Type: message/rfc822', '', 'From: list@c.example', 'Message-ID: <post-7@c.example>', '', 'words', '--B--');
const answered = (status: string, reply: string) => report('Final-Recipient: rfc822; Bo@b.example', 'Action: failed', `Status: ${status}`, `Diagnostic-Code: smtp; ${reply}`);

test('a report (RFC 3464) names each recipient, and the message', () => {
  const fields = (name: string, status: string, action = 'failed') => [`Final-Recipient: rfc822; ${name}@b.example`, `Action: ${action}`, `Status: ${status}`, ''];
  expect(report(...fields('a', '5.1.1'), ...fields('b', '5.2.2'), ...fields('c', '4.4.1', 'delayed'), ...fields('d', '2.0.0', 'delivered'))).toMatchObject({
    kind: 'hard',
    originalMessageId: 'post-7@c.example',
    recipients: [
      { address: 'a@b.example', status: '5.1.1', kind: 'hard' },
      { address: 'b@b.example', kind: 'soft' },
      { address: 'c@b.example', action: 'delayed', kind: 'soft' },
      { address: 'd@b.example', kind: 'delivered' },
    ],
  });
});

test.each([
  ['5.1.1', '550 5.1.1 User unknown', 'hard'],
  ['5.1.10', '550 5.1.10 RESOLVER.ADR.RecipientNotFound', 'hard'],
  ['5.4.4', 'Host or domain name not found', 'hard'],
  ['5.0.0', '550 No such user here', 'hard'],
  ['5.0.0', '550 Requested action not taken: mailbox unavailable', 'hard'],
  ['5.4.1', '550 5.4.1 Recipient address rejected: Access denied', 'hard'],
  ['5.7.1', '550 5.7.1 Recipient address rejected: user unknown', 'hard'],
  ['4.0.0', "The domain b.example doesn't receive email: it has a null MX", 'hard'],
  ['5.2.2', '552 5.2.2 Over quota', 'soft'],
  ['5.1.1', '552 mailbox is full', 'soft'],
  ['5.2.1', '550 5.2.1 The account is disabled', 'soft'],
  ['5.7.26', '550 5.7.26 Unauthenticated mail is not accepted', 'soft'],
  ['5.1.8', '553 5.1.8 Domain of sender address does not exist', 'soft'],
  ['5.1.1', '550 5.1.1 192.0.2.1 has sent to too many recipients', 'soft'],
  ['4.4.7', 'Message expired', 'soft'],
  ['5.0.0', '554 Transaction failed', 'soft'],
  ['5.0.0', "5.1.0 - Unknown address error 550-'5.7.1 <list@c.example>... Access denied' (delivery attempts: 0)", 'soft'],
  ['4.0.0', "DNS Error: DNS type 'mx' lookup of b.example had no relevant answers.", 'hard'],
  ['4.0.0', 'DNS Error: timed out', 'soft'],
  ['5.0.0', '550 Account has been closed', 'hard'],
  ['5.0.0', '550 Ungültiger Empfänger', 'hard'],
  ['5.0.0', '550 This recipient is not accepting mail', 'soft'],
  ['5.3.0', '553 5.3.0 Addressee unknown', 'hard'],
  ['5.7.133', '550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup', 'soft'],
])('%s %s is %s', (status, reply, kind) => {
  expect(answered(status, reply)).toMatchObject({ kind, recipients: [{ address: 'bo@b.example' }] });
});

describe('told in words', () => {
  test.each([
    ['qmail', ['From: MAILER-DAEMON@mx.example', 'Subject: failure notice'], ["Hi. This is the qmail-send program at mx.example.", "I'm afraid I wasn't able to deliver your message to the following addresses.", '', '<bo@b.example>:', 'Sorry, no mailbox here by that name. (#5.1.1)', '', '--- Below this line is a copy of the message.', '', 'From: list@c.example', 'Message-ID: <post-7@c.example>', 'To: all@c.example'], 'hard'],
    ['Exim', ['From: Mail Delivery System <Mailer-Daemon@mx.example>', 'X-Failed-Recipients: bo@b.example', 'Auto-Submitted: auto-replied', 'Subject: Mail delivery failed: returning message to sender'], ['A message that you sent could not be delivered.', '', '  bo@b.example', '    mailbox is full', '', '------ This is a copy of the message ------', '', 'Message-ID: <post-7@c.example>'], 'soft'],
    ['German Exchange', ['From: Postmaster@mx.example', 'Subject: Unzustellbar: Pumpen'], ['Fehler bei der Zustellung an folgende Empfänger:', 'bo@b.example', 'Der Empfänger wurde nicht gefunden.', '', 'Message-ID: <post-7@c.example>'], 'hard'],
    ['Exim, of the sender’s domain', ['From: Mail Delivery System <mailer-daemon@mx.example>', 'Subject: Mail delivery failed: returning message to sender'], ['A message that you sent could not be delivered to one or more of its', 'recipients. This is a permanent error. The following address(es) failed:', '', '  bo@b.example', '    SMTP error from remote mail server after end of data:', '    553 c.example does not exist', '', 'Message-ID: <post-7@c.example>'], 'soft'],
    ['a gateway that only passes on', ['From: postmaster@mx.example', 'Subject: Mail could not be delivered', 'Content-Type: multipart/mixed; boundary=B'], ['--B', '', 'Unable to deliver message to <bo@b.example>.', '', '--B', 'Content-Type: message/rfc822', '', 'Message-ID: <post-7@c.example>', 'Subject: Pumps', '', '----- Transcript of the session follows -----', '<<< 550 5.1.1 <bo@b.example>... Invalid recipient', '--B--'], 'hard'],
    ['a delay', ['From: MAILER-DAEMON@mx.example', 'Subject: Warning: could not send message for past 4 hours'], ['Your message to <bo@b.example> has been delayed. The server will retry.', '', 'Message-ID: <post-7@c.example>'], 'soft'],
  ])('%s', (_, head, body, kind) => {
    expect(read('Return-Path: <>', 'To: list@c.example', ...head, '', ...body)).toMatchObject({ kind, originalMessageId: 'post-7@c.example', recipients: [{ address: 'bo@b.example', kind }] });
  });
});

test('complaints (RFC 5965), answering machines and challenges are told apart', () => {
  const feedback = (type: string) => read('From: fbl@b.example', 'Content-Type: multipart/report; report-type=feedback-report; boundary=B', '', '--B', 'Content-Type: message/feedback-report', '', `Feedback-Type: ${type}`, 'Original-Rcpt-To: bo@b.example', '', '--B', 'Content-Type: message/rfc822', '', 'Message-ID: <post-7@c.example>', '', '--B--');
  expect(feedback('abuse')).toMatchObject({ kind: 'complaint', originalMessageId: 'post-7@c.example', recipients: [{ address: 'bo@b.example' }] });
  expect(feedback('auth-failure')).toMatchObject({ kind: 'report' });
  expect(read('From: bo@b.example', 'Auto-Submitted: auto-replied', 'In-Reply-To: <post-7@c.example>', 'Subject: Away', '', 'Until Monday.')).toEqual({ kind: 'autoreply', recipients: [], originalMessageId: 'post-7@c.example' });
  expect(read('From: bo@b.example', 'Auto-Submitted: auto-replied', 'Subject: Please confirm your message', '', 'Please click to verify that your message is from a person.')).toMatchObject({ kind: 'challenge' });
});

test.each([
  ['Subject: Undeliverable mail on our list', 'Since Monday I get "550 5.1.1 User unknown" for bo@b.example. What can I do?'],
  ['Subject: Fwd: failure notice', '---------- Forwarded message ----------\nFrom: MAILER-DAEMON@mx.example\n\nHi. This is the qmail-send program.\n<bo@b.example>:\nSorry, no mailbox here by that name. (#5.1.1)'],
  ['Subject: Re: Delivery Status Notification (Failure)', '> Final-Recipient: rfc822; bo@b.example\n> Action: failed\n> Status: 5.1.1\n\nThis one again.'],
  ['Subject: Mail Delivery System is down', 'Users could not be delivered to since Tuesday.'],
  ['Subject: Report\nContent-Type: multipart/mixed; boundary=B', '--B\n\nSee the report that I got.\n\n--B\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; bo@b.example\nAction: failed\nStatus: 5.1.1\n\n--B--'],
])('a person who writes of bounces sends none: %s', (head, body) => {
  expect(read('Return-Path: <ana@a.example>', 'From: Ana <ana@a.example>', 'To: list@c.example', head, '', body)).toBeNull();
});

test('hostile reports cost little', () => {
  const began = process.threadCpuUsage().user;
  for (const unit of ['<a@b.example>:\n', '550 5.1.1 user ', 'Final-Recipient: rfc822; a@b.example\nAction: failed\n\n', 'x'.repeat(60), '--B\n\n']) read(...DAEMON, 'Content-Type: multipart/report; boundary=B', '', unit.repeat(300_000 / unit.length));
  expect((process.threadCpuUsage().user - began) / 1000).toBeLessThan(6000);
});

test.each([
  ['Unzustellbar: Treffen', 'Die eingegebene E-Mail-Adresse konnte nicht gefunden werden.\n#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##', 'hard'],
  ['Zustellung fehlgeschlagen', 'Ihre Nachricht konnte nicht zugestellt werden: Empfänger unbekannt', 'hard'],
  ['Zustellung fehlgeschlagen', 'Ihre Nachricht konnte nicht zugestellt werden: Das Postfach ist voll', 'soft'],
  ['Avis de non remise', "Votre message n'a pas pu être remis : destinataire inconnu", 'hard'],
  ['Mensaje no entregado', 'Su mensaje no ha podido ser entregado: el usuario no existe', 'hard'],
  ['No se puede entregar: Reunión', 'No se pudo entregar el mensaje: el buzón está lleno\n#552 5.2.2 mailbox full ##', 'soft'],
  ['Mensagem não entregue', 'Sua mensagem não pôde ser entregue: usuário desconhecido', 'hard'],
  ['Messaggio non recapitato', 'Il messaggio non è stato consegnato: utente sconosciuto', 'hard'],
  ['Onbestelbaar: Afspraak', 'Het bezorgen is mislukt.\nHet e-mailadres dat u hebt ingevoerd, kan niet worden gevonden.', 'hard'],
  ['Niedostarczalne: Spotkanie', 'Nie można dostarczyć wiadomości.\nNie znaleziono wprowadzonego adresu e-mail.', 'hard'],
  ['Недоставленное: Встреча', 'Сбой доставки.\nУказанный электронный адрес не удалось найти.', 'hard'],
  ['Ваше сообщение не доставлено', 'Ваше сообщение не может быть доставлено: почтовый ящик переполнен', 'soft'],
  ['Teslim edilemedi: Toplantı', 'Bu alıcılara teslim edilemedi.\nGirdiğiniz e-posta adresi bulunamadı.', 'hard'],
  ['配信不能: 会議', '次の受信者への配信に失敗しました。\n入力した電子メール アドレスは見つかりませんでした。', 'hard'],
  ['未送达: 会议', '未能向这些收件人或组传递邮件。\n找不到你输入的电子邮件地址。', 'hard'],
  ['Pengiriman gagal', 'Pesan Anda tidak dapat dikirim: pengguna tidak ditemukan', 'hard'],
  ['تعذر التسليم', 'تعذر تسليم رسالتك: العنوان غير موجود', 'hard'],
  ['Delivery Status Notification (Delay)', 'There was a temporary problem delivering your message. Gmail will retry for 47 more hours.', 'soft'],
  ['Delayed Mail (still being retried)', 'It will be retried until it is 5 day(s) old.\n450 4.2.0 Recipient address rejected: Greylisted', 'soft'],
  ['**Message you sent blocked by our bulk email filter**', 'was blocked by our Spam Firewall. It has NOT BEEN DELIVERED', 'soft'],
  ['Undelivered Mail Returned to Sender', 'Host or domain name not found. Name service error for name=b.example type=MX: Host not found, try again', 'soft'],
  ['Undelivered Mail Returned to Sender', 'Host or domain name not found. Name service error for name=b.example type=A: Host not found', 'hard'],
])('%s: %s', (subject, words, kind) => {
  const head = ['Return-Path: <>', 'From: Mail Delivery System <MAILER-DAEMON@mx.example>', 'To: list@c.example', `Subject: ${subject}`, 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit', ''];
  expect(read(...head, '<bo@b.example>:', words)).toMatchObject({ kind, recipients: [{ address: 'bo@b.example', kind }] });
});

test.each([
  [['Return-Path: <>', 'From: Bo <bo@b.example>', 'Subject: Automatic reply: Meeting', 'Auto-Submitted: auto-replied'], 'I no longer work here, and this mailbox is not read. Please write to ana@a.example.'],
  [['Return-Path: <bo@b.example>', 'From: Bo <bo@b.example>', 'Subject: Undelivered mail'], 'My mail to ana@a.example came back: 550 5.1.1 user unknown. Who has her address?'],
  [['Return-Path: <postmaster@b.example>', 'From: Postmaster <postmaster@b.example>', 'Subject: Our mail server moves'], 'On Friday the mail server moves. Mail may be delayed for some hours.'],
  [['Return-Path: <wash-bounces@l.example>', 'From: wash-owner@l.example', 'Subject: Your message to wash awaits moderator approval'], 'It is being held until the moderator can review it.'],
  // Behind names of machines sit people, shops and newsletters too.
  [['Return-Path: <postmaster@b.example>', 'From: Postmaster <postmaster@b.example>', 'Subject: Your mail was rejected yesterday'], 'Hello, your mail to bo@b.example could not be delivered, as our filter was too strict. Please send it again. Kim'],
  [['Return-Path: <postmaster@b.example>', 'From: Postmaster <postmaster@b.example>', 'Subject: Fwd: Undelivered Mail'], 'Look:\n\nFrom: MAILER-DAEMON@mx.example\nTo: list@c.example\nSubject: Undelivered Mail\n\n<bo@b.example>: 550 5.1.1 User unknown'],
  [['Return-Path: <mail@ana.example>', 'From: Ana <mail@ana.example>', 'Subject: Mail to Bo'], 'My mail to bo@b.example was returned: user unknown. Do you have a new address?'],
  [['Return-Path: <delivery@shop.example>', 'From: Delivery System <delivery@shop.example>', 'Subject: Your delivery failed'], 'We could not deliver your parcel. Returned to sender. Write to order@shop.example.'],
  [['Return-Path: <bounces+12@n.example>', 'From: Mail System News <news@n.example>', 'List-Unsubscribe: <mailto:u@n.example>', 'Subject: Why mail delivery failed'], 'Subject: and To: are headers.\nTo: x\nSubject: y\n"550 5.1.1 user unknown" means that mail to user@b.example could not be delivered.'],
  [['Return-Path: <ops-bounces@l.example>', 'From: Kim <kim@k.example>', 'List-Id: <ops.l.example>', 'Subject: [ops] delivery status'], 'The pumps for bo@b.example could not be delivered: no such person.'],
  // An empty return path is that of answering machines, receipts and warnings as well.
  [['Return-Path: <>', 'From: Bo <bo@b.example>', 'Subject: I am away'], 'I cannot be reached. Write to ana@a.example, as this address does not exist any more.'],
  [['Return-Path: <>', 'From: Bo <bo@b.example>', 'Subject: Not read: Pumps', 'Content-Type: multipart/report; report-type=disposition-notification; boundary=B'], '--B\n\nYour message to bo@b.example was deleted; it could not be delivered.\n--B\nContent-Type: message/disposition-notification\n\nFinal-Recipient: rfc822; bo@b.example\nDisposition: automatic-action/MDN-sent-automatically; deleted\n--B--'],
  [['Return-Path: <>', 'From: mailman-bounces@l.example', 'Subject: Bounce action notification'], 'List: wash\nMember: bo@b.example\nAction: Subscription disabled.\nReason: Excessive or fatal bounces.'],
  [['Return-Path: <>', 'From: Mail System <postmaster@c.example>', 'Subject: Your mailbox is almost full'], 'Your mailbox list@c.example is 95 % full. Otherwise mail cannot be delivered.'],
])('%j is no failure', (head, words) => {
  expect(read(...head, 'To: list@c.example', '', words)?.kind ?? 'none').not.toMatch(/hard|soft|complaint/);
});
