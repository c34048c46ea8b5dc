import { noteInTransaction } from '#platform/announce.ts';
import type { Ctx } from '#platform/context.ts';
import { facilitatorsOf, spaceById } from '../communities/index.ts';
import { notify } from '../notifications/index.ts';
import { addPlacedKind } from './kind.ts';

const TERM = 'community_notices.term_ending';

/** What is announced of a term that ends soon. */
interface Ending {
  communityId: number;
  spaceId: number;
  termId: number;
  role: string;
  holderId: number;
  endsAt: number;
}

/** Roles rotate: a month before a term ends, its holder and those who facilitate hear of it. */
export function setUpTermKind(): void {
  addPlacedKind({
    name: TERM,
    reasons: { holder: 'community_notices.why_holder', facilitator: 'community_notices.why_facilitator' },
    say: (t, { reason, data }, values) => {
      const told = { ...values, role: data.role as string };
      return { title: t('community_notices.term.subject', told), text: t(`community_notices.term.line_${reason}`, told), path: '/roles' };
    },
    write({ viewer }, { reason, data }, { t, values, home }) {
      const date = new Intl.DateTimeFormat(viewer.language, { dateStyle: 'long', timeZone: viewer.timeZone }).format(data.endsAt as number);
      const told = { ...values, role: data.role as string, date };
      return {
        subject: t('community_notices.term.subject_date', told),
        paragraphs: [t(`community_notices.term.${reason}`, told)],
        button: { href: `${home}/roles`, label: t('communities.named_roles') },
      };
    },
  });
  noteInTransaction('communities.term_ending', (ctx, event) => tell(ctx, event as unknown as Ending));
}

async function tell(ctx: Ctx, { communityId, spaceId, termId, role, holderId, endsAt }: Ending): Promise<void> {
  const space = await spaceById(ctx.db, communityId, spaceId);
  if (!space) return;
  const same = { kind: TERM, communityId, spaceId, key: String(termId), data: { role, endsAt } };
  await notify(ctx, { ...same, to: [{ personId: holderId, reason: 'holder' }] });
  // For the others it is about the holder, who is named as whoever does something is.
  const to = (await facilitatorsOf(ctx.db, space)).map(({ id: personId }) => ({ personId, reason: 'facilitator' }));
  await notify(ctx, { ...same, actorId: holderId, to });
}
