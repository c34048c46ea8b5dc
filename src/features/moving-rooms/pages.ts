import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { parseInput, query, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { addRoomFate, hrefOf, inSteering, placeOf, type RequestPlace } from '../communities/index.ts';
import { mayMove, movableRoom, targetPlace, targetsFor, type MovableRoom } from './access.ts';
import { moveRoom } from './moving.ts';
import { foresee, widens } from './plan.ts';
import { moveOf } from './queries.ts';
import { confirmed, roomMove } from './schema.ts';
import Choose from './views/Choose.svelte';
import Move from './views/Move.svelte';
import OnItsWay from './views/OnItsWay.svelte';

/** First the choice of the community, then what will happen, and the name of the room to say that it should. */
export function movingPages(app: FastifyInstance): void {
  addRoomFate({ path: '/move', label: 'moving_rooms.title', text: 'moving_rooms.about', choose: 'moving_rooms.choose', may: mayMove });
  app.get('/c/:community/r/:room/move', (request, reply) => show(request, reply, {}, 200));
  app.post('/c/:community/r/:room/move', move);
}

async function show(request: FastifyRequest, reply: FastifyReply, errors: FormErrors, status: number): Promise<FastifyReply> {
  const { ctx } = request;
  const place = await placeOf(request);
  const room = movableRoom(ctx, place);
  const t = translator(ctx.viewer.language);
  const href = hrefOf(place.community, room);
  const options = inSteering(request, place, { title: t('moving_rooms.title'), status });
  if (room.state === 'moving') {
    const under = await moveOf(ctx.db, room.id);
    return page(request, reply, OnItsWay, { name: room.name, href, done: under?.moved_count ?? 0, of: under?.item_count ?? 0 }, options);
  }
  const to = query(request, 'to') ?? (typeof typed(request).to === 'string' ? (typed(request).to as string) : '');
  const targets = await targetsFor(ctx, place);
  if (!targets.some(({ slug }) => slug === to)) {
    const props = { name: room.name, href, archived: room.state === 'archived', targets: targets.map(({ slug, name }) => ({ value: slug, label: name })), errors };
    return page(request, reply, Choose, props, options);
  }
  return page(request, reply, Move, await foreseen(request, place, room, to, errors), options);
}

async function foreseen(request: FastifyRequest, place: RequestPlace, room: MovableRoom, to: string, errors: FormErrors) {
  const { ctx } = request;
  const target = await targetPlace(ctx, place, to);
  const will = await foresee(ctx, place, room, target);
  return {
    room: { name: room.name, slug: room.slug, visibility: room.visibility, members: room.member_count },
    href: hrefOf(place.community, room),
    from: place.community.name,
    into: target.community.name,
    to,
    base: `${hrefOf(target.community)}/r/`,
    will,
    wider: will.readers.filter((readers) => widens(room, place.community, readers)),
    values: typed(request) as Record<string, string>,
    errors,
  };
}

async function move(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const place = await placeOf(request);
  const room = movableRoom(ctx, place);
  return attempt(
    request,
    async () => {
      const wish = parseInput(roomMove, request.body);
      // Sent twice: it is there already.
      if (place.community.slug === wish.to) return seeOther(reply, hrefOf(place.community, room));
      const { community } = await targetPlace(ctx, place, wish.to);
      parseInput(confirmed(room.name), request.body);
      const { arrived, slug } = await moveRoom(ctx, place, room, community, wish);
      flash(reply, arrived ? 'moving_rooms.done' : 'moving_rooms.begun', { room: room.name, into: community.name });
      return seeOther(reply, arrived ? hrefOf(community, { slug }) : hrefOf(place.community, room));
    },
    (errors, status) => show(request, reply, errors, status),
  );
}
