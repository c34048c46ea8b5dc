import { announce } from '#platform/announce.ts';
import type { Ctx } from '#platform/context.ts';
import { addPersonalData, addWrittenText, ownRows, signedRows, signOver, type Leaving, type OwnFile, type PersonalData } from '../../people/index.ts';
import * as queries from './queries.ts';

/** What all that is written keeps of people. */
export function setUpItemData(): void {
  addPersonalData(signedRows('items.author_id'));
  addPersonalData(signedRows('item_states.by_id'));
  addPersonalData(signedRows('revisions.editor_id'));
  addPersonalData(ownRows('follows.person_id', { key: ['community_id', 'item_id'] }));
  addPersonalData(reactions);
  addPersonalData(attachments);
  const rewritten = (ctx: Ctx, communityId: number, itemId: number) => announce(ctx, 'items.rewritten', { communityId, itemIds: [itemId] });
  addWrittenText({ table: 'items', id: 'id', columns: { title: 'text', slug: 'slug' }, rewritten });
  addWrittenText({ table: 'revisions', id: 'item_id', columns: { title: 'text', body: 'text' } });
  addWrittenText({ table: 'attachments', id: 'id', columns: { name: 'text', alt: 'text' } });
}

const ownReactions = ownRows('reactions.person_id', { key: ['community_id', 'item_id', 'kind'] });
const reactions: PersonalData = {
  ...ownReactions,
  async erase(ctx, leaving) {
    await queries.uncountReactions(ctx.db, leaving.personId);
    await ownReactions.erase(ctx, leaving);
  },
  async takeOver(ctx, who) {
    await ownReactions.takeOver!(ctx, who);
    // Both had thanked for the same.
    await queries.uncountReactions(ctx.db, who.from);
  },
};

/** Files: those that no post uses go, the others stay with the post that they belong to. */
const attachments: PersonalData = {
  ...signedRows('attachments.uploader_id', { without: ['blob_key', 'preview_key'] }),
  name: 'files',
  files,
  async erase({ db, ...ctx }, leaving: Leaving) {
    leaving.blobs.push(...(await queries.deleteLooseAttachments(db, leaving.personId)));
    await signOver({ db, ...ctx }, 'attachments', 'uploader_id', leaving);
  },
};

async function* files({ db, services }: Ctx, personId: number): AsyncIterable<OwnFile> {
  for (const { id, name, blob_key } of await queries.attachmentsBy(db, personId))
    if (await services.blobs.exists(blob_key)) yield { path: `files/${id}-${name}`, content: await services.blobs.read(blob_key) };
}
