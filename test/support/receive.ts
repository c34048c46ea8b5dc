import { generateKeyPairSync } from 'node:crypto';
import { simpleParser, type ParsedMail } from 'mailparser';
import { createTransport, type SendMailOptions } from 'nodemailer';
import type { Resolver } from '#platform/mail/receive/resolver.ts';
import { startMailIn, type MailIn } from '../../src/features/mail-in/index.ts';
import type { World } from './world.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'der' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } });

/** The key of example.org, and what publishes one. */
export const dkim = { domainName: 'example.org', keySelector: 'mail', privateKey };
export const dkimRecord = `v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`;

/** The DNS as far as it knows `example.org`: a DKIM key and a DMARC policy. Everything else is missing. */
export const example: Resolver = async (name, type) => {
  if (type === 'TXT' && name === 'mail._domainkey.example.org') return [[dkimRecord]];
  if (type === 'TXT' && name === '_dmarc.example.org') return [['v=DMARC1; p=reject']];
  throw Object.assign(new Error(`no ${type} of ${name}`), { code: 'ENOTFOUND' });
};

export interface MailClient extends MailIn {
  /** Sends as the mail server of example.org does: signed, unless told otherwise. Answers with what the receiver said. */
  send(mail: SendMailOptions & { signed?: boolean }): Promise<string>;
}

/** Receives mail for a world on a port of its own, and sends to it. */
export async function receiveMail(world: World): Promise<MailClient> {
  world.services.resolver = example;
  const mailIn = await startMailIn(world.services);
  return {
    ...mailIn,
    async send({ signed = true, ...mail }) {
      const transport = createTransport({ host: '127.0.0.1', port: mailIn.port!, secure: false, ignoreTLS: true, lmtp: world.services.config.mailIn.protocol === 'lmtp', ...(signed && { dkim }) });
      const { response } = await transport.sendMail({ ...mail }).finally(() => transport.close());
      return response;
    },
  };
}

/** Asks for the mails that left since it was last asked, oldest first, when all work is done. */
export function newMailsOf(world: World): () => Promise<(ParsedMail & { recipient: string })[]> {
  let seen = 0;
  return async () => {
    await world.work();
    const all = (await world.mails()).reverse();
    const fresh = all.slice(seen);
    seen = all.length;
    return Promise.all(fresh.map(async ({ raw, to }) => ({ ...(await simpleParser(raw)), recipient: to })));
  };
}
