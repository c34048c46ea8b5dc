import { buffer } from 'node:stream/consumers';
import type { Ctx } from '#platform/context.ts';
import { mailImage } from '#platform/images/index.ts';
import type { Content } from './content.ts';

/** Twice what it takes on the page, for sharp screens. */
const PIXELS = 96;
/** A heavier one would cost more than it says. */
const MOST_BYTES = 5000;

/** The community's logo as a mail carries it: a small PNG in base64. Null where there is none. */
export async function logoOf({ services }: Ctx, { community }: Content): Promise<string | null> {
  if (!community.logo_key) return null;
  try {
    const image = await mailImage(await buffer(await services.blobs.read(community.logo_key)), PIXELS);
    return image.length <= MOST_BYTES ? image.toString('base64') : null;
  } catch (error) {
    // A newsletter goes out without it.
    services.log.warn({ err: error }, 'a logo could not be read');
    return null;
  }
}
