import { noteInTransaction } from '#platform/announce.ts';
import { atLeast, type Role } from '../communities/index.ts';
import { notify } from '../notifications/index.ts';
import { addPlacedKind } from './kind.ts';

const ROLE = 'community_notices.role';
const APPOINTED = 'community_notices.appointed';

/** Whoever is given another role in a place, or a named role, hears from whom. */
export function setUpRoleKinds(): void {
  addPlacedKind({
    name: ROLE,
    reasons: { changed: 'community_notices.why_role' },
    say: (t, { data }, values) => ({ title: t('community_notices.role.subject', { ...values, role: data.role as string }), text: t('community_notices.role', { ...values, role: data.role as string }) }),
    write(_, { data }, { t, values, home }) {
      const leads = atLeast(data.role as Role, 'facilitator');
      return {
        paragraphs: [t('community_notices.role', { ...values, role: data.role as string }), ...(leads ? [t('community_notices.role.work')] : [])],
        button: leads ? { href: `${home}/work`, label: t('community_notices.work.button') } : { href: home, label: t('community_notices.go_community') },
      };
    },
  });
  addPlacedKind({
    name: APPOINTED,
    reasons: { holder: 'community_notices.why_holder' },
    say: (t, { data }, values) => ({ title: t('community_notices.appointed.subject', { ...values, role: data.role as string }), text: t('community_notices.appointed', { ...values, role: data.role as string }), path: '/roles' }),
    write({ viewer }, { data }, { t, values, home }) {
      const date = (at: number) => new Intl.DateTimeFormat(viewer.language, { dateStyle: 'long', timeZone: viewer.timeZone }).format(at);
      return {
        paragraphs: [
          t('community_notices.appointed', { ...values, role: data.role as string }),
          ...(data.about ? [data.about as string] : []),
          ...(data.endsAt ? [t('community_notices.appointed.until', { date: date(data.endsAt as number) })] : []),
        ],
        button: { href: `${home}/roles`, label: t('communities.named_roles') },
      };
    },
  });
  noteInTransaction('communities.role_changed', (ctx, { communityId, spaceId, personId, role }) =>
    notify(ctx, { kind: ROLE, communityId, spaceId: spaceId as number, key: `${spaceId as number} ${ctx.now}`, data: { role }, actorId: ctx.viewer.personId, to: [{ personId: personId as number, reason: 'changed' }] }),
  );
  noteInTransaction('communities.appointed', (ctx, { communityId, spaceId, personId, termId, ...data }) =>
    notify(ctx, { kind: APPOINTED, communityId, spaceId: spaceId as number, key: String(termId), data, actorId: ctx.viewer.personId, to: [{ personId: personId as number, reason: 'holder' }] }),
  );
}
