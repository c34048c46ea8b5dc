import { createTransport, type SendMailOptions } from 'nodemailer';
import type { Db } from '../db/index.ts';
import { insertOutgoing } from './outbox/queries.ts';
import { insertMailboxMessage } from './queries.ts';

/** Who hears of what comes back of mail to people without an account: a bounce target, and its numbers. */
export interface BounceTo {
  kind: string;
  target: number[];
}

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
  /** Files that go with it; those with a name for `cid:` are pictures that its HTML shows. */
  attachments?: { cid?: string; filename: string; contentType: string; content: string; encoding: 'base64' }[];
  /** Whom it is for, where we know them: what comes back of it is noted for them. */
  personId?: number;
  /** The same for people without an account. */
  bounce?: BounceTo;
  /** Lower goes first: 1 a person waits, 5 usual, 7 gathered mail, 9 whenever there is time. */
  priority?: number;
  /** Mails of one sequence to one recipient keep their order. */
  sequence?: string;
}

/** Takes mail to be sent, or to be kept in the mailbox that the host reads where no mail server is set. */
export interface Mailer {
  /** Keeps the mail with the change that asked for it, on the same connection; from there it goes out once. */
  deliver(db: Db, mail: OutgoingMail, now: number): Promise<void>;
  /** Whether mail leaves this host. */
  sends: boolean;
  /** Says that there may be mail to send, so that it need not wait for the next look. */
  onQueued(listener: () => void): void;
}

export function createMailer({ sends, from }: { sends: boolean; from: string }): Mailer {
  const listeners: (() => void)[] = [];
  return {
    sends,
    onQueued: (listener) => void listeners.push(listener),
    async deliver(db, mail, now) {
      if (!sends) return keep(db, mail, from, now);
      const { priority = 5, sequence, ...message } = mail;
      await insertOutgoing(db, {
        priority,
        recipient: mail.to,
        sequence: sequence === undefined ? null : `${mail.to} ${sequence}`,
        message: JSON.stringify({ from, ...message }),
        run_at: now,
        created_at: now,
      });
      listeners.forEach((listener) => listener());
    },
  };
}

const composer = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });

async function keep(db: Db, { priority: _, bounce: __, ...mail }: OutgoingMail, from: string, now: number): Promise<void> {
  const message: SendMailOptions = { from, ...mail };
  const { message: raw } = await composer.sendMail(message);
  await insertMailboxMessage(db, { recipient: mail.to, subject: mail.subject, raw: raw as Buffer, created_at: now });
}
