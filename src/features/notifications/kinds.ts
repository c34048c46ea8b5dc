import type { Ctx } from '#platform/context.ts';
import type { OutgoingMail } from '#platform/mail/mailer.ts';
import type { Space } from '../communities/index.ts';
import type { Interest } from './settings/resolve.ts';

/** The reason of what somebody did themselves and wishes to have by mail all the same. */
export const OWN = 'own';

/** Why somebody is told: how near it is to them, and the sentence that says so. */
export interface Reason {
  interest: Interest;
  /** Key of a text: "You follow this discussion." Values: `{place}`, `{host}`. */
  why: string;
}

/** An item as far as lines of the inbox speak of it. */
export interface LineItem {
  id: number;
  kind: string;
  title: string | null;
  slug: string | null;
  deleted: boolean;
}

/** One or more notifications of a bundle, as the inbox shows them: one line. */
export interface Line {
  /** The newest of them, by which the line is known. */
  id: number;
  kind: string;
  reason: string;
  /** How many are bundled. */
  count: number;
  /** The oldest unread of them, where one continues. */
  itemId: number | null;
  item: LineItem | null;
  threadId: number | null;
  thread: LineItem | null;
  /** Whoever did it, newest first, each once. */
  actors: { name: string; handle: string; photo: string | null }[];
  /** What `notify` was given with the newest. */
  data: Record<string, unknown>;
  community: Space | null;
  space: Space | null;
  at: number;
  unread: boolean;
}

export interface Rendered {
  title: string;
  /** A path of this site. */
  href: string;
  text: string;
  /** Where its thread can be followed or muted. */
  follow?: string;
}

/** What a mail is made of: the line as its person sees it, and where they can end this kind of mail. */
export interface MailRequest {
  line: Line;
  /** The sentence that says why they get it. */
  why: string;
  unsubscribe: string;
}

export interface NotificationKind {
  /** `feature.what`, such as `moderation.decided`. */
  name: string;
  reasons: Record<string, Reason>;
  /** Channels that it goes by, as far as the person's settings let it; all where nothing is said. */
  defaults?: { mail?: boolean; push?: boolean };
  /** What comes again and again and can be ended by itself: `what` is the key of words after "no". */
  ends?: { what: string; end(ctx: Ctx, personId: number): Promise<void> };
  /** Goes to people who may not (yet) read the space, such as an invitation. */
  toAnyone?: boolean;
  /** The words of a line; the context's viewer is its person. Null when there is nothing to show any more. */
  render(ctx: Ctx, line: Line): Rendered | null | Promise<Rendered | null>;
  /** First words of items for a digest, by id, for whom the context's viewer is; what they have read is left out. In few statements. */
  excerpts?(ctx: Ctx, items: { communityId: number; id: number }[]): Promise<Map<number, Excerpt>>;
  /** The mail to its person; without this, a short letter is made of what `render` says. Null declines. */
  mail?(ctx: Ctx, request: MailRequest): Promise<Omit<OutgoingMail, 'to'> | null>;
}

/** What a digest shows of an item. */
export interface Excerpt {
  by: string;
  words: string;
  /** By which kind of address, and which numbers, it is answered by mail; `alone` where that reaches its author only. */
  reply?: { kind: string; target: number[]; alone?: boolean };
}

const kinds = new Map<string, NotificationKind>();

/** Makes a kind of notification known: call it in a feature's `setUp`. */
export function addNotificationKind(kind: NotificationKind): void {
  kinds.set(kind.name, kind);
}

/** Every kind with each of its reasons. */
export function notificationReasons(): { kind: string; reason: string; interest: Interest }[] {
  return [...kinds.values()].flatMap(({ name, reasons }) => Object.entries(reasons).map(([reason, { interest }]) => ({ kind: name, reason, interest })));
}

export function notificationKind(name: string): NotificationKind | undefined {
  return kinds.get(name);
}
