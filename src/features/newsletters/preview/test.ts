import { createContext, type Ctx } from '#platform/context.ts';
import { translator } from '#platform/i18n/index.ts';
import { defineJob } from '#platform/jobs/index.ts';
import { hostSetting } from '#platform/settings/index.ts';
import { can } from '../../communities/index.ts';
import { mailAddressOf, viewerOfId } from '../../people/index.ts';
import { EDIT } from '../access.ts';
import { contentOf } from '../mail/content.ts';
import { issueLetter, LOGO, renderingOf } from '../mail/letter.ts';
import { logoOf } from '../mail/logo.ts';
import { issueAndSpaces } from '../sending/actions.ts';
import { endOf } from '../sending/fan-out.ts';

const TEST = 'newsletters.test';

interface Test {
  communityId: number;
  issueId: number;
  personId: number;
}

export function setUpTests(): void {
  defineJob<Test>(TEST, sendTest);
}

/** Sends an issue to whoever makes it, as it will arrive. */
export async function queueTest(ctx: Ctx, payload: Test): Promise<void> {
  await ctx.services.jobs.enqueue(ctx, TEST, payload, { priority: 1 });
  ctx.services.jobs.wake();
}

async function sendTest({ services, db, now }: Ctx, { communityId, issueId, personId }: Test): Promise<void> {
  const viewer = await viewerOfId(services, personId);
  const address = await mailAddressOf(db, personId);
  if (!viewer || !address) return;
  const ctx = createContext(services, viewer);
  const { issue, spaces, space } = await issueAndSpaces(ctx, communityId, issueId);
  if (!can(viewer, space, EDIT)) return;
  const content = await contentOf(ctx, issue, spaces);
  const { unsubscribe, ending } = await endOf(services, space, `p${personId}`);
  const host = (await hostSetting(db, 'host_name')) ?? 'Copse';
  const logo = await logoOf(ctx, content);
  // A test is not the issue: mail programs must not take the issue for a copy of it later.
  const letter = issueLetter(services.config, content, renderingOf(services.config, content, { why: 'member', unsubscribe, logo: logo && LOGO }, []), { host, logo, ending });
  await services.mailer.deliver(db, { ...letter, to: address, subject: translator(viewer.language)('newsletters.mail.test', { title: issue.title }) }, now);
}
