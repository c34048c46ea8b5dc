import { describe, expect, it } from 'vitest';
import { AUDIENCES, closenessAs, closenessIn, closenessTo, FIELDS, maySee, visibleProfile, type Audience, type Closeness, type Field } from './audience.ts';

const looking = (personId: number | null, roles: Record<number, string> = {}) => ({ personId, roles: new Map(Object.entries(roles).map(([id, role]) => [Number(id), role])) });

describe('how near one stands', () => {
  it.each([
    ['nobody signed in', looking(null), 0],
    ['signed in, member of nothing', looking(2), 0],
    ['member of another community', looking(2, { 9: 'member' }), 1],
    ['facilitator elsewhere', looking(2, { 9: 'facilitator' }), 1],
    ['in one of their spaces', looking(2, { 9: 'member', 5: 'member' }), 2],
    ['facilitator of one of their spaces', looking(2, { 4: 'member', 5: 'facilitator' }), 3],
    ['guest in one of their spaces', looking(2, { 5: 'guest' }), 0],
    ['steward of one of their spaces', looking(2, { 5: 'steward' }), 3],
    ['oneself', looking(1), 4],
  ])('%s', (_, viewer, expected) => expect(closenessTo(viewer, 1, [4, 5])).toBe(expected));

  it.each([
    ['anonymous', looking(null), 0],
    ['member of another community', looking(2, { 9: 'member' }), 1],
    ['member of the community, not of the room', looking(2, { 4: 'member' }), 1],
    ['member of the room', looking(2, { 4: 'member', 5: 'member' }), 2],
    ['guest of the room', looking(2, { 4: 'member', 5: 'guest' }), 1],
    ['facilitator of the room', looking(2, { 5: 'facilitator' }), 3],
    ['facilitator of its community', looking(2, { 4: 'facilitator' }), 3],
  ])('in the list of a room: %s', (_, viewer, expected) => expect(closenessIn(viewer, { id: 5, community_id: 4 })).toBe(expected));
});

describe('what is seen', () => {
  const person = { name: 'Leila', headline: 'Surveys', organisation: 'Own', organisations: '[]', country: 'TN', bio: 'Hello', bio_html: '<p>Hello</p>', sex: 'f', time_zone: 'UTC', audiences: '{}' };
  const levels: Closeness[] = [0, 1, 2, 3, 4];

  it('follows the audience of every field, at every closeness', () => {
    for (const audience of AUDIENCES)
      for (const field of Object.keys(FIELDS) as Field[]) {
        const audiences = JSON.stringify({ [field]: audience });
        expect(levels.filter((level) => maySee({ audiences }, field, level)), `${field} for ${audience}`).toEqual(levels.slice(closenessAs(audience)!));
      }
  });

  it('hides all columns of a field together, and nothing else', () => {
    expect(visibleProfile({ ...person, audiences: '{"bio":"public"}' }, 0)).toMatchObject({ name: 'Leila', bio: 'Hello', bio_html: '<p>Hello</p>', headline: null, organisation: null, organisations: null, country: null, time_zone: null, sex: null });
    expect(visibleProfile(person, 1)).toEqual({ ...person, sex: null });
    expect(visibleProfile(person, 4)).toEqual(person);
    expect('practice' in visibleProfile(person, 0)).toBe(false);
  });

  it('keeps address and sex to oneself, and the rest among members, until one says otherwise', () => {
    const of = (level: Closeness) => (Object.keys(FIELDS) as Field[]).filter((field) => maySee(person, field, level));
    expect(of(0)).toEqual([]);
    expect(of(3)).not.toContain('address');
    expect(of(1)).toHaveLength(Object.keys(FIELDS).length - 2);
  });

  it('knows no audience by another name', () => expect(closenessAs('friends' satisfies string as Audience)).toBeNull());
});
