import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { announce } from '#platform/announce.ts';
import { transaction } from '#platform/context.ts';
import { parseInput, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { inPlace, logChange, PLACES, placeOf, spaceFor, type RequestPlace } from '../../communities/index.ts';
import { EDIT } from '../access.ts';
import { listOf } from '../links.ts';
import { newsletterSettings } from '../schema.ts';
import SettingsView from '../views/Settings.svelte';
import { setSettings, settingsOf } from './queries.ts';

export function settingsPages(app: FastifyInstance): void {
  for (const at of PLACES) {
    app.get(`${at}/newsletters/settings`, settings);
    app.post(`${at}/newsletters/settings`, save);
  }
}

async function settings(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const space = spaceFor(request.ctx, place, EDIT);
  return form(request, reply, place, await settingsOf(request.ctx.db, space), {}, 200);
}

function form(request: FastifyRequest, reply: FastifyReply, place: RequestPlace, values: object, errors: FormErrors, status: number): FastifyReply {
  const t = translator(request.ctx.viewer.language);
  const list = listOf(place, place.space);
  const zones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
  const props = { action: `${list}/settings`, values: values as Record<string, string | boolean>, zones, errors };
  const crumbs = [{ href: list, label: t('newsletters.title') }];
  return page(request, reply, SettingsView, props, inPlace(request, place, { title: t('newsletters.settings'), door: 'know', crumbs, status, noIndex: true }));
}

async function save(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const space = spaceFor(request.ctx, place, EDIT);
  return attempt(
    request,
    async () => {
      const { approval = 'no', clicks = 'no', monthly = 'no', zone } = typed(request);
      const values = parseInput(newsletterSettings, { approval, clicks, monthly, zone });
      await transaction(request.ctx, async (ctx) => {
        await setSettings(ctx.db, space, values);
        await logChange(ctx, space, 'newsletters', {});
        await announce(ctx, 'newsletters.settings_changed', { communityId: space.community_id, spaceId: space.id });
      });
      flash(reply, 'newsletters.saved');
      return seeOther(reply, listOf(place, space));
    },
    (errors, status) => form(request, reply, place, typed(request), errors, status),
  );
}
