import type { Ctx } from '#platform/context.ts';
import { plainText } from '#platform/text/excerpt.ts';
import { peopleOfCommunity } from './queries.ts';
import type { Found, SearchSource } from './sources.ts';

export const PERSON = 3;

/** Members are found by name, organisation and what they say of themselves. */
export const peopleSource: SearchSource = {
  kind: PERSON,
  name: 'person',
  label: 'search.kind.person',
  async load(ctx: Ctx, communityId: number, ids: number[]) {
    const people = await peopleOfCommunity(ctx.db, communityId, ids);
    return people.map((person) => ({
      kind: PERSON,
      id: person.id,
      spaceId: communityId,
      authorId: null,
      createdAt: 0,
      title: `${person.name} ${person.handle}`,
      body: [person.headline, person.organisation, person.bio].filter(Boolean).join('\n'),
      language: person.language,
      labels: [],
    }));
  },
  async show(ctx, place, ids) {
    const people = await peopleOfCommunity(ctx.db, place.community.id, ids);
    return new Map(people.map((person) => [person.id, shown(person)]));
  },
};

function shown(person: Awaited<ReturnType<typeof peopleOfCommunity>>[number]): Found {
  const photo = person.photo_key ? `/people/${person.handle}/photo` : null;
  return {
    title: person.name,
    href: `/people/${person.handle}`,
    text: [person.headline, person.organisation, plainText(person.bio_html ?? '')].filter(Boolean).join(' · '),
    author: { name: person.name, handle: person.handle, photo },
    at: 0,
    language: person.language,
    place: null,
    state: null,
  };
}
