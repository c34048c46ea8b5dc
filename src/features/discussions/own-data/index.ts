import { announce } from '#platform/announce.ts';
import type { Ctx } from '#platform/context.ts';
import { translator } from '#platform/i18n/index.ts';
import { renderMarkdown } from '#platform/text/markdown.ts';
import { countInSpace } from '../../communities/index.ts';
import { insertState } from '../../items/index.ts';
import { addPersonalData, addWrittenText, exemptColumn, ownRows, signedRows, signOver, type Leaving, type OwnFile, type PersonalData } from '../../people/index.ts';
import { updateItem } from '../posts/queries.ts';
import * as queries from './queries.ts';

/** What discussions keep of those who write and read. */
export function setUpDiscussionData(): void {
  addPersonalData(signedRows('discussions.last_author_id'));
  addPersonalData({ ...signedRows('discussion_people.person_id'), takeOver: ({ db }, who) => queries.joinWriters(db, who) });
  for (const column of ['read_marks.person_id', 'drafts.person_id']) addPersonalData(ownRows(column));
  addPersonalData(ownRows('archive_authors.person_id', { key: [] }));
  exemptColumn('archive_authors.author_key', 'goes with its row');
  // After these, as it looks at who else wrote; what is later here is done earlier.
  addPersonalData(posts);
  const rewritten = (ctx: Ctx, communityId: number, itemId: number) => announce(ctx, 'discussions.signed_over', { communityId, itemIds: [itemId] });
  addWrittenText({ table: 'posts', id: 'item_id', columns: { body: 'text', html: 'html' }, rewritten });
}

const posts: PersonalData = {
  ...signedRows('posts.author_id', { without: ['html'] }),
  name: 'posts',
  files: asMarkdown,
  async erase(ctx, leaving) {
    const written = await queries.writtenBy(ctx.db, leaving.personId);
    if (!leaving.keep) for (const post of written) await takeAway(ctx, leaving, post);
    await signAll(ctx, leaving, written);
  },
  async anonymise(ctx, leaving) {
    await signAll(ctx, leaving, (await queries.writtenBy(ctx.db, leaving.personId)).filter((post) => post.community_id === leaving.communityId));
  },
  async takeOver(ctx, who) {
    const written = await queries.writtenBy(ctx.db, who.from);
    await signedRows('posts.author_id').takeOver!(ctx, who);
    await sayAll(ctx, written);
  },
};

type Written = Awaited<ReturnType<typeof queries.writtenBy>>[number];

async function signAll(ctx: Ctx, leaving: Leaving, written: Written[]): Promise<void> {
  await signOver(ctx, 'posts', 'author_id', leaving);
  await sayAll(ctx, written);
}

async function sayAll(ctx: Ctx, written: Written[]): Promise<void> {
  for (const [communityId, own] of Map.groupBy(written, (post) => post.community_id))
    await announce(ctx, 'discussions.signed_over', { communityId, itemIds: own.map((post) => post.item_id) });
}

/** Leaves a trace of a post, without its words. What others answered to stays to be answered. */
async function takeAway(ctx: Ctx, leaving: Leaving, post: Written): Promise<void> {
  const { community_id: communityId, item_id: id, discussion_id: discussionId } = post;
  const opening = id === discussionId;
  const t = translator(ctx.viewer.language);
  const stays = opening && (await queries.othersWrote(ctx.db, communityId, discussionId, leaving.personId));
  const body = stays ? t('discussions.left.body') : '';
  leaving.blobs.push(...(await queries.emptyPost(ctx.db, communityId, id, { body, html: body && renderMarkdown(body).html })));
  if (opening) await updateItem(ctx.db, communityId, id, { title: t('discussions.left.title'), slug: '' });
  if (stays) return;
  await queries.dropAnswer(ctx.db, communityId, discussionId, id);
  if (!(await insertState(ctx.db, communityId, id, 'deleted', { id: null, at: ctx.now }))) return;
  await countInSpace(ctx.db, communityId, post.space_id, { posts: -1, ...(opening && { discussions: -1 }) });
}

/** Each post as a Markdown file, with where and when. */
async function* asMarkdown({ db }: Ctx, personId: number): AsyncIterable<OwnFile> {
  for (const post of await queries.writtenBy(db, personId)) {
    const head = { title: post.title, community: post.community, discussion: post.discussion_id, number: post.number, written: new Date(post.created_at).toISOString(), via: post.via };
    const lines = Object.entries(head).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
    const name = `${post.discussion_id}${post.slug ? `-${post.slug.slice(0, 60)}` : ''}-${post.number}`;
    yield { path: `posts/${post.community}/${name}.md`, content: Buffer.from(`---\n${lines.join('\n')}\n---\n\n${post.body}\n`) };
  }
}
