import type { World } from '#test/world.ts';

/**
 * Who may use a route, from the most to the fewest. Everybody before is refused: somebody anonymous is
 * asked to sign in, the others are told no. In a room that they may not read, all is as if it were missing.
 *
 * open: anybody, whatever the answer (sign-in pages, links with tokens) · everyone: all who may read the place ·
 * account: whoever is signed in · member · author: whoever wrote the thing · facilitator · of_all (facilitates
 * the community, not the room alone) · steward · host
 */
export const LADDER = ['open', 'everyone', 'account', 'member', 'author', 'facilitator', 'of_all', 'steward', 'host'] as const;
export type Who = (typeof LADDER)[number];

export interface Rule {
  who: Who;
  /** Values of the address's parameters: the name of something that `things` makes, or `=text` for itself. */
  params?: Record<string, string>;
  /** What is sent with it; values `@name` are things too. */
  form?: Record<string, unknown>;
}

/** Where a route is tried: the community, or a room of it. */
export interface At {
  community: string;
  room: string | null;
  /** `/c/mel` or `/c/mel/r/surveys`. */
  href: string;
}

/**
 * The rules of a feature's routes. Keys are as Fastify prints them, without the room: a rule for
 * `GET /c/:community/x` holds for `GET /c/:community/r/:room/x` too. Every route of the application has
 * a rule, or the test fails: a new route needs a decision about who may use it.
 */
export interface FeatureRules {
  rules: Record<string, Who | Rule>;
  /** Makes things to point at, in a place, written by Leila; their ids by name. Made anew for each route that asks. */
  things?(world: World, at: At): Promise<Record<string, string>>;
}
