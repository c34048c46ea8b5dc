import { announce } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import { invalidField, notFound, Refusal } from '#platform/errors.ts';
import { once } from '#platform/once/index.ts';
import { slug as slugOf } from '#platform/text/excerpt.ts';
import { renderMarkdown } from '#platform/text/markdown.ts';
import type { Place, Space, SpaceFor } from '../../communities/index.ts';
import { insertItem, insertState } from '../../items/index.ts';
import { commonPlace, type EDIT, type EditedIssue } from '../access.ts';
import { blocksOf, issueById, type Block, type Issue } from '../queries.ts';
import { LIMITS, type IssueHead, type NewIssue, type WholeIssue } from '../schema.ts';
import { cardKey, loadCards, type DraftBlock } from '../sources.ts';
import type { Audience, BlockKind, IssueState, Step, Weight } from '../tables.ts';
import * as queries from './queries.ts';

export type EditedSpace = SpaceFor<typeof EDIT>;
type Head = Omit<NewIssue, 'title'> & { title: string; introduction?: string; language?: string | undefined; audience?: 'readers' | 'members' | undefined };

/** Begins an issue. */
export async function makeIssue(ctx: Ctx, space: EditedSpace, head: Head, blocks: DraftBlock[], onceKey: string | null = null): Promise<number> {
  return once(ctx, onceKey, (ctx) => insertWhole(ctx, space, head, blocks, { step: 'made' }));
}

/** Writes an issue with its blocks: by a person, or by itself for a month. */
export async function insertWhole(ctx: Ctx, space: Space, head: Head, blocks: DraftBlock[], { step, month = null }: { step: Step; month?: string | null }): Promise<number> {
  const language = head.language ?? space.language;
  const base = { community_id: space.community_id, space_id: space.id };
  const item = { ...base, parent_id: null, kind: 'newsletter', title: head.title, slug: slugOf(head.title), author_id: ctx.viewer.personId, language };
  const id = await insertItem(ctx.db, { ...item, created_at: ctx.now, updated_at: ctx.now });
  const introduction = head.introduction ?? '';
  await queries.insertIssue(ctx.db, {
    ...base,
    item_id: id,
    template: head.template,
    introduction,
    introduction_html: htmlOf(introduction),
    audience: head.audience ?? usualAudience(space),
    state: 'draft',
    month,
  });
  await queries.insertBlocks(ctx.db, blocks.map((block, index) => rowOf(space.community_id, id, index + 1, block)));
  await noteStep(ctx, { community_id: space.community_id, id, space_id: space.id }, step);
  return id;
}

function rowOf(communityId: number, issueId: number, position: number, block: DraftBlock) {
  const text = block.text ?? '';
  const item = block.kind === 'item' ? { source: block.source, item_id: block.itemId, weight: block.weight ?? 'card' } : { source: null, item_id: null, weight: 'card' as const };
  return { community_id: communityId, issue_id: issueId, position, kind: block.kind, text, html: block.kind === 'text' ? htmlOf(text) : '', ...item, card: null };
}

const htmlOf = (text: string) => (text === '' ? '' : renderMarkdown(text).html);

/** Writes down what was done with an issue, and tells pages and search. */
export async function noteStep(ctx: Ctx, issue: Pick<Issue, 'community_id' | 'id' | 'space_id'>, step: Step, note: string | null = null): Promise<void> {
  await queries.insertStep(ctx.db, { community_id: issue.community_id, issue_id: issue.id, step, by_id: ctx.viewer.personId, note, at: ctx.now });
  await announce(ctx, `newsletters.${step}`, { communityId: issue.community_id, spaceId: issue.space_id, itemId: issue.id });
}

/** Brings an issue from one of some states to another; refuses when somebody was there first. */
export async function turn(ctx: Ctx, issue: Issue, from: IssueState[], values: Parameters<typeof queries.updateIssue>[4]): Promise<void> {
  if (!(await queries.updateIssue(ctx.db, issue.community_id, issue.id, from, values))) throw new Refusal('conflict', 'newsletters.error.state');
}

/** What the page of a draft sends: all of it, and one thing to do besides. */
export interface Draft {
  head: IssueHead;
  /** Texts by block; those left out stay. */
  texts: ReadonlyMap<number, string>;
  /** How much room items take, by block. */
  weights: ReadonlyMap<number, Weight>;
  /** The draft that was changed, by when it was; null where nobody looked. */
  version: number | null;
}
export type Act = { do: 'up' | 'down' | 'remove'; block: number } | { do: 'add'; kind: Exclude<BlockKind, 'item'> };

