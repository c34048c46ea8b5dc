import type { Ctx } from '../../context.ts';
import type { Attachment } from '../archive/body.ts';

/** A mail that answers something, its sender proven to be the viewer. */
export interface MailAnswer {
  /** What its author wrote, without what was quoted. */
  text: string;
  /** The title that its subject gives, without marks of answers. */
  subject: string;
  /** The first word, in lower case, where the first line is short: "approve", "yes". */
  word: string | null;
  /** What stands after that word on its line. */
  rest: string;
  messageId: string;
  /** The mail as it was kept, and the address in its From. */
  mailId: number;
  from: string | null;
  files: Attachment[];
}

/** The word that a mail says, where it says nothing else. */
export function onlyWord({ word, text }: Pick<MailAnswer, 'word' | 'text'>): string | null {
  return word === text.toLowerCase().replace(/[.,!\s]+$/, '') ? word : null;
}

/** What became of a mail, for the host's log; and what its sender is told. */
export interface Reaction {
  status: 'posted' | 'held' | 'done' | 'refused' | 'ignored';
  /** Key of a text below `mail_in.reason.`. */
  reason: string;
  communityId?: number;
  itemId?: number;
  /** The once key of what was held, so that the mail finds its post when that is released. */
  heldKey?: string;
  /** Texts of the answering letter, in the language of the sender; none is sent without. */
  tell?: { subject: string; paragraphs: string[]; button?: { href: string; label: string } };
}

/** Something that can be answered by replying to the mail about it. */
export interface ReplyTarget {
  /** One to three letters, in the address. Never change one: mails with it are out there. */
  kind: string;
  /** Whoever has the address may use it, also without an account: it was in a mail to them alone. The viewer may be anonymous. */
  anyone?: boolean;
  /** Also when a machine wrote the mail, as some do to unsubscribe. */
  machines?: boolean;
  /** `ctx.viewer` is who answers; `target` the numbers that the address was made of. */
  answer(ctx: Ctx, target: number[], mail: MailAnswer): Promise<Reaction>;
}

/** What a mail system said of mail that we sent: it cannot arrive, not now, or is not wanted. */
export interface Bounced {
  kind: 'hard' | 'soft' | 'complaint';
  said: string;
}

/** Hears what comes back of mail to people who have no account. */
export interface BounceTarget {
  /** One to three letters, in the envelope address. Never change one. */
  kind: string;
  bounced(ctx: Ctx, target: number[], bounced: Bounced): Promise<void>;
}

/** Where a command was sent to. */
export interface CommandPlace {
  communityId: number;
  spaceId: number;
}

/** Something that is done by a mail to `<community>-request@`, or to an address of its own. */
export interface MailCommand {
  /** Its names, in the languages that members may write it in; the first is listed. */
  names: string[];
  /** Key of what it does, for the help. */
  about: string;
  run(ctx: Ctx, place: CommandPlace, mail: MailAnswer): Promise<Reaction>;
}

const targets = new Map<string, ReplyTarget>();
const bounces = new Map<string, BounceTarget>();
const commands: MailCommand[] = [];

export function addReplyTarget(target: ReplyTarget): void {
  targets.set(target.kind, target);
}

export function replyTarget(kind: string): ReplyTarget | undefined {
  return targets.get(kind);
}

export function addBounceTarget(target: BounceTarget): void {
  bounces.set(target.kind, target);
}

export function bounceTarget(kind: string): BounceTarget | undefined {
  return bounces.get(kind);
}

export function addMailCommand(command: MailCommand): void {
  const at = commands.findIndex(({ names }) => names[0] === command.names[0]);
  if (at >= 0) commands[at] = command;
  else commands.push(command);
}

export function mailCommand(name: string): MailCommand | undefined {
  return commands.find(({ names }) => names.includes(name.toLowerCase()));
}

export function allMailCommands(): MailCommand[] {
  return commands;
}
