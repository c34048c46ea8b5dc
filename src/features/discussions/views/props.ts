import type { Component } from 'svelte';
import type { FormErrors } from '#ui/form.ts';
import type { ReadableDiscussion } from '../access.ts';
import type { DiscussionLinks } from '../links.ts';
import type { ListedDiscussion } from '../listing/queries.ts';
import type { ListedPost } from '../queries.ts';
import type { ThreadPage } from '../thread.ts';

/** A discussion in a list. */
export interface DiscussionRow extends ListedDiscussion {
  href: string;
  continueHref: string;
  unread: number;
  pinned: boolean;
  closed: boolean;
  answered: boolean;
  excerpt: string;
  /** The room it stands in, in lists of the whole community. */
  room: { name: string; href: string } | null;
}

export const OWN_FILTERS = ['unread', 'following', 'mine'] as const;
export const LIST_FILTERS = ['latest', 'questions', 'unanswered', ...OWN_FILTERS] as const;
export type ListFilterName = (typeof LIST_FILTERS)[number];

export interface ListProps {
  list: string;
  rows: DiscussionRow[];
  older: string | null;
  filter: ListFilterName;
  tag: string | null;
  tags: { slug: string; name: string }[];
  total: number;
  canStart: boolean;
  /** Where an open page hears what moves; null on older pages, where nothing does. */
  live: string | null;
}

/** What a composer is filled with. */
export interface ComposerValues {
  body: string;
  /** The key of a form that comes back; null for a new one. */
  once: string | null;
  /** The draft that belongs to this form. */
  draftKey: string;
  replyTo: Pick<ListedPost, 'id' | 'author_name'> | null;
  attachments: { id: number; name: string }[];
  /** The rendered preview, when it was asked for without script. */
  preview: string | null;
  /** When the draft was typed that the form is filled with, in milliseconds since the epoch. */
  draftAt?: number | null;
  /** Where answers by mail to this will go, where mail is received. */
  byMail?: 'list' | 'author' | null;
}

export interface ThreadProps {
  discussion: Pick<
    ReadableDiscussion,
    'id' | 'title' | 'type' | 'language' | 'post_count' | 'people_count' | 'closed_at' | 'closed_by' | 'pinned_at' | 'answer_id'
  >;
  links: DiscussionLinks;
  /** The address of the community. */
  base: string;
  signedIn: boolean;
  thread: ThreadPage;
  /** null when the viewer cannot write here. */
  composer: ComposerValues | null;
  errors: FormErrors;
  signInHref: string | null;
  answer: { name: string; href: string } | null;
  /** Whether there is another room to move it to. */
  canMove: boolean;
  /** What other features show in the rail. */
  rail: { view: Component<never>; props: object }[];
}
