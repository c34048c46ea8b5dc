import type { Ctx } from '#platform/context.ts';
import { translator, type Translate } from '#platform/i18n/index.ts';
import { letter, type LetterParts } from '#platform/mail/letter.ts';
import { baseUrl } from '../../config.ts';
import { hrefOf, type Space } from '../communities/index.ts';
import { addNotificationKind, namesOf, type Line } from '../notifications/index.ts';

/** What every text here may speak of. */
export interface Values {
  /** Whose letter it is. */
  name: string;
  space: string;
  community: string;
  /** Whoever did it. */
  by: string;
}

/** A line of the ledger whose community and space are there. */
export type PlacedLine = Line & { community: Space; space: Space };

interface Said {
  title: string;
  text: string;
  /** Behind the address of the space. */
  path?: string;
}
/** What a letter is made of, beside what all share; addresses are behind that of this host. */
type Written = Pick<LetterParts, 'paragraphs' | 'button' | 'links' | 'after'> & { subject?: string; replyTo?: string | null };

interface PlacedKind {
  name: string;
  /** Reasons, each with the key of the sentence that says it. All are about what one looks after or takes part in. */
  reasons: Record<string, string>;
  /** The words of the inbox; null when it is over. Reads nothing. */
  say(t: Translate, line: PlacedLine, values: Values): Said | null;
  /** The letter; null declines. `home` is the address of the space on this host. */
  write(ctx: Ctx, line: PlacedLine, about: { t: Translate; values: Values; home: string }): Written | null | Promise<Written | null>;
}

/** A kind of notification that is about a community or room. */
export function addPlacedKind({ name, reasons, say, write }: PlacedKind): void {
  const saying = (ctx: Ctx, line: Line) => {
    if (!isPlaced(line)) return null;
    const t = translator(ctx.viewer.language);
    const values = { name: ctx.viewer.name ?? '', space: line.space.name, community: line.community.name, by: namesOf(t, line.actors) || t('communities.somebody') };
    const said = say(t, line, values);
    return said && { t, values, said, line, home: hrefOf(line.community, line.space.parent_id === null ? null : line.space) };
  };
  addNotificationKind({
    name,
    reasons: Object.fromEntries(Object.entries(reasons).map(([reason, why]) => [reason, { interest: 'standing', why }])),
    render(ctx, line) {
      const about = saying(ctx, line);
      return about && { title: about.said.title, text: about.said.text, href: about.home + (about.said.path ?? '') };
    },
    async mail(ctx, { line, why, unsubscribe }) {
      const about = saying(ctx, line);
      const written = about && (await write(ctx, about.line, about));
      if (!written) return null;
      const { subject = about.said.title, replyTo, button, links, ...parts } = written;
      const { t, values } = about;
      const base = baseUrl(ctx.services.config);
      const here = (link: { href: string; label: string }) => ({ ...link, href: base + link.href });
      const text = letter({
        language: ctx.viewer.language,
        place: values.space,
        hue: about.line.community.hue,
        greeting: t('community_notices.greeting', { ...values }),
        ...parts,
        ...(button && { button: here(button) }),
        ...(links && { links: links.map(here) }),
        foot: `${why}\n${t('notifications.mail.unsubscribe')} ${unsubscribe}`,
      });
      return { ...text, subject, ...(replyTo && { replyTo }), headers: { 'Auto-Submitted': 'auto-generated' } };
    },
  });
}

function isPlaced(line: Line): line is PlacedLine {
  return line.community !== null && line.space !== null;
}
