import { describe, expect, it } from 'vitest';
import { findMentions } from '#platform/text/markdown.ts';
import { discussions, people, rooms } from './content.ts';

const keys = new Set(people.map((person) => person.key));
const posts = discussions.flatMap((discussion) => discussion.posts);

describe('the sample community', () => {
  it('has forty people, each from somewhere', () => {
    expect(people).toHaveLength(40);
    expect(new Set(people.map((person) => person.country)).size).toBeGreaterThan(25);
  });

  it('refers only to people and rooms that exist', () => {
    const slugs = new Set(rooms.map((room) => room.slug));
    for (const key of [...rooms.flatMap((room) => room.members), ...posts.flatMap((post) => [post.author, ...Object.values(post.reactions ?? {}).flat(), ...findMentions(post.body)])])
      expect(keys, key).toContain(key);
    for (const { room } of discussions) if (room) expect(slugs).toContain(room);
  });

  it('tells everything in its order, and accepts replies only', () => {
    for (const { title, posts, acceptedPost } of discussions) {
      expect(posts.every((post) => post.minutesAgo > 0 && post.minutesAgo <= posts[0]!.minutesAgo), title).toBe(true);
      if (acceptedPost !== undefined) expect(posts[acceptedPost]).toBeDefined();
    }
  });
});
