import type { Ctx } from '#platform/context.ts';
import { translator } from '#platform/i18n/index.ts';
import { replyAddress } from '#platform/mail/answers/index.ts';
import { letter } from '#platform/mail/letter.ts';
import { baseUrl } from '../../../config.ts';
import { hrefOf } from '../../communities/index.ts';
import { addNotificationKind, notify, type Line, type MailRequest, type Rendered } from '../../notifications/index.ts';
import { APPEAL, canAppeal, hrefOfAppeal } from '../appeals/appealable.ts';
import type { ModerationAction } from '../tables.ts';
import { actionById } from './queries.ts';

export const DECIDED = 'moderation.decided';
/** What its person hears of; the others concern nobody but those who reported. */
const TOLD = new Set<ModerationAction>(['hidden', 'released', 'declined', 'held', 'slowed', 'banned', 'lifted', 'edited', 'upheld', 'undone']);
const IN_WORDS = new Set(['spam', 'hurtful', 'private', 'off_topic', 'rights']);

/** The reason that moderators chose, as a key of the texts; null where it says nothing by itself. */
export const reasonKey = (reason: string) => (IN_WORDS.has(reason) ? `moderation.reason.${reason}` : null);

/** What a line keeps of an action: the words of moderators stay where they were written. */
interface Told {
  actionId: number;
  action: ModerationAction;
  reason: string;
}

/** People are told what moderators did about them, whatever they wish to be told of, and although they may not read the space any more. */
export function setUpTellingPeople(): void {
  addNotificationKind({
    name: DECIDED,
    reasons: { concerned: { interest: 'binding', why: 'moderation.told.why' } },
    toAnyone: true,
    render,
    mail,
  });
}

/** Tells somebody what moderators did about them. Call it in the transaction that does it. */
export async function tellPerson(ctx: Ctx, space: { id: number; community_id: number }, { actionId, action, reason, personId }: Told & { personId: number }): Promise<void> {
  if (personId === ctx.viewer.personId || !TOLD.has(action)) return;
  const data: Told = { actionId, action, reason };
  await notify(ctx, { kind: DECIDED, communityId: space.community_id, spaceId: space.id, key: String(actionId), data: { ...data }, to: [{ personId, reason: 'concerned' }] });
}

function about({ viewer }: Ctx, line: Line) {
  const { actionId, action, reason } = line.data as unknown as Told;
  const { community, space } = line;
  if (!community || !space) return null;
  const t = translator(viewer.language);
  const appealable = canAppeal({ action, undone_at: null });
  const href = appealable ? hrefOfAppeal({ community_id: community.id, id: actionId }) : hrefOf(community, space.parent_id === null ? null : space);
  const key = reasonKey(reason);
  const because = key && t(key);
  return { t, action, actionId, community, space, appealable, href, because };
}

function render(ctx: Ctx, line: Line): Rendered | null {
  const told = about(ctx, line);
  if (!told) return null;
  const { t, action, space, appealable, href, because } = told;
  return { title: t(`moderation.letter.${action}.subject`, { space: space.name }), href, text: [because, appealable ? t('moderation.told.appeal') : null].filter(Boolean).join(' · ') };
}

/** What moderators did, why, and how to answer. */
async function mail(ctx: Ctx, { line, why }: MailRequest) {
  const told = about(ctx, line);
  const row = told && (await actionById(ctx.db, told.community.id, told.actionId));
  if (!told || !row) return null;
  const { t, action, space, appealable, href, because } = told;
  const { language, timeZone } = ctx.viewer;
  const until = row.until === null ? '' : new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone }).format(row.until);
  const values = { name: ctx.viewer.name ?? '', space: space.name, until, limited: row.until === null ? 'no' : 'yes' };
  const replyTo = appealable ? await replyAddress(ctx, ctx.viewer.personId!, APPEAL, [told.community.id, told.actionId]) : null;
  const parts = letter({
    language,
    place: space.name,
    hue: told.community.hue,
    greeting: t('moderation.letter.greeting', values),
    paragraphs: [
      t(`moderation.letter.${action}`, values),
      ...(because ? [because] : []),
      ...(row.note ? [`> ${row.note.replaceAll('\n', '\n> ')}`] : []),
      ...(replyTo ? [t('moderation.mail.appeal')] : []),
    ],
    button: { href: baseUrl(ctx.services.config) + href, label: t(appealable ? 'moderation.letter.appeal' : 'moderation.letter.open', values) },
    foot: why,
  });
  return { ...parts, subject: t(`moderation.letter.${action}.subject`, values), ...(replyTo && { replyTo }), headers: { 'Auto-Submitted': 'auto-generated' } };
}
