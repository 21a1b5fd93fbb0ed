/** The shape of each state, as on the page itself: nobody has to tell colours apart to read a card. */
import type { ComponentStatus } from '@candor/protocol/words-of-state.ts';
import type { Command } from './raster.ts';

/** How far a curve's handles reach to look like a quarter of a circle. */
const ROUND = 0.5523;

const polygon = (points: [x: number, y: number][]): Command[] => [
  ...points.map(([x, y], i): Command => ({ type: i === 0 ? 'M' : 'L', x, y })),
  { type: 'Z' },
];

function circle(x: number, y: number, radius: number): Command[] {
  const k = ROUND * radius;
  const quarter = (x1: number, y1: number, x2: number, y2: number, toX: number, toY: number): Command => ({
    type: 'C',
    x1: x + x1,
    y1: y + y1,
    x2: x + x2,
    y2: y + y2,
    x: x + toX,
    y: y + toY,
  });
  return [
    { type: 'M', x: x + radius, y },
    quarter(radius, k, k, radius, 0, radius),
    quarter(-k, radius, -radius, k, -radius, 0),
    quarter(-radius, -k, -k, -radius, 0, -radius),
    quarter(k, -radius, radius, -k, radius, 0),
    { type: 'Z' },
  ];
}

/** Bars across the middle: "not known" looks like nothing else. */
const hatched = (x: number, y: number, half: number): Command[] =>
  [-0.75, -0.25, 0.25, 0.75].flatMap((at) => {
    const middle = y + at * half;
    const reach = Math.sqrt(Math.max(0, half ** 2 - (at * half) ** 2));
    const thick = half / 8;
    return polygon([
      [x - reach, middle - thick],
      [x + reach, middle - thick],
      [x + reach, middle + thick],
      [x - reach, middle + thick],
    ]);
  });

export function shapeOf(state: ComponentStatus, x: number, y: number, size: number): Command[] {
  const half = size / 2;
  switch (state) {
    case 'operational':
      return circle(x, y, half);
    case 'partial_outage':
      return polygon([
        [x, y - half],
        [x + half, y],
        [x, y + half],
        [x - half, y],
      ]);
    case 'degraded_performance':
      return polygon([
        [x, y - half],
        [x + half, y + half],
        [x - half, y + half],
      ]);
    case 'major_outage':
      return polygon([
        [x - half, y - half],
        [x + half, y - half],
        [x + half, y + half],
        [x - half, y + half],
      ]);
    case 'under_maintenance':
      return polygon([
        [x - half, y - half * 0.6],
        [x + half, y - half * 0.6],
        [x + half, y + half * 0.6],
        [x - half, y + half * 0.6],
      ]);
    case 'unknown':
      return hatched(x, y, half);
  }
}
