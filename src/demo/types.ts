/** The sample community as data; times are minutes before the moment it is loaded, so that it is always fresh. */
export interface DemoPerson {
  key: string;
  name: string;
  headline: string;
  organisation: string;
  /** ISO 3166-1. */
  country: string;
  timeZone: string;
  language: string;
  bio: string;
  facilitates?: boolean;
  joinedDaysAgo: number;
}

export interface DemoRoom {
  slug: string;
  name: string;
  tagline: string;
  visibility: 'public' | 'members' | 'invited';
  description: string;
  members: string[];
}

export interface DemoPost {
  author: string;
  minutesAgo: number;
  body: string;
  via?: 'mail';
  edited?: boolean;
  reactions?: Partial<Record<'thanks' | 'same' | 'used', string[]>>;
}

export interface DemoDiscussion {
  room?: string;
  type: 'question' | 'conversation';
  title: string;
  language: string;
  tags: string[];
  pinned?: boolean;
  closed?: boolean;
  /** The index of the post that answered. */
  acceptedPost?: number;
  posts: DemoPost[];
}
