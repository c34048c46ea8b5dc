import { hasText, type Translate } from '#platform/i18n/index.ts';
import { languageName } from '../people/index.ts';
import { NAMED, type Facet } from './find.ts';

/** A value of a facet in words; organisations and phrases stand as they were written. */
export function facetLabel(t: Translate, language: string, facet: Facet, value: string, own: string): string {
  if (facet === 'country') return /^[A-Z]{2}$/.test(value) ? (new Intl.DisplayNames([language], { type: 'region' }).of(value) ?? value) : value;
  if (facet === 'language') return /^[a-z]{2,3}$/.test(value) ? languageName(value, language) : value;
  if (facet === 'role' && value.startsWith(NAMED)) return own;
  if (facet === 'role' || facet === 'new') return hasText(`directory.${facet}.${value}`) ? t(`directory.${facet}.${value}`) : value;
  return own;
}
