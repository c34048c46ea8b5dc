/** A colour in sRGB, each part 0-1 and gamma-encoded. */
export type Rgb = [number, number, number];

export interface Oklch {
  lightness: number;
  chroma: number;
  /** Degrees. */
  hue: number;
}

/** Reads `oklch(42% 0.09 var(--hue))`, with the custom properties' values given by name. */
export function parseOklch(text: string, properties: Record<string, number> = {}): Oklch {
  const parts = /^oklch\(([\d.]+)% ([\d.]+) (?:var\(--(\w+)\)|([\d.]+))\)$/.exec(text);
  if (!parts) throw new Error(`Not a colour that this reads: ${text}`);
  const [, lightness, chroma, name, degrees] = parts;
  return { lightness: Number(lightness) / 100, chroma: Number(chroma), hue: name ? properties[name]! : Number(degrees) };
}

/** To sRGB by Ottosson's matrices (bottosson.github.io/posts/oklab, CSS Color 4), clipped as browsers clip. */
export function oklchToRgb({ lightness, chroma, hue }: Oklch): Rgb {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return linear.map((part) => encode(Math.min(1, Math.max(0, part)))) as Rgb;
}

/** The contrast ratio of WCAG 2.2, from 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * decode(red) + 0.7152 * decode(green) + 0.0722 * decode(blue);
}

function encode(part: number): number {
  return part <= 0.0031308 ? 12.92 * part : 1.055 * part ** (1 / 2.4) - 0.055;
}

function decode(part: number): number {
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}
