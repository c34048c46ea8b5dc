/** A made-up member of the sample community. */
export interface DemoPerson {
  /** What posts, rooms and reactions name the person by; the same as the handle. */
  key: string;
  name: string;
  handle: string;
  headline: string;
  organisation: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** A name of the IANA time zone database. */
  timeZone: string;
  /** BCP 47. */
  language: string;
  canHelpWith: string[];
  lookingFor: string;
  bio: string;
  /** Languages, the one written best first. */
  speaks: string[];
  /** Since when at the present organisation: a year or month. */
  since: string;
  before?: { name: string; from: string; to: string }[];
  practice: string;
  /** Public website bookmarks. */
  bookmarks?: { url: string; title: string; note: string; tags: string }[];
  /** Who sees what, where it is not what most in the sample chose. */
  audiences?: Record<string, string>;
  sex?: 'female' | 'male' | 'other';
  role: 'member' | 'facilitator';
  /** Days ago. */
  joined: number;
}

export interface DemoCommunity {
  slug: string;
  name: string;
  tagline: string;
  /** Markdown. */
  description: string;
  language: string;
  /** Degrees on the colour wheel. */
  hue: number;
  visibility: 'public' | 'members';
  /** Key of the person who opened it. */
  steward: string;
  /** Days ago. */
  opened: number;
}

export type DemoRoomKind = 'working-group' | 'special-interest' | 'language' | 'event';

export interface DemoRoom {
  slug: string;
  name: string;
  kind: DemoRoomKind;
  /** One sentence: what the room is for. */
  purpose: string;
  /** Markdown. */
  description: string;
  language: string;
  hue: number;
  visibility: 'public' | 'members' | 'invited' | 'secret';
  /** What a working group makes, and in how many days it is done. */
  product?: string;
  dueIn?: number;
  /** In how many days an event begins, how many days it lasts, and where. */
  startsIn?: number;
  lasts?: number;
  venue?: string;
  archived?: boolean;
  dormant?: boolean;
  facilitator: string;
  /** Keys of the people in it, the facilitator too. */
  members: string[];
  /** Days ago. */
  opened: number;
}

export type DemoReaction = 'thanks' | 'same' | 'used';

export interface DemoPost {
  /** Key of a person. */
  author: string;
  /** Before the moment when the sample is loaded, so that it is always fresh. */
  minutesAgo: number;
  /** Markdown. */
  body: string;
  via?: 'web' | 'mail';
  edited?: boolean;
  /** Who reacted, by key. */
  reactions?: Partial<Record<DemoReaction, string[]>>;
  /** Index of the earlier post that the body begins by quoting. */
  quoteOf?: number;
}

export interface DemoDiscussion {
  key: string;
  /** Slug of a room; without it the discussion stands in the community. */
  room?: string;
  type: 'question' | 'conversation';
  title: string;
  author: string;
  language: string;
  tags: string[];
  minutesAgo: number;
  pinned?: boolean;
  closed?: boolean;
  /** In the order of time; the first opens the discussion. */
  posts: DemoPost[];
  /** Index of the post that the asker accepted. */
  acceptedPost?: number;
}
