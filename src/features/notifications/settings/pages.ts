import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Ctx } from '#platform/context.ts';
import { parseInput, typed } from '#platform/http/params.ts';
import { Refusal } from '#platform/errors.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { chooseLetters, wantsLetters } from '../../communities/index.ts';
import { settingsPage } from '../../people/index.ts';
import { ownId } from '../own.ts';
import { wishesOf } from '../digest/queries.ts';
import { publicKey } from '../push/keys.ts';
import { devicesOf } from '../push/actions.ts';
import { choice, quietHours, wishes } from '../schema.ts';
import Settings from '../views/Settings.svelte';
import { choose, takePreset, type Chosen } from './actions.ts';
import { quietHoursOf } from './queries.ts';
import { PRESETS, settingsTree, type Preset } from './tree.ts';

const SETTINGS = '/me/settings/notifications';

export function settingsPages(app: FastifyInstance): void {
  app.get(SETTINGS, (request, reply) => show(request, reply, {}, 200));
  app.post(SETTINGS, save);
  app.post(`${SETTINGS}/preset`, preset);
}

/** All places with the addresses of their communities and rooms, and the quiet hours. */
export async function loadSettings(ctx: Ctx) {
  const personId = ownId(ctx);
  const tree = await settingsTree(ctx, personId);
  const hours = await quietHoursOf(ctx.db, personId);
  const mail = (await wishesOf(ctx.db, [personId])).get(personId)!;
  const facilitates = ctx.viewer.roles.values().some((role) => role === 'facilitator' || role === 'steward');
  const communities = tree.communities.flatMap((node) => [
    { community: node.slug, room: null, node },
    ...node.rooms.map((room) => ({ community: node.slug, room: room.slug, node: room })),
  ]);
  return { ...tree, workLetters: facilitates ? await wantsLetters(ctx.db, personId) : null, places: [{ community: null, room: null, node: tree.account }, ...communities], mail: { at: clock(mail.minute), near: mail.near, own: mail.own }, quiet: hours && { since: clock(hours.since), until: clock(hours.until) } };
}

async function show(request: FastifyRequest, reply: FastifyReply, errors: FormErrors, status: number): Promise<FastifyReply> {
  const { ctx } = request;
  const { account, communities, quiet, mail, workLetters } = await loadSettings(ctx);
  const props = {
    account,
    communities,
    quiet,
    mail,
    workLetters,
    typed: typed(request) as Record<string, string>,
    errors,
    presets: Object.keys(PRESETS) as Preset[],
    devices: await devicesOf(ctx, ownId(ctx)),
    pushKey: await publicKey(ctx.services),
  };
  return settingsPage(request, reply, SETTINGS, Settings, props, status);
}

/** Minutes of the day as a time field has them. */
function clock(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((n) => String(n).padStart(2, '0')).join(':');
}

async function save(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  ownId(request.ctx);
  return attempt(
    request,
    async () => {
      const fields = typed(request);
      const { since, until } = fields;
      const quiet = fields.quiet === 'yes' ? parseInput(quietHours, { since, until }) : null;
      const { at, near, own } = fields;
      await choose(request.ctx, chosenIn(fields), quiet, at === undefined ? undefined : parseInput(wishes, { at, near, own }));
      if (fields.work_letters !== undefined) await chooseLetters(request.ctx, ownId(request.ctx), [fields.work_letters].flat().includes('yes'));
      flash(reply, 'notifications.saved');
      return seeOther(reply, SETTINGS);
    },
    (errors, status) => show(request, reply, errors, status),
  );
}

/** The fields of the form are called `level.1.5`: the setting, the community, the space. */
function chosenIn(fields: Record<string, unknown>): Chosen[] {
  const places = new Set(Object.keys(fields).flatMap((name) => /^(?:level|mail|push)\.(\d{1,15}\.\d{1,15})$/.exec(name)?.[1] ?? []));
  return [...places].map((place) => {
    const [communityId, spaceId] = place.split('.').map(Number) as [number, number];
    return { communityId, spaceId, ...parseInput(choice, { level: fields[`level.${place}`], mail: fields[`mail.${place}`], push: fields[`push.${place}`] }) };
  });
}

async function preset(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  ownId(request.ctx);
  const name = String(typed(request).preset ?? '');
  if (!Object.hasOwn(PRESETS, name)) throw new Refusal('invalid', 'notifications.error.choice');
  await takePreset(request.ctx, name as Preset);
  flash(reply, 'notifications.saved');
  return seeOther(reply, SETTINGS);
}
