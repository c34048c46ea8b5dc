import { createTransport, type SendMailOptions } from 'nodemailer';
import type { Db } from '../db/index.ts';
import { insertMailboxMessage } from './queries.ts';

/** One message to one person. */
export interface OutgoingMail {
  to: string;
  subject: string;
  text: string;
  html?: string;
  from?: string;
  replyTo?: string;
  messageId?: string;
  inReplyTo?: string;
  references?: string[];
  headers?: Record<string, string>;
}

/** Hands mail to the mail server, or to the mailbox that the host reads where none is set up. */
export interface Mailer {
  /** Resolves once the server has taken the message (or the row is kept). Throws when it has not: call it from a job. */
  deliver(db: Db, mail: OutgoingMail, now: number): Promise<void>;
  /** Whether mail leaves this host. */
  sends: boolean;
  close(): void;
}

export function createMailer({ smtpUrl, from }: { smtpUrl: string | null; from: string }): Mailer {
  const smtp = smtpUrl ? createTransport(smtpUrl, { from }) : null;
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'unix' }, { from });
  return {
    sends: smtp !== null,
    async deliver(db, mail, now) {
      const message: SendMailOptions = { ...mail };
      if (smtp) return void (await smtp.sendMail(message));
      const { message: raw } = await composer.sendMail(message);
      await insertMailboxMessage(db, {
        recipient: mail.to,
        subject: mail.subject,
        raw: raw as Buffer,
        created_at: now,
      });
    },
    close: () => smtp?.close(),
  };
}
