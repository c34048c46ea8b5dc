import { describe, expect, it } from 'vitest';
import { findMentions } from '#platform/text/markdown.ts';
import { parseTags } from '#features/items/tags.ts';
import { community, discussions, people, rooms, type DemoDiscussion, type DemoPost } from './content.ts';

const MINUTES_A_DAY = 24 * 60;
const byKey = new Map(people.map((person) => [person.key, person]));
const posts = discussions.flatMap((about) => about.posts.map((post, index) => ({ about, post, index, at: `${about.key} ${index} ${post.author}` })));
const unique = (values: string[]) => new Set(values).size === values.length;

/** The places where something is wrong: a failure names them all. */
const wrong = (bad: (place: { about: DemoDiscussion; post: DemoPost; index: number }) => boolean) => posts.filter(bad).map(({ at }) => at);

describe('the people of the sample community', () => {
  it('are forty, each with a key and handle of their own, led by the steward', () => {
    expect(people).toHaveLength(40);
    expect(unique(people.map((person) => person.key))).toBe(true);
    expect(people.every((person) => /^[a-z0-9-]+$/.test(person.handle) && person.key === person.handle)).toBe(true);
    expect(people.filter((person) => person.role === 'facilitator').map((person) => person.key)).toEqual(['anjali', 'leila', 'joyce']);
    expect(community.steward).toBe(people[0]!.key);
    expect(Math.max(...people.map((person) => person.joined))).toBeLessThanOrEqual(community.opened);
  });

  it('live in real countries and time zones', () => {
    const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
    expect(people.filter((person) => !names.of(person.country)).map((person) => person.key)).toEqual([]);
    for (const person of people) expect(() => new Intl.DateTimeFormat(person.language, { timeZone: person.timeZone })).not.toThrow();
    expect(new Set(people.map((person) => person.country)).size).toBeGreaterThan(35);
  });

  it('speak languages that can be named, and work somewhere', () => {
    const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
    expect(people.flatMap((person) => person.speaks).filter((code) => !names.of(code))).toEqual([]);
    expect(people.filter(({ since, practice }) => !/^\d{4}(-\d\d)?$/.test(since) || practice.length < 40).map((person) => person.key)).toEqual([]);
  });

  it('all say something, and nobody before joining', () => {
    const voices = new Set(posts.map(({ post }) => post.author));
    expect(people.filter((person) => !voices.has(person.key)).map((person) => person.key)).toEqual([]);
    expect(wrong(({ post }) => post.minutesAgo > (byKey.get(post.author)?.joined ?? 0) * MINUTES_A_DAY)).toEqual([]);
  });
});

describe('the rooms', () => {
  it('have slugs of their own, known members and a facilitator among them', () => {
    expect(unique(rooms.map((room) => room.slug))).toBe(true);
    for (const room of rooms) {
      expect(room.members.filter((key) => !byKey.has(key))).toEqual([]);
      expect(unique(room.members)).toBe(true);
      expect(room.members).toContain(room.facilitator);
    }
  });

  it('hold discussions begun after they were opened', () => {
    const opened = new Map(rooms.map((room) => [room.slug, room.opened * MINUTES_A_DAY]));
    const held = discussions.filter((about) => about.room !== undefined);
    expect(held.filter((about) => !(about.minutesAgo <= (opened.get(about.room!) ?? -1))).map((about) => about.key)).toEqual([]);
    expect(new Set(held.map((about) => about.room)).size).toBeGreaterThan(3);
  });
});

describe('the discussions', () => {
  it('have keys and titles of their own, and tags that can be kept', () => {
    expect(unique(discussions.map((about) => about.key))).toBe(true);
    expect(unique(discussions.map((about) => about.title))).toBe(true);
    expect(discussions.filter((about) => parseTags(about.tags.join(',')).length !== about.tags.length).map((about) => about.key)).toEqual([]);
  });

  it('are many, with one long thread, in seven languages', () => {
    expect(discussions.length).toBeGreaterThanOrEqual(45);
    expect(posts.length).toBeGreaterThanOrEqual(420);
    expect(Math.max(...discussions.map((about) => about.posts.length))).toBeGreaterThan(120);
    expect([...new Set(discussions.map((about) => about.language))].sort()).toEqual(['ar', 'en', 'es', 'fr', 'id', 'pt', 'ru']);
  });

  it('are written by known people, in the order of time, until twenty minutes ago', () => {
    expect(wrong(({ post }) => !byKey.has(post.author))).toEqual([]);
    expect(wrong(({ about, post, index }) => index > 0 && post.minutesAgo >= about.posts[index - 1]!.minutesAgo)).toEqual([]);
    expect(wrong(({ post }) => post.minutesAgo < 20 || !Number.isInteger(post.minutesAgo) || post.body === '')).toEqual([]);
    expect(discussions.filter((about) => about.author !== about.posts[0]!.author || about.minutesAgo !== about.posts[0]!.minutesAgo)).toEqual([]);
  });

  it('accept the answer of somebody else, in questions only', () => {
    const accepted = discussions.filter((about) => about.acceptedPost !== undefined);
    const bad = accepted.filter((about) => about.type !== 'question' || !about.posts[about.acceptedPost!] || about.posts[about.acceptedPost!]!.author === about.author);
    expect(bad.map((about) => about.key)).toEqual([]);
    expect(accepted.length).toBeGreaterThan(15);
  });

  it('mention people who exist', () => {
    expect(wrong(({ post }) => findMentions(post.body).some((handle) => !byKey.has(handle)))).toEqual([]);
    expect(posts.filter(({ post }) => findMentions(post.body).length > 0).length).toBeGreaterThan(30);
  });

  it('quote what was said before', () => {
    const quoted = (post: DemoPost) => (/^> (.+)$/m.exec(post.body)?.[1] ?? '').trim();
    const source = (about: DemoDiscussion, post: DemoPost) => about.posts[post.quoteOf!]?.body.replaceAll('**', '') ?? '';
    expect(wrong(({ about, post, index }) => post.quoteOf !== undefined && !(post.quoteOf < index && quoted(post) !== '' && source(about, post).includes(quoted(post))))).toEqual([]);
  });

  it('are reacted to by known people, once each, never by the author', () => {
    expect(
      wrong(({ post }) => Object.values(post.reactions ?? {}).some((keys) => !unique(keys) || keys.includes(post.author) || keys.some((key) => !byKey.has(key)))),
    ).toEqual([]);
  });
});
