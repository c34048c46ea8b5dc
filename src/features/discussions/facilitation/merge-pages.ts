import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '#platform/errors.ts';
import { idParam, parseInput, query, typed } from '#platform/http/params.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { PLACES, placeOf, type RequestPlace } from '../../communities/index.ts';
import { facilitatedDiscussion, type FacilitatedDiscussion } from '../access.ts';
import { linksOf } from '../links.ts';
import { merging } from '../schema.ts';
import Merge from '../views/Merge.svelte';
import { merge } from './actions.ts';
import { mergeCandidates } from './candidates.ts';
import { formPage } from './pages.ts';

const LONGEST = 500;

export function mergePages(app: FastifyInstance): void {
  for (const at of PLACES) {
    app.get(`${at}/discussions/:id/merge`, mergePage);
    app.post(`${at}/discussions/:id/merge`, mergeDiscussion);
  }
}

async function mergePage(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const discussion = await facilitatedDiscussion(request.ctx, place, idParam(request));
  return mergeForm(request, reply, place, discussion, { asked: query(request, 'q') ?? '', into: '' }, {}, 200);
}

async function mergeForm(
  request: FastifyRequest,
  reply: FastifyReply,
  place: RequestPlace,
  discussion: FacilitatedDiscussion,
  { asked, into }: { asked: string; into: string },
  errors: FormErrors,
  status: number,
): Promise<FastifyReply> {
  const text = asked.trim().slice(0, LONGEST);
  const { self } = linksOf(place, discussion.home, discussion);
  const candidates = await mergeCandidates(request.ctx, discussion, text);
  const props = { title: discussion.title, self, asked: text, candidates, into, errors };
  return formPage(request, reply, place, Merge, props, 'discussions.merge', status);
}

async function mergeDiscussion(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const place = await placeOf(request);
  const discussion = await facilitatedDiscussion(ctx, place, idParam(request));
  return attempt(
    request,
    async () => {
      const { into } = parseInput(merging, request.body);
      const target = await facilitatedDiscussion(ctx, place, into).catch((cause: unknown) => {
        throw new Refusal('invalid', 'errors.invalid', { fields: { into: 'discussions.error.merge_into' }, cause });
      });
      await merge(ctx, discussion, target);
      flash(reply, 'discussions.merged');
      return seeOther(reply, linksOf(place, target.home, target).self);
    },
    (errors, status) => {
      const [asked, into] = [String(typed(request).q ?? ''), String(typed(request).into ?? '')];
      return mergeForm(request, reply, place, discussion, { asked: asked || (/^\d*$/.test(into) ? '' : into), into }, errors, status);
    },
  );
}
