import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newMailsOf, receiveMail, type MailClient } from '#test/receive.ts';
import { makeWorld, type World } from '#test/world.ts';

let world: World;
let mail: MailClient;
let newMails: ReturnType<typeof newMailsOf>;
beforeAll(async () => {
  world = await makeWorld({ MAIL_IN_PORT: '0', MAIL_IN_HOST: '127.0.0.1' });
  mail = await receiveMail(world);
  newMails = newMailsOf(world);
});
afterAll(async () => {
  await mail.close();
  await world.close();
});

const DESK = '/c/mel/contact/conversations';
const mele = 'Mele Fonua <mele@example.org>';
const anjali = 'Anjali <anjali@example.org>';
const desk = async (show = 'open') => (await world.as('anjali').get(`${DESK}?show=${show}`)).body;
const hrefOf = async (subject: string, show = 'open') => new RegExp(`href="(${DESK}/\\d+)">${subject}<`).exec(await desk(show))![1]!;
const to = (told: { replyTo?: { value: { address?: string }[] } }) => told.replyTo!.value[0]!.address!;

/** A question by mail, and the mails that told of it. */
async function asked(subject: string, more: object = {}) {
  await newMails();
  await mail.send({ from: mele, to: 'mel-owner@copse.test', subject, text: 'We are six in Tonga.', ...more });
  const mails = await newMails();
  return { receipt: mails.find((m) => m.recipient === 'mele@example.org')!, told: mails.find((m) => m.recipient === 'anjali@example.org')!, mails };
}

it('a mail to the owners is a conversation; both sides go on by mail, and no facilitator’s address goes out', async () => {
  const { receipt, told } = await asked('May we join', { messageId: '<first@example.org>', attachments: [{ filename: 'list.csv', content: 'a,b' }] });
  expect(receipt.inReplyTo).toBe('<first@example.org>');
  expect(receipt.text).not.toContain('Tonga');
  expect(told.text).toContain('We are six in Tonga.\n\n[list.csv]');
  expect(told.from!.text).toContain('Mele Fonua · Monitoring & Learning');
  const at = await hrefOf('May we join');
  const original = /href="([^"]*\/messages\/\d+\/original)"/.exec((await world.as('anjali').get(at)).body)![1]!;
  expect((await world.as('anjali').get(original)).body).toContain('list.csv');
  expect((await world.as('leila').get(original)).statusCode).toBe(403);
  const list = new RegExp(`href="(${at}/files/\\d+/list.csv)"`).exec((await world.as('anjali').get(at)).body)![1]!;
  expect((await world.as('anjali').get(list)).body).toBe('a,b');
  expect((await world.as('leila').get(list)).statusCode).toBe(403);

  const answer = { from: anjali, to: to(told), subject: 'Re: May we join', text: 'You are welcome.\n\n-- \nAnjali, +91 1234567\nanjali@example.org', messageId: '<answer@example.org>', signed: false };
  await mail.send(answer);
  await mail.send(answer);
  const [got, ...more] = await newMails();
  expect(more).toEqual([]);
  expect(got!.recipient).toBe('mele@example.org');
  expect(got!.text).toContain('You are welcome.');
  expect(JSON.stringify([got!.headerLines, got!.text, got!.html])).not.toContain('anjali@');
  expect(got!.inReplyTo).toBe('<first@example.org>');
  expect(await desk('answered')).toContain('May we join');

  // From another address of theirs, that nobody vouches for: who has the address holds the conversation.
  await mail.send({ from: 'mele@phone.example', to: to(got!), subject: 'Re: May we join', text: 'Thank you!\n\n> You are welcome.', attachments: [{ filename: 'form.pdf', content: '%PDF-2' }], signed: false });
  const [again, ...others] = await newMails();
  expect(others).toEqual([]);
  expect(again!.recipient).toBe('anjali@example.org');
  expect(again!.references).toEqual(told.references);
  const page = (await world.as('anjali').get(at)).body;
  expect(page).toContain('Thank you!');
  expect(page).toContain('from mele@phone.example');
  expect(page).toMatch(/\/files\/\d+\/form.pdf"/);
  expect(page).not.toContain('[form.pdf]');
  expect(again!.text).toContain('Thank you!\n\n[form.pdf]');
  const own = /http:\/\/copse\.test(\/contact\/\S+)/.exec(got!.text!)![1]!;
  const filled = /href="([^"]+\/form.pdf)"/.exec((await world.anonymous.get(own)).body)![1]!;
  expect((await world.anonymous.get(filled)).body).toBe('%PDF-2');
  expect(page).toContain('Waits for an answer');
});

