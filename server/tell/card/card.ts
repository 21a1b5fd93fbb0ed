/**
 * The card that is shown where somebody shares the page's address: the page's name, its first sentence, the shape and
 * colour of its state, and as of when. Pure but for the font; a sentence that is too long is set smaller, then cut.
 */
import { CARD_SIZE } from '@candor/page';
import type { ComponentStatus } from '@candor/protocol/words-of-state.ts';
import { outlineOf, widthOf } from './font.ts';
import { type Picture, png } from './png.ts';
import { type Command, type Coverage, coverageOf } from './raster.ts';
import { shapeOf } from './shapes.ts';

export type Words = { name: string; sentence: string; asOf: string; host: string; state: ComponentStatus };

type Colour = readonly [number, number, number];
const PAPER: Colour = [0xfb, 0xfa, 0xf7];
const INK: Colour = [0x1d, 0x1c, 0x1a];
const SOFT: Colour = [0x5d, 0x59, 0x53];
const STATE: Record<ComponentStatus, Colour> = {
  operational: [0x2e, 0x7d, 0x5b],
  degraded_performance: [0x8a, 0x5a, 0x00],
  partial_outage: [0x8a, 0x5a, 0x00],
  major_outage: [0xb3, 0x26, 0x1e],
  under_maintenance: [0x2a, 0x5e, 0xa8],
  unknown: SOFT,
};

/** Steps from paper to each colour; more cannot be told apart. */
const STEPS = 64;
const MARGIN = 80;
const SHAPE = 64;
const SENTENCE_TOP = 250;
const SENTENCE_HEIGHT = 270;
const SIZES = [76, 64, 54, 46];
const LEADING = 1.22;
/** More has no place on a card, and measuring it would take long. */
const MOST_CHARACTERS = 300;

export async function drawCard({ name, sentence, asOf, host, state }: Words): Promise<Buffer> {
  const { width, height } = CARD_SIZE;
  const colours = [INK, SOFT, STATE[state]];
  const palette = colours.flatMap((colour) =>
    Array.from({ length: STEPS }, (_, i) => blended(colour, i / (STEPS - 1))),
  );
  const picture: Picture = { width, height, pixels: new Uint8Array(width * height), palette };
  const [ink, soft, accent] = [0, STEPS, 2 * STEPS];
  const paint = (outline: readonly Command[], base: number) => {
    const coverage = coverageOf(outline);
    if (coverage) lay(picture, coverage, base);
  };

  paint(rectangle(0, 0, width, 14), accent);
  paint(shapeOf(state, MARGIN + SHAPE / 2, 150, SHAPE), accent);
  const nameLeft = MARGIN + SHAPE + 28;
  paint(outlineOf(fitted(name, 46, width - nameLeft - MARGIN), nameLeft, 166, 46), soft);
  const { lines, size } = set([...sentence].slice(0, MOST_CHARACTERS).join(''), width - 2 * MARGIN);
  lines.forEach((line, i) => {
    paint(outlineOf(line, MARGIN, SENTENCE_TOP + size * (1 + i * LEADING), size), ink);
  });
  paint(outlineOf(asOf, MARGIN, height - 56, 32), soft);
  const hostLeft = width - MARGIN - widthOf(host, 32);
  if (hostLeft > MARGIN + widthOf(asOf, 32) + 40) paint(outlineOf(host, hostLeft, height - 56, 32), soft);
  return png(picture);
}

const blended = (colour: Colour, share: number): [number, number, number] => {
  const mixed = (i: 0 | 1 | 2) => Math.round(PAPER[i] + (colour[i] - PAPER[i]) * share);
  return [mixed(0), mixed(1), mixed(2)];
};

function lay({ width, height, pixels }: Picture, coverage: Coverage, base: number): void {
  for (let row = 0; row < coverage.height; row++) {
    const y = coverage.top + row;
    if (y < 0 || y >= height) continue;
    for (let column = 0; column < coverage.width; column++) {
      const x = coverage.left + column;
      const step = Math.round(coverage.values[row * coverage.width + column]! * (STEPS - 1));
      if (step > 0 && x >= 0 && x < width) pixels[y * width + x] = base + step;
    }
  }
}

const rectangle = (left: number, top: number, right: number, bottom: number): Command[] => [
  { type: 'M', x: left, y: top },
  { type: 'L', x: right, y: top },
  { type: 'L', x: right, y: bottom },
  { type: 'L', x: left, y: bottom },
  { type: 'Z' },
];

/** The largest size in which the sentence fits; in the smallest it is cut. */
function set(sentence: string, width: number): { lines: string[]; size: number } {
  for (const size of SIZES) {
    const lines = wrapped(sentence, size, width);
    const fits = lines.every((line) => widthOf(line, size) <= width);
    if (fits && lines.length * size * LEADING <= SENTENCE_HEIGHT) return { lines, size };
  }
  const size = SIZES.at(-1)!;
  const most = Math.floor(SENTENCE_HEIGHT / (size * LEADING));
  const lines = wrapped(sentence, size, width);
  const kept = lines.slice(0, most).map((line) => fitted(line, size, width));
  if (lines.length > most) kept[most - 1] = fitted(`${lines[most - 1]}…`, size, width);
  return { lines: kept, size };
}

function wrapped(text: string, size: number, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(`${last} ${word}`, size) <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function fitted(text: string, size: number, width: number): string {
  if (widthOf(text, size) <= width) return text;
  const characters = [...text];
  while (characters.length > 1 && widthOf(`${characters.join('')}…`, size) > width) characters.pop();
  return `${characters.join('').replace(/[\s….,]+$/, '')}…`;
}
