import type { Ctx } from '#platform/context.ts';
import { translator } from '#platform/i18n/index.ts';
import { defineJob } from '#platform/jobs/index.ts';
import { letter } from '#platform/mail/letter.ts';
import { hostSetting } from '#platform/settings/index.ts';
import { baseUrl } from '../../config.ts';
import { personByAddress } from './queries.ts';
import type { Change } from './security/tell.ts';

/** What is written to an address about its account. */
export type Letter =
  | { kind: 'confirm' | 'link' | 'reset' | 'proof'; address: string; token: string }
  | { kind: 'address'; address: string; token: string; handle: string }
  | { kind: 'address_added' | 'address_changed' | 'address_removed'; address: string; other: string }
  | { kind: 'known' | 'address_known'; address: string }
  | { kind: 'security'; address: string; change: Change; detail: string };

const PATHS = {
  confirm: '/confirm',
  link: '/sign-in/link',
  reset: '/reset',
  proof: '/me/confirm/link',
  address: '/me/addresses/confirm',
  address_added: '/sign-in',
  address_changed: '/sign-in',
  address_removed: '/sign-in',
  address_known: '/sign-in',
  known: '/sign-in',
  security: '/me/settings/security',
} as const;

/** Queues a letter; somebody waits for it, so it goes before everything else. */
export async function queueLetter(ctx: Ctx, payload: Letter): Promise<void> {
  await ctx.services.jobs.enqueue(ctx, 'people.letter', payload, { priority: 1 });
  if (!ctx.outgoing) ctx.services.jobs.wake();
}

export function setUpLetters(): void {
  defineJob<Letter>('people.letter', sendLetter);
}

async function sendLetter(ctx: Ctx, payload: Letter): Promise<void> {
  const base = baseUrl(ctx.services.config);
  const person = await personByAddress(ctx.db, payload.address);
  const language = person?.language ?? 'en';
  const t = translator(language);
  const host = (await hostSetting(ctx.db, 'host_name')) ?? 'Copse';
  const { handle, other, detail } = { handle: '', other: '', detail: '', ...payload };
  const values = { name: person?.name ?? payload.address, host, handle, other, detail, address: payload.address };
  const { kind } = payload;
  const path = PATHS[kind] + ('token' in payload ? `?token=${encodeURIComponent(payload.token)}` : '');
  // What was changed has a subject and a text of its own; what to do about it is always the same.
  const what = kind === 'security' ? `security.${payload.change}` : kind;
  const mail = letter({
    language,
    place: host,
    greeting: t('people.letter.greeting', values),
    paragraphs: [t(`people.letter.${what}.text`, values)],
    button: { href: base + path, label: t(`people.letter.${kind}.button`, values) },
    after: [t(`people.letter.${kind}.after`, values)],
    foot: `${host}, ${base}`,
  });
  const subject = t(`people.letter.${what}.subject`, values);
  await ctx.services.mailer.deliver(ctx.db, { to: payload.address, subject, ...mail, priority: 1, headers: { 'Auto-Submitted': 'auto-generated' } }, ctx.now);
}