it('goes on by the headers where the address was not used; another sender begins anew', async () => {
  await asked('By headers', { messageId: '<h1@example.org>' });
  const at = await hrefOf('By headers');
  await mail.send({ from: mele, to: 'mel-owner@copse.test', subject: 'Re: By headers', text: 'I forgot: in May.', inReplyTo: '<h1@example.org>' });
  await mail.send({ from: 'Other <other@example.org>', to: 'mel-owner@copse.test', subject: 'Intruding', text: 'Me too', inReplyTo: '<h1@example.org>' });
  await world.work();
  const page = (await world.as('anjali').get(at)).body;
  expect(page).toContain('I forgot: in May.');
  expect(page).not.toContain('Me too');
  expect(await desk()).toContain('Intruding');
});

it('is taken, noted and closed by mail; by facilitators alone', async () => {
  const { told } = await asked('States');
  const at = await hrefOf('States');
  const say = async (text: string, from = anjali) => {
    await mail.send({ from, to: to(told), subject: 'Re: States', text, signed: false });
    return newMails();
  };
  expect((await say('take'))[0]!.subject).toBe('You took: States');
  expect((await say('Note: she is Sela’s sister'))[0]!.recipient).toBe('anjali@example.org');
  const noted = (await world.as('anjali').get(at)).body;
  expect(noted).toContain('with Anjali');
  expect(noted).toContain('she is Sela’s sister');
  // The address was forwarded to a member: From names them, so it is no proof, and they may not answer.
  await say('I answer for you', 'Leila <leila@example.org>');
  expect((await world.as('anjali').get(at)).body).not.toContain('I answer for you');
  expect((await say('Close.'))[0]!.subject).toBe('Closed: States');
  expect(await desk('closed')).toContain('States');
});

it('files go with the answer and stay with it; what is too large is named, what is noted stays inside', async () => {
  const { told } = await asked('With files');
  const at = await hrefOf('With files');
  const reply = { from: anjali, to: to(told), subject: 'Re: With files', signed: false };
  const attachments = [{ filename: 'form ä.pdf', content: Buffer.from('%PDF-1') }, { filename: '../huge.bin', content: Buffer.alloc(10 * 1024 * 1024) }, { filename: 'rules.txt', content: 'Be kind.' }];
  await mail.send({ ...reply, messageId: '<files@example.org>', text: 'See the form.', attachments });
  await mail.send({ ...reply, messageId: '<files@example.org>', text: 'See the form.', attachments });
  const [got, warned, ...more] = (await newMails()).sort((a, b) => b.recipient.localeCompare(a.recipient));
  expect(more).toEqual([]);
  expect(got!.recipient).toBe('mele@example.org');
  expect(got!.attachments.map(({ filename, content }) => [filename, content.toString()])).toEqual([['form ä.pdf', '%PDF-1'], ['rules.txt', 'Be kind.']]);
  expect(warned!.text).toContain('huge.bin');
  await mail.send({ ...reply, text: 'Note: keep this', attachments: [{ filename: 'secret.txt', content: 'x' }] });
  await newMails();
  const linksOn = (body: string) => [...body.matchAll(/href="([^"]+\/files\/\d+\/[^"]+)"/g)].map(([, href]) => href!);
  const [form, rules, secret] = linksOn((await world.as('anjali').get(at)).body);
  const file = await world.as('anjali').get(form!);
  expect([file.body, file.headers['content-disposition'], file.headers['content-type']]).toEqual(['%PDF-1', "attachment; filename*=UTF-8''form%20%C3%A4.pdf", 'application/octet-stream']);
  expect((await world.as('leila').get(form!)).statusCode).toBe(403);
  const own = /http:\/\/copse\.test(\/contact\/\S+)/.exec(got!.text!)![1]!;
  const seen = linksOn((await world.anonymous.get(own)).body);
  expect(seen).toHaveLength(2);
  expect((await world.anonymous.get(seen[1]!)).body).toBe('Be kind.');
  expect((await world.anonymous.get(seen[1]!.replace(/\d+\/rules/, `${/files\/(\d+)/.exec(secret!)![1]!}/rules`))).statusCode).toBe(404);
  expect(rules).toContain('rules.txt');

  const { database: { db }, blobs } = world.services;
  const keysOf = async () => (await db.selectFrom('contact_files').select('blob_key').where('name', 'in', ['form ä.pdf', 'rules.txt', 'secret.txt']).execute()).map((row) => row.blob_key);
  const keys = await keysOf();
  const kept = () => Promise.all(keys.map((key) => blobs.exists(key)));
  expect(await kept()).toEqual([true, true, true]);
  await world.as('anjali').send({ method: 'POST', url: `${at}/state`, headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: 'do=delete' });
  await world.work();
  expect(await keysOf()).toEqual([]);
  expect(await kept()).toEqual([false, false, false]);
});

