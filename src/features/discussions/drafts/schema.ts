import * as z from 'zod';
import { LIMITS } from '../schema.ts';

const MOST_FILES = 60;
const A_DAY = 86_400_000;

/** What a draft keeps of a form: unfinished, so nothing is required and only size is checked. */
export const draftFields = z.object({
  body: z.string().max(LIMITS.body * 2, 'discussions.error.body_long').default(''),
  title: z.string().max(LIMITS.title * 4, 'discussions.error.title_long').optional(),
  tags: z.string().max(LIMITS.tags * 2, 'errors.too_long').optional(),
  type: z.enum(['conversation', 'question']).optional(),
  reply_to: z.coerce.number().int().positive().optional(),
  attachments: z.array(z.coerce.number().int().positive()).max(MOST_FILES).default([]),
});
export type DraftFields = z.output<typeof draftFields>;

/** A draft as a page sends it, and how long ago it was typed: clocks of devices disagree, spans do not. */
export const savedDraft = z.object({ fields: draftFields, age: z.number().int().min(0).max(A_DAY * 30).default(0) });
export type SavedDraft = z.output<typeof savedDraft>;

export const draftKeys = z.string().regex(/^(?:new|reply|edit):\d{1,15}$/);

/** The form that a draft belongs to: a new discussion in a space, a reply to a discussion, a change of a post. */
export function draftTarget(key: string): { kind: 'new' | 'reply' | 'edit'; id: number } | null {
  const [kind, id] = key.split(':');
  return draftKeys.safeParse(key).success ? { kind: kind as 'new' | 'reply' | 'edit', id: Number(id) } : null;
}

/** The key of the draft that belongs to a form: a new discussion in a space, a reply, an edit. */
export const draftKey = {
  start: (spaceId: number) => `new:${spaceId}`,
  reply: (discussionId: number) => `reply:${discussionId}`,
  edit: (itemId: number) => `edit:${itemId}`,
};

/** A draft as it is kept. */
export interface KeptDraft {
  fields: string;
  updated_at: number;
}
