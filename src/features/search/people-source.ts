import type { Ctx } from '#platform/context.ts';
import type { SearchDocument } from '#platform/search/index.ts';
import { plainText } from '#platform/text/excerpt.ts';
import type { Place } from '../communities/index.ts';
import { closenessIn, organisationsOf, visibleProfile, type Closeness } from '../people/index.ts';
import { peopleOfCommunity } from './queries.ts';
import type { Found, SearchSource } from './sources.ts';

export const PERSON = 3;
export const MEMBER = 30;

/** What somebody outside the community sees of its members, and what members see of one another: the index holds them apart. */
const OUTSIDE: Closeness = 0;
const INSIDE: Closeness = 2;

type Row = Awaited<ReturnType<typeof peopleOfCommunity>>[number];

/** The kind of document that tells of people what the viewer may see of them. */
export const personKind = (ctx: Ctx, place: Place) => (isInside(ctx, place) ? MEMBER : PERSON);

const isInside = ({ viewer }: Ctx, { community }: Place) => closenessIn(viewer, { id: community.id, community_id: community.id }) >= INSIDE;

/** Members are found by name and by what they let those who search see of themselves. */
function source(kind: number, closeness: Closeness): SearchSource {
  return {
    kind,
    name: 'person',
    label: 'search.kind.person',
    serves: (ctx, place) => isInside(ctx, place) === (closeness === INSIDE),
    async load(ctx, communityId, ids) {
      return (await peopleOfCommunity(ctx.db, communityId, ids)).map((person) => asDocument(kind, communityId, person, closeness));
    },
    async shows(ctx, place, ids) {
      const people = await peopleOfCommunity(ctx.db, place.community.id, ids);
      return new Map(people.map((person) => [person.id, shown(person, isInside(ctx, place) ? INSIDE : OUTSIDE)]));
    },
  };
}

export const peopleSource = source(PERSON, OUTSIDE);
export const memberSource = source(MEMBER, INSIDE);

function asDocument(kind: number, communityId: number, row: Row, closeness: Closeness): SearchDocument {
  const seen = visibleProfile(row, closeness);
  const { id, name, handle, headline, organisation, can_help, looking_for, practice, bio, language } = seen;
  return {
    kind,
    id,
    spaceId: communityId,
    authorId: null,
    createdAt: 0,
    title: `${name} ${handle}`,
    body: [headline, ...new Set([organisation, ...organisationsOf(seen).map((one) => one.name)]), can_help, looking_for, practice, bio].filter(Boolean).join('\n'),
    language,
    labels: [],
  };
}

function shown(row: Row, closeness: Closeness): Found {
  const person = visibleProfile(row, closeness);
  const photo = person.photo_key ? `/people/${person.handle}/photo` : null;
  return {
    title: person.name,
    href: `/people/${person.handle}`,
    text: [person.headline, person.organisation, person.can_help?.replaceAll('\n', ', '), plainText(person.bio_html ?? '')].filter(Boolean).join(' · '),
    author: { name: person.name, handle: person.handle, photo },
    at: 0,
    language: person.language,
    place: null,
    state: null,
  };
}