it('a picture goes with an answer without where and by what it was taken', async () => {
  const { told } = await asked('With a picture', { from: 'Nina <nina@example.org>' });
  const taken = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#3a7' } }).withExif({ IFD0: { Make: 'Spycam' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } }).jpeg().toBuffer();
  await mail.send({ from: anjali, to: to(told), subject: 'Re', text: 'Here.', signed: false, attachments: [{ filename: 'well.jpg', contentType: 'image/jpeg', content: taken }, { filename: 'odd.jpg', contentType: 'image/jpeg', content: 'no picture' }] });
  const [{ attachments: [picture, odd] }] = (await newMails()) as [Awaited<ReturnType<typeof newMails>>[number]];
  const { format, width, exif } = await sharp(picture!.content).metadata();
  expect({ format, width, exif }).toEqual({ format: 'jpeg', width: 40, exif: undefined });
  expect(odd!.content.toString()).toBe('no picture');
});

it('files are chosen on the page too; too many are refused beside their field, with the words kept', async () => {
  await asked('On the web');
  const at = await hrefOf('On the web');
  const form = (files: number, body: string) => {
    const data = new FormData();
    data.set('body', body);
    for (let n = 0; n < files; n += 1) data.append('files', new Blob([`file ${n}`], { type: 'text/plain' }), `file-${n}.txt`);
    return data;
  };
  const post = async (data: FormData) => {
    const request = new Request('http://x', { method: 'POST', body: data });
    return world.as('anjali').send({ method: 'POST', url: `${at}/answer`, headers: { 'content-type': request.headers.get('content-type')! }, payload: Buffer.from(await request.arrayBuffer()) });
  };
  const refused = await post(form(11, 'Too many'));
  expect([refused.statusCode, refused.body.includes('Too many</textarea>'), refused.body.includes('10 files of 10 MB')]).toEqual([422, true, true]);
  expect((await post(form(2, 'Here they are'))).statusCode).toBe(303);
  const [got] = await newMails();
  expect(got!.attachments.map(({ filename, contentType, content }) => [filename, contentType, content.toString()])).toEqual([['file-0.txt', 'text/plain', 'file 0'], ['file-1.txt', 'text/plain', 'file 1']]);
});

it('an answer that comes back waits again, with what the mail server said', async () => {
  const { told } = await asked('Comes back');
  const at = await hrefOf('Comes back');
  await mail.send({ from: anjali, to: to(told), subject: 'Re', text: 'Never read', signed: false });
  const answer = (await newMails()).find((m) => m.recipient === 'mele@example.org')!;
  expect(await desk('answered')).toContain('Comes back');
  const report = ['From: MAILER-DAEMON@mx.example.org', 'Subject: Undelivered Mail Returned to Sender', 'Message-ID: <back@mx.example.org>', 'Auto-Submitted: auto-replied', '', '<mele@example.org>: host mx.example.org said: 550 5.1.1 User unknown', '', '--- Below this line is a copy of the message.', '', `Reply-To: ${to(answer)}`, `Message-ID: ${answer.messageId}`, '', 'Never read'].join('\r\n');
  for (let n = 0; n < 2; n += 1) await mail.send({ envelope: { from: '', to: ['noreply@copse.test'] }, raw: report.replace('<back@', `<back${n}@`), signed: false });
  await world.work();
  expect(await desk()).toContain('Comes back');
  const page = (await world.as('anjali').get(at)).body;
  expect(page.match(/The mail came back/g)).toHaveLength(1);
  expect(page).toContain('User unknown');
});

