import { describe, expect, it } from 'vitest';
import { Directory, fold, type Asked } from './find.ts';
import type { MemberRow } from './queries.ts';

const NOW = 1_800_000_000_000;
const DAY = 86_400_000;

function row(id: number, name: string, more: Partial<MemberRow> = {}): MemberRow {
  const blank = { photo_key: null, headline: null, organisation: null, country: null, languages: null, can_help: null, audiences: '{}', role: 'member', named: null };
  return { ...blank, id, name, handle: `h${id}`, joined_at: NOW - id * 10 * DAY, ...more };
}

const ROWS = [
  row(1, 'Émile Zola', { country: 'FR', languages: 'fr,en', can_help: 'Phone surveys\nNovels' }),
  row(2, 'anna', { country: 'FR', languages: 'fr', can_help: 'phone  surveys'.replace('  ', ' ') }),
  row(3, 'Bo', { country: 'KE', languages: 'en', organisation: 'Lake', role: 'facilitator', audiences: '{"country":"nobody","can_help":"facilitators"}', can_help: 'Secrets' }),
  row(4, 'Zoë', { country: 'KE', audiences: '{"country":"public"}' }),
];
const asked = (more: Partial<Asked> = {}): Asked => ({ text: '', chosen: {}, sort: 'newest', after: null, limit: 10, now: NOW, ...more });
const members = new Directory(ROWS, 2);
const ids = (directory: Directory, more: Partial<Asked> = {}) => directory.find(asked(more)).members.map((member) => member.id);
const counts = (directory: Directory, facet: 'country' | 'help' | 'new' | 'language' | 'role', more: Partial<Asked> = {}) => Object.fromEntries(directory.find(asked(more)).facets[facet].map(({ value, count }) => [value, count]));

describe('the directory', () => {
  it('finds by name and expertise, without case and accents', () => {
    expect(ids(members, { text: 'emile' })).toEqual([1]);
    expect(ids(members, { text: 'SURVEYS phone' })).toEqual([1, 2]);
    expect(ids(members, { text: 'nobody' })).toEqual([]);
  });

  it('counts for each facet what would be found with another of its values', () => {
    expect(counts(members, 'country')).toEqual({ FR: 2, KE: 1 });
    expect(counts(members, 'country', { chosen: { country: 'KE', language: 'fr' } })).toEqual({ FR: 2 });
    expect(counts(members, 'language', { chosen: { country: 'FR' } })).toEqual({ fr: 2, en: 1 });
    expect(counts(members, 'help')).toEqual({ 'phone surveys': 2, novels: 1 });
    expect(counts(members, 'new')).toEqual({ yes: 2 });
    expect(ids(members, { chosen: { new: 'yes', help: fold('Phone Surveys') } })).toEqual([1, 2]);
  });

  it('finds who holds a role of the community’s own, which is not the role of the same name', () => {
    const directory = new Directory([row(1, 'Ana', { named: 'Broker\nFacilitator' }), row(2, 'Bo', { role: 'facilitator' })], 0);
    expect(counts(directory, 'role')).toEqual({ member: 1, facilitator: 1, '~broker': 1, '~facilitator': 1 });
    expect(ids(directory, { chosen: { role: '~facilitator' } })).toEqual([1]);
  });

  it('neither shows, nor counts, nor finds by what is hidden', () => {
    const outside = new Directory(ROWS, 0);
    expect(counts(outside, 'country')).toEqual({ KE: 1 });
    expect(ids(outside, { chosen: { country: 'FR' } })).toEqual([]);
    expect(ids(outside, { text: 'surveys' })).toEqual([]);
    expect(ids(members, { text: 'secrets' })).toEqual([]);
    expect(ids(members, { chosen: { country: 'KE' } })).toEqual([4]);
    const facilitators = new Directory(ROWS, 3);
    expect(ids(facilitators, { text: 'secrets' })).toEqual([3]);
    expect(facilitators.find(asked()).members.find(({ id }) => id === 3)!.country).toBeNull();
  });

  it.each(['newest', 'name'] as const)('pages by %s without losing or doubling anyone, though people come and go', (sort) => {
    const whole = ids(members, { sort });
    expect(whole).toEqual(sort === 'name' ? [2, 3, 1, 4] : [1, 2, 3, 4]);
    const first = members.find(asked({ sort, limit: 2 }));
    expect(first.total).toBe(4);
    const second = members.find(asked({ sort, limit: 2, after: first.next }));
    expect([...first.members, ...second.members].map((member) => member.id)).toEqual(whole);
    expect(second.next).toBeNull();
    // The one on whom the page ended has left, somebody new is there.
    const later = new Directory([row(0, 'aaron'), ...ROWS.filter(({ id }) => id !== first.next!.id)], 2);
    expect(ids(later, { sort, after: first.next })).toEqual(whole.slice(2));
  });
});

describe('a directory after a change', () => {
  const changed = [...ROWS.slice(0, 2).map((one) => ({ ...one })), row(4, 'Aba', { country: 'PE' }), row(5, 'Yara', { country: 'FR' })];
  it('is as if it were made anew, in every order and count', () => {
    const before = new Directory(ROWS, 2);
    for (const sort of ['newest', 'name'] as const) before.find(asked({ sort }));
    const after = new Directory(changed, 2, before);
    const anew = new Directory(changed, 2);
    for (const more of [{}, { sort: 'name' as const }, { text: 'a' }, { chosen: { country: 'FR' } }, { now: NOW + 40 * DAY }]) expect(after.find(asked(more))).toEqual(anew.find(asked(more)));
    expect(counts(after, 'country')).toEqual({ FR: 3, PE: 1 });
  });
});
