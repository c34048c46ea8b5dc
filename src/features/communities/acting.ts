import type { FastifyReply, FastifyRequest } from 'fastify';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { spaceFor, type SpaceFor } from './access.ts';
import { placeOf, type RequestPlace } from './frame.ts';

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/** A form that does something in a community or room. */
interface Act<C extends string> {
  /** What one must be allowed to do. */
  may: C;
  /** Answers what is said afterwards, as a key of the texts. */
  work(request: FastifyRequest, space: SpaceFor<C>): Promise<string | null>;
  /** Where one is then. */
  back(place: RequestPlace): string;
  /** Shows the form again with what is wrong with it; a button alone has nothing to be wrong. */
  again?(request: FastifyRequest, reply: FastifyReply, errors: FormErrors, status: number, place: RequestPlace): FastifyReply | Promise<FastifyReply>;
}

export function acting<C extends string>({ may, work, back, again }: Act<C>): Handler {
  return async (request, reply) => {
    const place = await placeOf(request);
    const space = spaceFor(request.ctx, place, may);
    const act = async () => {
      const said = await work(request, space);
      if (said) flash(reply, said);
      return seeOther(reply, back(place));
    };
    return again ? attempt(request, act, (errors, status) => again(request, reply, errors, status, place)) : act();
  };
}