it('goes to those who look after a room, who answer by mail', async () => {
  const { db } = world.services.database;
  const room = await db.selectFrom('spaces').select(['id', 'community_id']).where('slug', '=', 'surveys').executeTakeFirstOrThrow();
  const member = { community_id: room.community_id, space_id: room.id, person_id: world.as('tomasi').personId!, role: 'facilitator', joined_at: 0 } as const;
  await db.insertInto('memberships').values(member).onConflict((c) => c.columns(['community_id', 'space_id', 'person_id']).doUpdateSet({ role: 'facilitator' })).execute();
  await db.deleteFrom('memberships').where('space_id', '=', room.id).where('person_id', '=', world.as('anjali').personId!).execute();
  await newMails();
  await mail.send({ from: 'Pavel <pavel@example.org>', to: 'mel.surveys-owner@copse.test', subject: 'About the room', text: 'Is it open?' });
  const told = (await newMails()).filter((m) => m.recipient !== 'pavel@example.org');
  expect(told.map((m) => m.recipient)).toEqual(['tomasi@example.org']);
  expect(told[0]!.text).toContain('/c/mel/r/surveys/contact/conversations/');
  await mail.send({ from: 'Tomasi <tomasi@example.org>', to: to(told[0]!), subject: 'Re', text: 'It is.', signed: false });
  expect((await newMails()).map((m) => m.recipient)).toEqual(['pavel@example.org']);
});

it('what is doubtful waits on the page, and nobody gets a mail until somebody looked', async () => {
  const doubtful = [
    { subject: 'Unproven', from: 'Ana <ana@nowhere.example>', signed: false, attachments: [{ filename: 'plan.pdf', content: 'x' }] },
    { subject: 'Newsletter', headers: { 'List-Unsubscribe': '<https://sender.example>' } },
    { subject: 'Spam', headers: { 'X-Spam-Flag': 'YES' } },
    { subject: 'Advertising', text: 'https://a.example '.repeat(5) },
  ];
  for (const more of doubtful) expect((await asked(more.subject, { from: 'Sender <sender@example.org>', ...more })).mails).toEqual([]);
  const held = await desk('held');
  expect(held).toContain('Doubtful (4)');
  for (const { subject } of doubtful) expect(held).toContain(subject);
  await world.as('anjali').post(`${await hrefOf('Unproven', 'held')}/state`, { do: 'reopen' });
  expect((await newMails()).map((m) => m.recipient).sort()).toEqual(['ana@nowhere.example', 'anjali@example.org']);
  expect(await desk()).toContain('Unproven');
  const letIn = (await world.as('anjali').get(await hrefOf('Unproven'))).body;
  expect(letIn).toContain('[plan.pdf]');
  expect(letIn).not.toContain('/plan.pdf');
});

it('machines, bounces, members who cannot be proven and floods begin none', async () => {
  const before = await desk();
  await asked('Out of office', { headers: { 'Auto-Submitted': 'auto-replied' } });
  await asked('Undelivered', { envelope: { from: '', to: 'mel-owner@copse.test' }, from: 'MAILER-DAEMON@example.org' });
  const { mails } = await asked('Forged', { from: 'Pavel <pavel@example.org>', signed: false });
  expect(mails.map((m) => m.subject)).toEqual(['Did you send this? Forged']);
  expect(await desk()).toBe(before);
  const told = [];
  for (let n = 0; n < 7; n += 1) {
    await mail.send({ from: 'Many <many@example.org>', to: 'mel-owner@copse.test', subject: `Flood ${n}`, text: 'x' });
    told.push(...(await newMails()));
  }
  expect(told.filter((m) => m.recipient === 'anjali@example.org')).toHaveLength(5);
  expect(told.filter((m) => m.subject?.startsWith('Not posted: Flood'))).toHaveLength(2);
});
