import { createContext, transaction, type Ctx } from '#platform/context.ts';
import { translator } from '#platform/i18n/index.ts';
import { defineJob } from '#platform/jobs/index.ts';
import { excerpt } from '#platform/text/excerpt.ts';
import { letter } from '#platform/mail/letter.ts';
import { baseUrl } from '../../../config.ts';
import { facilitatorsOf, hrefOf, spaceById, type Space } from '../../communities/index.ts';
import { addNotificationKind, notify, settled, type Line, type MailRequest, type Rendered } from '../../notifications/index.ts';
import { heldForMail } from './held.ts';
import { countOpen, newestOpen } from './queries.ts';

const TELL = 'moderation.tell_moderators';
const WAITING = 'moderation.waiting';
/** What comes within this time is told together. */
const TOGETHER_MS = 10 * 60_000;
const MOST = 100;

type At = Pick<Space, 'id' | 'community_id'>;
interface Waiting {
  communityId: number;
  spaceId: number;
}

export function setUpTellingModerators(): void {
  defineJob<Waiting>(TELL, tell);
  addNotificationKind({ name: WAITING, reasons: { moderator: { interest: 'standing', why: 'moderation.told.why_moderator' } }, render, mail });
}

/** Has the moderators of a space told that something waits; many at once are told as one. */
export async function tellModerators(ctx: Ctx, space: At): Promise<void> {
  const waiting: Waiting = { communityId: space.community_id, spaceId: space.id };
  await ctx.services.jobs.enqueue(ctx, TELL, waiting, { runAt: ctx.now + TOGETHER_MS, uniqueKey: `${TELL}:${space.id}` });
}

async function tell({ services, viewer, db }: Ctx, { communityId, spaceId }: Waiting): Promise<void> {
  const space = await spaceById(db, communityId, spaceId);
  const newest = await newestOpen(db, communityId, spaceId);
  if (!space || newest === null) return;
  const to = (await moderatorsOf({ db }, space)).map((personId) => ({ personId, reason: 'moderator' }));
  await transaction(createContext(services, viewer), (ctx) => notify(ctx, { kind: WAITING, communityId, spaceId, key: String(newest), bundle: bundleOf(space), to }));
}

/** Who looks after what waits in a space: a room without facilitators of its own is looked after by the community's. */
async function moderatorsOf({ db }: Pick<Ctx, 'db'>, space: Space): Promise<number[]> {
  const own = await facilitatorsOf(db, space);
  if (own.length > 0) return own.map((person) => person.id);
  const community = await spaceById(db, space.community_id, space.community_id);
  return community ? (await facilitatorsOf(db, community)).map((person) => person.id) : [];
}

const bundleOf = ({ id }: At) => `${WAITING} ${id}`;

/** Once nothing waits in a space any more, it is nobody's to look at. Call it in the transaction that decides. */
export async function seenTo(ctx: Ctx, space: Space): Promise<void> {
  if ((await countOpen(ctx.db, space.community_id, [space.id], 1)) > 0) return;
  await settled(ctx, await moderatorsOf(ctx, space), { communityId: space.community_id, bundle: bundleOf(space) });
}

function queueHref({ community, space }: Line): string | null {
  return community && space && `${hrefOf(community, space.parent_id === null ? null : space)}/moderation`;
}

function render({ viewer }: Ctx, line: Line): Rendered | null {
  const href = queueHref(line);
  const t = translator(viewer.language);
  if (href === null) return null;
  return { title: t('moderation.letter.waiting.subject', { space: line.space!.name, count: line.count }), href, text: t('moderation.told.waiting') };
}

/** How much waits now, and what is held to be decided by answering; nothing when somebody saw to it. */
async function mail(ctx: Ctx, { line, why }: MailRequest) {
  const { space, community } = line;
  const count = space && community ? await countOpen(ctx.db, community.id, [space.id], MOST) : 0;
  if (!space || count === 0) return null;
  const { language, name, personId } = ctx.viewer;
  const t = translator(language);
  const values = { name: name ?? '', space: space.name, count };
  const { cases, replyTo } = await heldForMail(ctx, space, personId!);
  const shown = cases.map((held) => `#${held.id} ${held.name}: ${held.kind === 'appeal' ? t('moderation.case.appeal') : (held.title ?? '')}\n> ${excerpt(held.body ?? '', 300)}`);
  const parts = letter({
    language,
    place: space.name,
    hue: community!.hue,
    greeting: t('moderation.letter.greeting', values),
    paragraphs: [t('moderation.letter.waiting', values), ...(replyTo ? [...shown, t('moderation.mail.how')] : [])],
    button: { href: baseUrl(ctx.services.config) + queueHref(line), label: t('moderation.letter.look') },
    foot: why,
  });
  return { ...parts, subject: t('moderation.letter.waiting.subject', values), ...(replyTo && { replyTo }), headers: { 'Auto-Submitted': 'auto-generated' } };
}
