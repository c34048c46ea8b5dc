import type { Ctx } from '#platform/context.ts';
import { defineJob } from '#platform/jobs/index.ts';
import { letter } from '#platform/mail/letter.ts';
import { hostSetting } from '#platform/settings/index.ts';
import { baseUrl } from '../../../config.ts';
import { takeAnswer } from '../queries.ts';
import { isOurs, loopMark, type Mail } from '../reading/mail.ts';

const LETTER = 'mail_in.letter';
const DAY = 86_400_000;

/** Answers of one kind that an address gets in a day, at most. */
const MOST = { told: 30, stranger: 1, asked: 5, unknown: 1 } as const;
export type AnswerKind = keyof typeof MOST;

export interface Answer {
  language: string;
  subject: string;
  paragraphs: string[];
  button?: { href: string; label: string };
  replyTo?: string;
  from?: string;
}

type Queued = Answer & { to: string; inReplyTo?: string };

export function setUpLetters(): void {
  defineJob<Queued>(LETTER, send);
}

/**
 * Answers a mail by a letter, where that cannot go in circles (RFC 3834 §2): never a machine, a list or
 * ourselves, and nobody more often in a day than a person would bear.
 */
export async function answerMail(ctx: Ctx, mail: Mail, kind: AnswerKind, answer: Answer): Promise<void> {
  const { from, automation, row, message } = mail;
  if (from === null || automation.automatic || automation.list || isOurs(ctx, from)) return;
  // The null sender (RFC 5321 §4.5.5); where there is no envelope, it says nothing.
  if (row.envelope_from === '' && ['smtp', 'lmtp'].includes(row.via)) return;
  await queueLetter(ctx, kind, { ...answer, to: from, ...(!message.idSynthesised && { inReplyTo: `<${message.messageId}>` }) });
}

export async function queueLetter(ctx: Ctx, kind: AnswerKind, letter: Queued): Promise<void> {
  if (!(await takeAnswer(ctx.db, { address: letter.to, kind, day: Math.floor(ctx.now / DAY) }, MOST[kind]))) return;
  await ctx.services.jobs.enqueue(ctx, LETTER, letter, { priority: 3 });
}

async function send(ctx: Ctx, { to, subject, language, paragraphs, button, replyTo, from, inReplyTo }: Queued): Promise<void> {
  const host = (await hostSetting(ctx.db, 'host_name')) ?? 'Copse';
  const content = letter({ language, place: host, paragraphs, ...(button && { button }), foot: `${host}, ${baseUrl(ctx.services.config)}` });
  const headers = { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All', 'X-Loop': loopMark(ctx) };
  const thread = inReplyTo ? { inReplyTo, references: [inReplyTo] } : {};
  await ctx.services.mailer.deliver(ctx.db, { to, subject, ...content, ...thread, ...(replyTo && { replyTo }), ...(from && { from }), headers }, ctx.now);
}
