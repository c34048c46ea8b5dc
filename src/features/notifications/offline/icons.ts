import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLIENT_FOLDER } from '#ui/assets.ts';

/** The mark on paper, for home screens; `room` is what systems may cut off around it. */
export const ICONS = {
  '180.png': { size: 180, room: 0.12 },
  '192.png': { size: 192, room: 0.1 },
  '512.png': { size: 512, room: 0.1 },
  'maskable.png': { size: 512, room: 0.22 },
  'badge.png': { size: 96, room: 0 },
} as const;
export type IconFile = keyof typeof ICONS;

const PAPER = { r: 251, g: 250, b: 246, alpha: 1 };
const CLEAR = { r: 0, g: 0, b: 0, alpha: 0 };
const drawn = new Map<IconFile, Promise<Buffer>>();

/** An icon made of the mark, once. */
export function icon(file: IconFile): Promise<Buffer> {
  let image = drawn.get(file);
  if (!image) drawn.set(file, (image = draw(file)));
  return image;
}

async function draw(file: IconFile): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  const { size, room } = ICONS[file];
  const edge = Math.round(size * room);
  const background = file === 'badge.png' ? CLEAR : PAPER;
  return sharp(readFileSync(join(CLIENT_FOLDER, 'mark.svg')), { density: 1200 })
    .resize(size - 2 * edge, size - 2 * edge, { fit: 'contain', background: CLEAR })
    .extend({ top: edge, bottom: edge, left: edge, right: edge, background: CLEAR })
    .flatten(background === CLEAR ? false : { background })
    .png()
    .toBuffer();
}
