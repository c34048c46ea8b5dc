import type { Viewer } from '#platform/viewer.ts';

/** Who may see a field of a profile, from the fewest to everyone. */
export const AUDIENCES = ['nobody', 'facilitators', 'spaces', 'members', 'public'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** The fields that have an audience, and the one each has until its owner chooses another. Name, handle and photo are everyone's. */
export const FIELDS = {
  headline: 'members',
  organisations: 'members',
  country: 'members',
  time_zone: 'members',
  languages: 'members',
  practice: 'members',
  can_help: 'members',
  looking_for: 'members',
  bio: 'members',
  sex: 'nobody',
  address: 'nobody',
  contact: 'members',
} as const satisfies Record<string, Audience>;
export type Field = keyof typeof FIELDS;
export const FIELD_NAMES = Object.keys(FIELDS) as Field[];

/**
 * How near a viewer stands to a person: 0 anyone, 1 a member of any community here, 2 somebody who is in one of
 * their spaces, 3 who facilitates one of their spaces, 4 the person.
 */
export type Closeness = 0 | 1 | 2 | 3 | 4;
const NEEDED: Record<Audience, Closeness> = { public: 0, members: 1, spaces: 2, facilitators: 3, nobody: 4 };
/** Somebody who was asked in, and is no member. */
const GUEST = 'guest';
/** Roles that see what is for facilitators. */
const RUNNING = new Set(['facilitator', 'steward']);

type Looking = Pick<Viewer, 'personId' | 'roles'>;

/** How near the viewer stands to a person who belongs to these spaces. */
export function closenessTo(viewer: Looking, personId: number, spaceIds: Iterable<number>): Closeness {
  if (viewer.personId === personId) return 4;
  let closeness = anywhere(viewer);
  for (const id of spaceIds) {
    const role = viewer.roles.get(id);
    if (role !== undefined && RUNNING.has(role)) return 3;
    if (role !== undefined && role !== GUEST) closeness = 2;
  }
  return closeness;
}

/** How near the viewer stands, at the least, to every member of a space: for lists of them. */
export function closenessIn(viewer: Looking, space: { id: number; community_id: number }): Closeness {
  const { roles } = viewer;
  if ([space.id, space.community_id].some((id) => RUNNING.has(roles.get(id) ?? ''))) return 3;
  return roles.has(space.id) && roles.get(space.id) !== GUEST ? 2 : anywhere(viewer);
}

const anywhere = ({ roles }: Looking): Closeness => ([...roles.values()].some((role) => role !== GUEST) ? 1 : 0);

/** The closeness that an audience stands for: to show its owner what it sees. */
export function closenessAs(audience: string | null): Closeness | null {
  return AUDIENCES.includes(audience as Audience) ? NEEDED[audience as Audience] : null;
}

/** The audience of each field, as a person chose it. */
export function audiencesOf({ audiences }: { audiences: string }): Record<Field, Audience> {
  if (audiences === '{}') return FIELDS;
  let chosen = known.get(audiences);
  if (!chosen) {
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(audiences, (chosen = { ...FIELDS, ...(JSON.parse(audiences) as Partial<Record<Field, Audience>>) }));
  }
  return chosen;
}

// Most people choose the same few ways, and long lists of them are read.
const MOST_KNOWN = 2000;
const known = new Map<string, Record<Field, Audience>>();

export function maySee(person: { audiences: string }, field: Field, closeness: Closeness): boolean {
  return closeness >= NEEDED[audiencesOf(person)[field]];
}

/** The columns of a person that hold each field. */
const COLUMNS = {
  headline: ['headline'],
  organisations: ['organisation', 'organisations'],
  country: ['country'],
  time_zone: ['time_zone'],
  languages: ['languages'],
  practice: ['practice', 'practice_html'],
  can_help: ['can_help'],
  looking_for: ['looking_for'],
  bio: ['bio', 'bio_html'],
  sex: ['sex'],
} as const satisfies Partial<Record<Field, readonly string[]>>;
type Hideable = (typeof COLUMNS)[keyof typeof COLUMNS][number];

/** A row of a person as it is for others: what may be hidden is null when it is. */
export type Visible<P> = { [K in keyof P]: K extends Hideable ? P[K] | null : P[K] };

/** The columns that somebody so near does not see of whoever chose these audiences. */
function hiddenColumns(person: { audiences: string }, closeness: Closeness): readonly string[] {
  const key = `${closeness} ${person.audiences}`;
  let columns = hidden.get(key);
  if (!columns) {
    if (hidden.size >= MOST_KNOWN) hidden.clear();
    const fields = (Object.keys(COLUMNS) as (keyof typeof COLUMNS)[]).filter((field) => !maySee(person, field, closeness));
    hidden.set(key, (columns = fields.flatMap((field) => COLUMNS[field])));
  }
  return columns;
}

const hidden = new Map<string, readonly string[]>();

/** The one rule of what is seen of a person: columns whose audience is nearer than the viewer are null. */
export function visibleProfile<P extends { audiences: string }>(person: P, closeness: Closeness): Visible<P> {
  const seen: Record<string, unknown> = { ...person };
  for (const column of hiddenColumns(person, closeness)) if (column in seen) seen[column] = null;
  return seen as Visible<P>;
}
