import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { invalidField } from '#platform/errors.ts';
import { parseInput, typed } from '#platform/http/params.ts';
import { squareImage } from '#platform/images/index.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { addMyPage } from '#ui/sections.ts';
import { handleOpens } from '../handles/actions.ts';
import ProfileEdit from '../views/ProfileEdit.svelte';
import { asInput, changePerson, changeProfile } from './actions.ts';
import { settingsPage } from '../me/settings.ts';
import { self } from './address.ts';
import { asValues, fromValues, rowsOf, type ProfileValues } from './form.ts';
import { MOST_ORGANISATIONS, profileInput } from './schema.ts';

const PHOTO_PIXELS = 256;
const LARGEST_PHOTO = 10 * 1024 * 1024;
export const EDIT = '/me/profile';

export function editPages(app: FastifyInstance): void {
  addMyPage({ label: 'people.me.profile', path: EDIT, order: 80 });
  app.get(EDIT, (request, reply) => edit(request, reply, null, {}, 200));
  app.post(EDIT, save);
  app.post('/me/photo', savePhoto);
  app.post('/me/photo/remove', removePhoto);
}

/** The editing page, as it is or as it was typed. */
export async function edit(request: FastifyRequest, reply: FastifyReply, values: ProfileValues | null, errors: FormErrors, status: number): Promise<FastifyReply> {
  const { viewer, now } = request.ctx;
  const person = await self(request.ctx);
  const shown = values ?? asValues(asInput(person), viewer.language);
  const props = { person, values: shown, rows: rowsOf(shown), errors, handleOpens: handleOpens(person, now) };
  return settingsPage(request, reply, '/me/profile', ProfileEdit, props, status);
}

async function save(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const person = await self(ctx);
  const values = texts(typed(request));
  // A row more is the same page again, with everything typed.
  if (values.do === 'add') return edit(request, reply, { ...values, rows: String(Math.min(MOST_ORGANISATIONS, rowsOf(values) + 1)) }, {}, 200);
  const { input, rows } = fromValues(values, ctx.viewer.language);
  return attempt(
    request,
    async () => {
      await changeProfile(ctx, person, parseInput(profileInput, input));
      flash(reply, 'people.saved');
      return seeOther(reply, `/people/${person.handle}`);
    },
    (errors, status) => edit(request, reply, values, inTheForm(errors, rows), status),
  );
}

function texts(fields: Record<string, unknown>): ProfileValues {
  return Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
}

/** Errors beside the controls that they are about: lists are one control, organisations are rows of several. */
function inTheForm(errors: FormErrors, rows: number[]): FormErrors {
  return Object.fromEntries(
    Object.entries(errors).map(([path, text]) => {
      const [field, index, part] = path.split('.');
      if (field === 'organisations' && part) return [`organisations.${rows[Number(index)] ?? index}.${part}`, text];
      if (field === 'organisations') return ['organisations.0.name', text];
      return [field === 'audiences' ? `audience.${index}` : (field ?? ''), text];
    }),
  );
}

async function savePhoto(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const person = await self(ctx);
  return attempt(
    request,
    async () => {
      const file = await request.file({ limits: { fileSize: LARGEST_PHOTO } });
      const bytes = await file?.toBuffer().catch(() => null);
      const image = bytes && (await squareImage(bytes, PHOTO_PIXELS).catch(() => null));
      if (!image) throw invalidField('photo', 'people.error.photo');
      const key = `photos/${person.id}/${crypto.randomUUID()}.webp`;
      await ctx.services.blobs.write(key, image, 'image/webp');
      await changePerson(ctx, person.id, { photo_key: key });
      flash(reply, 'people.saved');
      return seeOther(reply, EDIT);
    },
    (errors, status) => edit(request, reply, null, errors, status),
  );
}

async function removePhoto(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const person = await self(request.ctx);
  await changePerson(request.ctx, person.id, { photo_key: null });
  flash(reply, 'people.saved');
  return seeOther(reply, EDIT);
}
