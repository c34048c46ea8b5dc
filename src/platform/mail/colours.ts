/** Mail programs know hexadecimal colours; a community's colour is a hue of OKLCH (Ottosson 2020, "A perceptual color space"). */
export function hexOf(lightness: number, chroma: number, hue: number): string {
  const [a, b] = [Math.cos((hue * Math.PI) / 180) * chroma, Math.sin((hue * Math.PI) / 180) * chroma];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s, -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s, -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s];
  const bytes = linear.map((c) => Math.round(255 * Math.min(1, Math.max(0, c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055))));
  return `#${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** The colours of a mail, with the lightness and chroma of the site's own tokens: they keep the contrast at any hue. */
export function mailColours(hue: number) {
  return {
    light: { desk: '#efece4', paper: '#fdfcf8', ink: '#1d2a24', soft: '#55625b', line: '#e2e0d8', brand: hexOf(0.42, 0.09, hue), onBrand: '#ffffff', band: hexOf(0.38, 0.085, hue), tint: hexOf(0.955, 0.02, hue), sun: '#e3a33a', sunTint: '#fbf1dc' },
    dark: { desk: '#0e1311', paper: '#171d1a', ink: '#e8ece9', soft: '#a3b0a9', line: '#333c37', brand: hexOf(0.81, 0.1, hue), onBrand: '#10201a', band: hexOf(0.29, 0.06, hue), tint: hexOf(0.27, 0.03, hue), sun: '#d9a441', sunTint: '#332a18' },
  };
}
