import type { Ctx } from '#platform/context.ts';
import { translator } from '#platform/i18n/index.ts';
import { defineJob } from '#platform/jobs/index.ts';
import { letter } from '#platform/mail/letter.ts';
import { hostSetting } from '#platform/settings/index.ts';
import { baseUrl } from '../../config.ts';
import { mailAddressOf, personById } from '../people/index.ts';

export interface Letter {
  kind: 'ready' | 'leaving' | 'staying';
  path: string;
  /** The day that it tells of. */
  day: number;
}

const JOB = 'my-data.letter';

export async function writeTo(ctx: Ctx, personId: number, payload: Letter): Promise<void> {
  await ctx.services.jobs.enqueue(ctx, JOB, { personId, ...payload }, { priority: 1 });
}

export function setUpLetters(): void {
  defineJob<Letter & { personId: number }>(JOB, send);
}

async function send(ctx: Ctx, { personId, kind, path, day }: Letter & { personId: number }): Promise<void> {
  const person = await personById(ctx.db, personId);
  const to = await mailAddressOf(ctx.db, personId);
  if (!person || !to) return;
  const t = translator(person.language);
  const base = baseUrl(ctx.services.config);
  const host = (await hostSetting(ctx.db, 'host_name')) ?? 'Copse';
  const date = new Intl.DateTimeFormat(person.language, { dateStyle: 'long', timeZone: person.time_zone }).format(day);
  const values = { name: person.name, host, date };
  const mail = letter({
    language: person.language,
    place: host,
    greeting: t('people.letter.greeting', values),
    paragraphs: [t(`my_data.letter.${kind}.text`, values)],
    button: { href: base + path, label: t(`my_data.letter.${kind}.button`, values) },
    after: [t(`my_data.letter.${kind}.after`, values)],
    foot: `${host}, ${base}`,
  });
  const subject = t(`my_data.letter.${kind}.subject`, values);
  await ctx.services.mailer.deliver(ctx.db, { to, subject, ...mail, headers: { 'Auto-Submitted': 'auto-generated' } }, ctx.now);
}
