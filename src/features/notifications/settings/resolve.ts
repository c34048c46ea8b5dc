import type { Level, MailMode, PushMode } from '../tables.ts';

/**
 * How near something is to a person: they must know it, whatever they chose (what moderators decide about
 * them), it is about their own standing here (a membership, what they look after), meant for them (a mention, an answer), in what they follow, a question, or anything else.
 */
export type Interest = 'binding' | 'standing' | 'personal' | 'followed' | 'question' | 'any';

/** What somebody chose for everything (0, 0), a community (its id twice) or a room; null: as one level above. */
export interface Choice {
  community_id: number;
  space_id: number;
  level: Level | null;
  mail: MailMode | null;
  push: PushMode | null;
}

export interface Where {
  communityId: number;
  /** The community itself, or a room of it. */
  spaceId: number;
}

/** The level of the tree that a value comes from. */
export type Source = 'default' | 'account' | 'community' | 'room';

export interface Effective<T> {
  value: T;
  from: Source;
}

export interface Resolved {
  level: Effective<Level>;
  mail: Effective<MailMode>;
  push: Effective<PushMode>;
}

export const DEFAULTS = { level: 'followed', mail: 'now', push: 'on' } as const;

const PASSES: Record<Level, readonly Interest[]> = {
  everything: ['personal', 'followed', 'question', 'any'],
  questions: ['personal', 'followed', 'question'],
  followed: ['personal', 'followed'],
  nothing: [],
};

/** What holds in a place: of each setting, the choice that stands nearest to it. */
export function resolvePlace(choices: readonly Choice[], { communityId, spaceId }: Where): Resolved {
  const chain = [
    { from: 'room' as const, choice: spaceId === communityId ? undefined : find(choices, communityId, spaceId) },
    { from: 'community' as const, choice: find(choices, communityId, communityId) },
    { from: 'account' as const, choice: find(choices, 0, 0) },
  ];
  const nearest = <K extends 'level' | 'mail' | 'push'>(key: K): Effective<NonNullable<Choice[K]>> => {
    const found = chain.find(({ choice }) => choice?.[key]);
    return { value: (found?.choice?.[key] ?? DEFAULTS[key]) as NonNullable<Choice[K]>, from: found?.from ?? 'default' };
  };
  return { level: nearest('level'), mail: nearest('mail'), push: nearest('push') };
}

function find(choices: readonly Choice[], communityId: number, spaceId: number): Choice | undefined {
  return choices.find((choice) => choice.community_id === communityId && choice.space_id === spaceId);
}

export interface Told {
  interest: Interest;
  /** How the person stands to the thread it is in: the lowest level of all. */
  thread: 'follow' | 'mute' | null;
}

/** Whether somebody is told of something, and how. A muted thread is silent; what is no longer followed is like anything else. */
export function resolve(choices: readonly Choice[], place: Where, { interest, thread }: Told): { page: boolean; mail: MailMode; push: boolean } {
  const { level, mail, push } = resolvePlace(choices, place);
  if (interest === 'binding') return { page: true, mail: 'now', push: push.value === 'on' };
  const near = interest === 'followed' && thread !== 'follow' ? 'any' : interest;
  const page = near === 'standing' || (thread !== 'mute' && PASSES[level.value].includes(near));
  return { page, mail: page ? mail.value : 'off', push: page && push.value === 'on' };
}
