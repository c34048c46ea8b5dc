import { createContext, type Ctx, type Services } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { bounceTarget, mailDomain, readToken, replyTarget } from '#platform/mail/answers/index.ts';
import { ANONYMOUS } from '#platform/viewer.ts';
import { readablePlace, type Place } from '../../communities/index.ts';
import { personByAddress, viewerOfId } from '../../people/index.ts';
import { readAddress, type Address, type Duty } from './address.ts';

export interface AddressedPlace {
  place: Place;
  duty: Duty | null;
}

/** The place that an address names, as the viewer may read it; null when there is none for them. */
export async function placeOfAddress(ctx: Ctx, address: Extract<Address, { kind: 'space' }>): Promise<AddressedPlace | null> {
  for (const { community, room, duty } of address.readings) {
    const place = await readablePlace(ctx, community, room).catch(nothingThere);
    if (place) return { place, duty };
  }
  return null;
}

/** The place of a community by its slug or id for whoever may read it. */
export function nothingThere(error: unknown): null {
  if (error instanceof Refusal && error.code === 'not_found') return null;
  throw error;
}

/** The tokens that bounces and the round trip use. */
export const BOUNCE = 'b';
export const CONFIRM = 'c';

/**
 * Whether an address takes mail. What not everybody may read is there only for mail that says it comes
 * from somebody who may; secret rooms for none: their members answer to addresses with a token.
 */
export async function knows(services: Services, text: string, envelopeFrom: string): Promise<boolean> {
  const address = readAddress(text, mailDomain({ services })!);
  if (!address) return false;
  if (address.kind === 'host') return true;
  if (address.kind !== 'space') {
    const token = await readToken(services, address.token);
    return token !== null && ([BOUNCE, CONFIRM].includes(token.kind) || (replyTarget(token.kind) ?? bounceTarget(token.kind)) !== undefined);
  }
  const person = envelopeFrom ? await personByAddress(services.database.db, envelopeFrom) : undefined;
  const viewer = (person && person.confirmed_at !== null && (await viewerOfId(services, person.id))) || ANONYMOUS;
  const found = await placeOfAddress(createContext(services, viewer), address);
  return found !== null && found.place.space.visibility !== 'secret';
}
