/** Who is looking: decides every query and every page. */
export interface Viewer {
  /** null for somebody who is not signed in. */
  personId: number | null;
  handle: string | null;
  name: string | null;
  photoKey: string | null;
  language: string;
  timeZone: string;
  theme: string | null;
  /** Runs the host. */
  admin: boolean;
  /** The role in each space joined, by space id. */
  roles: ReadonlyMap<number, string>;
  /** What named roles let them do beyond that, by space id. */
  grants: ReadonlyMap<number, ReadonlySet<string>>;
  /** The spaces that they may not take part in. */
  banned: ReadonlySet<number>;
  /** An address of theirs that mail came back from for good. */
  mailStopped: string | null;
  /** The session this viewer came by; null for tokens, mail and jobs. */
  sessionToken: string | null;
}

export const ANONYMOUS: Viewer = {
  personId: null,
  handle: null,
  name: null,
  photoKey: null,
  language: 'en',
  timeZone: 'UTC',
  theme: null,
  admin: false,
  roles: new Map(),
  grants: new Map(),
  banned: new Set(),
  mailStopped: null,
  sessionToken: null,
};
