import type { Ctx } from '#platform/context.ts';
import { filesOf, type Form } from '#platform/http/form.ts';
import type { Space } from '../../communities/index.ts';
import { attach, type Attached } from '../attachments/actions.ts';
import { looseAttachments } from '../attachments/queries.ts';
import { openDraft } from '../drafts/actions.ts';

/** What somebody typed and added to a form, whether or not it can be published as it is. */
export interface TypedPost {
  fields: Record<string, string>;
  body: string;
  attachments: Attached[];
  preview: string | null;
  draftAt?: number | null;
}

export function typedPost({ fields }: Form): TypedPost {
  const single = Object.entries(fields).map(([name, value]) => [name, Array.isArray(value) ? value[0]! : value]);
  return { fields: Object.fromEntries(single) as Record<string, string>, body: String(fields.body ?? ''), attachments: [], preview: null };
}

/** Keeps the files of a form, beside those that were kept before, so that a refusal loses none of them. */
export async function withFiles(ctx: Ctx, space: Space, form: Form, typed: TypedPost): Promise<TypedPost> {
  const before = [form.fields.attachments ?? []].flat().map(Number).filter(Number.isSafeInteger);
  const kept = await looseAttachments(ctx.db, space.community_id, ctx.viewer.personId ?? 0, before);
  const added = await Promise.all(filesOf(form).map((file) => attach(ctx, space, file)));
  return { ...typed, attachments: [...kept, ...added] };
}

/** A form as it opens, filled with the draft of it that the viewer left. */
export async function withDraft(ctx: Ctx, space: Space, key: string, blank: TypedPost): Promise<TypedPost> {
  const draft = await openDraft(ctx, space, key);
  if (!draft) return blank;
  const { title, tags, type, body, files, at } = draft;
  const fields = { ...blank.fields, ...(title !== undefined && { title }), ...(tags !== undefined && { tags }), ...(type && { type }) };
  return { ...blank, fields, body, attachments: files, draftAt: at };
}
