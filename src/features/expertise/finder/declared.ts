import type { Ctx } from '#platform/context.ts';
import { snippet, type Piece } from '#platform/search/index.ts';
import { plainText } from '#platform/text/excerpt.ts';
import { closenessTo, languagesOf, organisationsOf, phrasesOf, visibleProfile } from '../../people/index.ts';
import type { PersonShown } from '../heavy.ts';

/** What somebody says of themselves, as far as the viewer may see it. */
export interface Declared {
  headline: string | null;
  organisation: string | null;
  /** Codes. */
  languages: string[];
  /** What they offer help with. */
  offers: string[];
  /** What they say of their work, around the words of the question; empty where it holds none. */
  says: Piece[];
  /** Whether any of this holds a word of the question: what they look for, or their name, does not speak for them. */
  tells: boolean;
}

const LENGTH = 180;

/** The one place where a profile is read: from where the viewer stands, in the spaces that both are in. */
export function declaredBy(ctx: Ctx, person: PersonShown, marked: ReadonlySet<string>): Declared {
  const seen = visibleProfile(person, closenessTo(ctx.viewer, person.id, person.roles.keys()));
  const passage = (text: string) => {
    const pieces = snippet(text, marked, [person.language, 'en'], LENGTH);
    return pieces.some((piece) => piece.hit) ? pieces : [];
  };
  const { headline, organisation } = seen;
  const [offers, organisations] = [phrasesOf(seen), organisationsOf(seen).map((one) => one.name)];
  const says = [seen.practice_html, seen.bio_html].map((html) => passage(plainText(html ?? ''))).find((pieces) => pieces.length > 0) ?? [];
  const tells = says.length > 0 || [headline, organisation, ...offers, ...organisations].some((text) => passage(text ?? '').length > 0);
  return { headline, organisation, languages: languagesOf(seen), offers, says, tells };
}
