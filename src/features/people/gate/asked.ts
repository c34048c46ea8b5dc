import { transaction, type Ctx } from '#platform/context.ts';
import { defineJob } from '#platform/jobs/index.ts';
import { authOf } from '../auth.ts';
import { queueLetter } from '../letters.ts';
import { mailAddressOf, personByAddress } from '../queries.ts';
import { issueToken } from './one-time.ts';

const LINK_MINUTES = 30;

interface Asked {
  what: 'link' | 'reset';
  address: string;
}

/**
 * Somebody asks for a link to be sent to an address. Whether anybody has that address is looked up later, by a
 * job: the answer, and the time it takes, are the same.
 */
export async function askForLetter(ctx: Ctx, what: Asked['what'], address: string): Promise<void> {
  await transaction(ctx, (ctx) => ctx.services.jobs.enqueue(ctx, 'people.asked', { what, address } satisfies Asked, { priority: 1 }));
}

export function setUpAsked(): void {
  defineJob<Asked>('people.asked', answer);
}

async function answer(ctx: Ctx, { what, address }: Asked): Promise<void> {
  const person = await personByAddress(ctx.db, address);
  if (!person?.account_id || person.confirmed_at === null) return;
  if (what === 'link') {
    const token = await issueToken(ctx, 'sign_in', { personId: person.id, minutes: LINK_MINUTES });
    // To where mail reaches them now, whichever of their addresses was typed.
    return queueLetter(ctx, { kind: 'link', address: (await mailAddressOf(ctx.db, person.id)) ?? address, token });
  }
  const auth = await authOf(ctx.services);
  const account = await (await auth.$context).internalAdapter.findUserById(person.account_id);
  if (account) await auth.api.requestPasswordReset({ body: { email: account.email } });
}