/** Keeps a draft as it was typed, then moves, removes or adds a block; answers the block to go to. */
export async function saveDraft(ctx: Ctx, issue: EditedIssue, { head, texts, weights, version }: Draft, act: Act | null): Promise<number | null> {
  const { title, introduction, language, audience } = head;
  return changeDraft(ctx, issue, version, async (ctx) => {
    await turn(ctx, issue, ['draft'], { introduction, introduction_html: htmlOf(introduction), audience });
    await queries.updateItem(ctx.db, issue.community_id, issue.id, { title, slug: slugOf(title), language, updated_at: ctx.now });
    const blocks = await blocksOf(ctx.db, issue.community_id, issue.id);
    for (const block of blocks) {
      const { text, weight } = { text: texts.get(block.id) ?? block.text, weight: weights.get(block.id) ?? block.weight };
      if (text !== block.text || weight !== block.weight) await queries.updateBlock(ctx.db, block, { text, weight, html: block.kind === 'text' ? htmlOf(text) : '' });
    }
    if (!act) return null;
    if (act.do === 'add') return (await append(ctx, issue, [{ kind: act.kind, text: '' }]))[0]!;
    return change(ctx, blocks, act);
  });
}

// What waits, is approved or has gone is not changed, and nobody overwrites what they have not seen.
async function changeDraft<T>(ctx: Ctx, issue: EditedIssue, version: number | null, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  return transaction(ctx, async (ctx) => {
    await turn(ctx, issue, ['draft'], { state: 'draft' });
    // Read again now that the row is ours.
    const { updated_at } = (await issueById(ctx.db, issue.community_id, issue.id)) ?? issue;
    if (version !== null && version !== updated_at) throw new Refusal('conflict', 'newsletters.error.version');
    const result = await work(ctx);
    await queries.updateItem(ctx.db, issue.community_id, issue.id, { updated_at: Math.max(ctx.now, updated_at + 1) });
    return result;
  });
}

async function append(ctx: Ctx, issue: EditedIssue, blocks: DraftBlock[]): Promise<number[]> {
  const { count, last } = await queries.lastPosition(ctx.db, issue.community_id, issue.id);
  if (Number(count) + blocks.length > LIMITS.blocks) throw invalidField('items', 'newsletters.error.many');
  return queries.insertBlocks(ctx.db, blocks.map((block, index) => rowOf(issue.community_id, issue.id, Number(last) + index + 1, block)));
}

/** Takes a block away, or puts it before the one above or after the one below. At an end it stays. */
async function change(ctx: Ctx, blocks: Block[], act: { do: 'up' | 'down' | 'remove'; block: number }): Promise<number | null> {
  const from = blocks.findIndex(({ id }) => id === act.block);
  const block = blocks[from];
  if (!block) throw notFound();
  if (act.do === 'remove') {
    await queries.deleteBlock(ctx.db, block);
    return blocks[from + 1]?.id ?? blocks[from - 1]?.id ?? null;
  }
  const order = blocks.toSpliced(from, 1).toSpliced(Math.max(0, from + (act.do === 'up' ? -1 : 1)), 0, block);
  for (const [index, own] of order.entries()) if (own.position !== index + 1) await queries.updateBlock(ctx.db, own, { position: index + 1 });
  return block.id;
}

/** Adds items, each once; those that not every reader may read are refused. */
export async function pickItems(ctx: Ctx, issue: EditedIssue, names: string[]): Promise<void> {
  const wanted = names.map((name) => ({ kind: 'item' as const, source: name.split(':')[0]!, itemId: Number(name.split(':')[1]) }));
  await refuseUnreadable(ctx, commonPlace(issue.place.spaces, issue.home, issue.audience), wanted);
  await changeDraft(ctx, issue, null, async (ctx) => {
    const there = new Set((await blocksOf(ctx.db, issue.community_id, issue.id)).map((block) => cardKey(block.source ?? '', block.item_id ?? 0)));
    await append(ctx, issue, wanted.filter(({ source, itemId }) => !there.has(cardKey(source, itemId))));
  });
}

async function refuseUnreadable(ctx: Ctx, place: Place, items: { source: string; itemId: number }[]): Promise<void> {
  const cards = await loadCards(ctx, place, items);
  if (items.some(({ source, itemId }) => !cards.has(cardKey(source, itemId)))) throw invalidField('items', 'newsletters.error.items');
}

/** Throws a draft away. What has gone out stays in the archive. */
export async function discardIssue(ctx: Ctx, issue: EditedIssue): Promise<void> {
  await transaction(ctx, async (ctx) => {
    await turn(ctx, issue, ['draft'], { state: 'draft' });
    await insertState(ctx.db, issue.community_id, issue.id, 'deleted', { id: ctx.viewer.personId, at: ctx.now });
    await announce(ctx, 'newsletters.discarded', { communityId: issue.community_id, itemId: issue.id });
  });
}

/** The blocks of a draft that a program sends; items must be there for every reader. */
export async function blocksFrom(ctx: Ctx, place: Place, blocks: NonNullable<WholeIssue['blocks']>, audience: Audience): Promise<DraftBlock[]> {
  const drafted = blocks.map((block) => (block.kind === 'item' ? { kind: block.kind, source: block.source, itemId: block.item_id, text: block.text, weight: block.weight } : block));
  await refuseUnreadable(ctx, commonPlace(place.spaces, place.space, audience), drafted.filter((block) => block.kind === 'item'));
  return drafted;
}

export const usualAudience = (space: Space): Audience => (space.visibility === 'public' ? 'readers' : 'members');
