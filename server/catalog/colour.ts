/**
 * Colours as WCAG 2.2 measures them, and the nearest shade of a colour that can be read. Pure.
 */
import type { AccentFinding } from '@candor/protocol/pages.ts';

/** The page's own backgrounds (page and card), as its style states them. */
const BACKGROUNDS = { light: ['#fbfaf7', '#ffffff'], dark: ['#141414', '#1d1d1c'] } as const;
/** Success criterion 1.4.3, level AA. */
const READABLE = 4.5;
const STEPS = 100;

type Rgb = [number, number, number];

const parse = (hex: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as Rgb;
const write = (rgb: Rgb): string =>
  `#${rgb.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;

function luminance(hex: string): number {
  const [r, g, b] = parse(hex).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const least = (colour: string, theme: keyof typeof BACKGROUNDS) =>
  Math.min(...BACKGROUNDS[theme].map((background) => contrast(colour, background)));
/** Cut, not rounded: 4.499 is not 4.5. */
const shown = (ratio: number) => Math.floor(ratio * 100) / 100;

/** The colour where it can be read, else the nearest shade towards black or white that can. */
export function accentIn(theme: keyof typeof BACKGROUNDS, wanted: string): AccentFinding {
  const from = parse(wanted);
  const to = theme === 'light' ? 0 : 255;
  let used = wanted;
  for (let step = 1; least(used, theme) < READABLE && step <= STEPS; step++)
    used = write(from.map((value) => value + ((to - value) * step) / STEPS) as Rgb);
  return {
    theme,
    wanted,
    used,
    wantedContrast: shown(least(wanted, theme)),
    usedContrast: shown(least(used, theme)),
  };
}
