import { PERSON } from '../../search/index.ts';
import type { PersonShown } from './queries.ts';

/** What somebody says of themselves, as far as the viewer may see it. */
export interface Declared {
  headline: string | null;
  organisation: string | null;
  /** Codes. */
  languages: string[];
  /** What they offer help with, a line each. */
  offers: string[];
}

/** The kind of document in the index that holds what people say of themselves: it is found by what is shown, and no more. */
export function declaredKind(): number {
  return PERSON;
}

/** The one place where a profile is read. Placeholders of archives have no language of their own. */
export function declaredBy({ headline, organisation, language, account_id }: PersonShown): Declared {
  return { headline, organisation, languages: account_id === null ? [] : [language], offers: [] };
}
