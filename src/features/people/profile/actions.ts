import { announce, whisper } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import { renderMarkdown } from '#platform/text/markdown.ts';
import { audiencesOf } from '../audience.ts';
import { updatePerson, type Person } from '../queries.ts';
import type { Organisation } from '../tables.ts';
import type { ProfileInput } from './schema.ts';

/** Names and photos stand on pages everywhere: every page of the host is made anew. */
export async function changePerson(ctx: Ctx, personId: number, values: Parameters<typeof updatePerson>[2]): Promise<void> {
  await transaction(ctx, async (ctx) => {
    await updatePerson(ctx.db, personId, values);
    whisper(ctx, 'viewer', { personId });
    await announce(ctx, 'people.changed', { communityId: 0, personId });
  });
}

/** Writes a whole profile. */
export async function changeProfile(ctx: Ctx, person: Person, input: ProfileInput): Promise<void> {
  const { organisations, languages, can_help, audiences, ...plain } = input;
  const html = (text: string | null) => text && renderMarkdown(text).html;
  await changePerson(ctx, person.id, {
    ...plain,
    bio_html: html(plain.bio),
    practice_html: html(plain.practice),
    organisation: presentOf(organisations),
    organisations: JSON.stringify(organisations),
    languages: languages.join(',') || null,
    can_help: can_help.join('\n') || null,
    audiences: JSON.stringify(audiences),
  });
}

/** The first that has not ended. */
function presentOf(organisations: Organisation[]): string | null {
  return organisations.find(({ to }) => to === null)?.name ?? null;
}

type Told = Pick<Person, 'languages' | 'can_help' | 'organisations' | 'organisation'>;

export const languagesOf = ({ languages }: Pick<Told, 'languages'>) => languages?.split(',') ?? [];
export const phrasesOf = ({ can_help }: Pick<Told, 'can_help'>) => can_help?.split('\n') ?? [];

/** All organisations of a person; some came with a name only. */
export function organisationsOf({ organisations, organisation }: Pick<Told, 'organisations' | 'organisation'>): Organisation[] {
  if (organisations !== null) return JSON.parse(organisations) as Organisation[];
  return organisation ? [{ name: organisation, from: null, to: null }] : [];
}

/** A profile as `profileInput` takes it. */
export function asInput(person: Person): ProfileInput {
  const { name, headline, country, time_zone, practice, looking_for, bio, sex } = person;
  return {
    name,
    headline,
    organisations: organisationsOf(person),
    country,
    time_zone,
    languages: languagesOf(person),
    practice,
    can_help: phrasesOf(person),
    looking_for,
    bio,
    sex: sex as ProfileInput['sex'],
    audiences: audiencesOf(person),
  };
}
