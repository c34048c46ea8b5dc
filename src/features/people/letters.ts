import type { Ctx } from '#platform/context.ts';
import { translator } from '#platform/i18n/index.ts';
import { defineJob } from '#platform/jobs/index.ts';
import { letter } from '#platform/mail/letter.ts';
import { hostSetting } from '#platform/settings/index.ts';
import { baseUrl } from '../../config.ts';
import { personByAddress } from './queries.ts';

/** What is written to an address about its account. */
export type Letter =
  | { kind: 'confirm' | 'link' | 'reset'; address: string; token: string }
  | { kind: 'address'; address: string; token: string; handle: string }
  | { kind: 'address_added' | 'address_changed' | 'address_removed'; address: string; other: string }
  | { kind: 'known' | 'password_changed' | 'address_known'; address: string };

const PATHS = { confirm: '/confirm', link: '/sign-in/link', reset: '/reset', address: '/me/addresses/confirm' } as const;

/** Queues a letter; somebody waits for it, so it goes before everything else. */
export async function queueLetter(ctx: Ctx, payload: Letter): Promise<void> {
  await ctx.services.jobs.enqueue(ctx, 'people.letter', payload, { priority: 1 });
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
  const { handle, other } = { handle: '', other: '', ...payload };
  const values = { name: person?.name ?? payload.address, host, handle, other, address: payload.address };
  const { kind } = payload;
  const link = 'token' in payload ? `${base}${PATHS[payload.kind]}?token=${encodeURIComponent(payload.token)}` : `${base}/sign-in`;
  const mail = letter({
    language,
    greeting: t('people.letter.greeting', values),
    paragraphs: [t(`people.letter.${kind}.text`, values)],
    button: { href: link, label: t(`people.letter.${kind}.button`, values) },
    after: [t(`people.letter.${kind}.after`, values)],
    foot: `${host}, ${base}`,
  });
  const subject = t(`people.letter.${kind}.subject`, values);
  await ctx.services.mailer.deliver(ctx.db, { to: payload.address, subject, ...mail, headers: { 'Auto-Submitted': 'auto-generated' } }, ctx.now);
}
