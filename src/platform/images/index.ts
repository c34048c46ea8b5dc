
/** Larger pictures are refused before they are decoded: a small file can hold a billion pixels. */
const MOST_PIXELS = 60_000_000;

// Loaded with the first picture: the library is large.
async function open(bytes: Buffer) {
  const { default: sharp } = await import('sharp');
  return sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', animated: false }).rotate();
}

/** A square WebP of a picture, upright and without its metadata (place, device). Throws when it is none. */
export async function squareImage(bytes: Buffer, pixels: number, fit: 'cover' | 'contain' = 'cover'): Promise<Buffer> {
  const background = { r: 0, g: 0, b: 0, alpha: 0 };
  return (await open(bytes)).resize(pixels, pixels, { fit, background }).webp({ quality: 82 }).toBuffer();
}

/** The same as a small PNG of few colours, which every mail program shows. */
export async function mailImage(bytes: Buffer, pixels: number): Promise<Buffer> {
  return (await open(bytes)).resize(pixels, pixels, { fit: 'contain', background: { r: 0, g: 0, b: 0, alpha: 0 } }).png({ palette: true, colours: 64, compressionLevel: 9 }).toBuffer();
}

export interface FittedImage {
  bytes: Buffer;
  width: number;
  height: number;
}

/** A WebP of a picture within `pixels` on its longer side, upright and without metadata. Throws when it is none. */
export async function fittedImage(bytes: Buffer, pixels: number): Promise<FittedImage> {
  const { data, info } = await (await open(bytes))
    .resize(pixels, pixels, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 80 })
    .toBuffer({ resolveWithObject: true });
  return { bytes: data, width: info.width, height: info.height };
}

/** Formats that a picture can be written in again. */
const FORMATS: Record<string, 'jpeg' | 'png' | 'webp' | 'tiff' | 'avif'> = { 'image/jpeg': 'jpeg', 'image/png': 'png', 'image/webp': 'webp', 'image/tiff': 'tiff', 'image/avif': 'avif' };

/** A picture as large as it is and in its own format, upright and without its metadata (place, device); anything else as it is. */
export async function withoutMetadata(bytes: Buffer, type: string): Promise<Buffer> {
  const format = FORMATS[type];
  if (!format) return bytes;
  return open(bytes).then((picture) => picture.toFormat(format, { quality: 90 }).toBuffer()).catch(() => bytes);
}
