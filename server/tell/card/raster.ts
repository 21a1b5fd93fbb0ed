/**
 * A small rasterizer: how much of each pixel an outline covers, exactly, by signed areas. Every edge adds to the cell
 * that it crosses the area to its right and hands on its height to all cells after; a running sum along the row then
 * gives the coverage. Knows nothing of fonts or colours.
 */
export type Command =
  | { type: 'M'; x: number; y: number }
  | { type: 'L'; x: number; y: number }
  | { type: 'Q'; x1: number; y1: number; x: number; y: number }
  | { type: 'C'; x1: number; y1: number; x2: number; y2: number; x: number; y: number }
  | { type: 'Z' };

export type Coverage = { left: number; top: number; width: number; height: number; values: Float32Array };
type Point = { x: number; y: number };
type Edge = [Point, Point];

/** Pixels of a curve that one straight piece may stand for. */
const PIECE_PX = 3;

function edgesOf(outline: readonly Command[]): Edge[] {
  const edges: Edge[] = [];
  let start: Point = { x: 0, y: 0 };
  let at: Point = start;
  const lineTo = (to: Point) => {
    edges.push([at, to]);
    at = to;
  };
  const curve = (length: number, point: (t: number) => Point) => {
    const pieces = Math.min(24, Math.max(2, Math.ceil(length / PIECE_PX)));
    for (let i = 1; i <= pieces; i++) lineTo(point(i / pieces));
  };
  for (const command of outline) {
    if (command.type === 'Z') {
      lineTo(start);
      continue;
    }
    const to = { x: command.x, y: command.y };
    if (command.type === 'M') {
      if (at !== start) lineTo(start);
      start = to;
      at = to;
    } else if (command.type === 'L') lineTo(to);
    else if (command.type === 'Q') {
      const { x1, y1 } = command;
      const from = at;
      curve(Math.hypot(x1 - from.x, y1 - from.y) + Math.hypot(to.x - x1, to.y - y1), (t) => ({
        x: (1 - t) ** 2 * from.x + 2 * t * (1 - t) * x1 + t ** 2 * to.x,
        y: (1 - t) ** 2 * from.y + 2 * t * (1 - t) * y1 + t ** 2 * to.y,
      }));
    } else {
      const { x1, y1, x2, y2 } = command;
      const from = at;
      const length =
        Math.hypot(x1 - from.x, y1 - from.y) +
        Math.hypot(x2 - x1, y2 - y1) +
        Math.hypot(to.x - x2, to.y - y2);
      curve(length, (t) => ({
        x: (1 - t) ** 3 * from.x + 3 * t * (1 - t) ** 2 * x1 + 3 * t ** 2 * (1 - t) * x2 + t ** 3 * to.x,
        y: (1 - t) ** 3 * from.y + 3 * t * (1 - t) ** 2 * y1 + 3 * t ** 2 * (1 - t) * y2 + t ** 3 * to.y,
      }));
    }
  }
  if (at !== start) lineTo(start);
  return edges;
}

/** Null when there is nothing to see. */
export function coverageOf(outline: readonly Command[]): Coverage | null {
  const edges = edgesOf(outline);
  if (edges.length === 0) return null;
  const bounds = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const edge of edges)
    for (const { x, y } of edge) {
      bounds.left = Math.min(bounds.left, x);
      bounds.right = Math.max(bounds.right, x);
      bounds.top = Math.min(bounds.top, y);
      bounds.bottom = Math.max(bounds.bottom, y);
    }
  const left = Math.floor(bounds.left);
  const top = Math.floor(bounds.top);
  const width = Math.ceil(bounds.right) - left + 2;
  const height = Math.ceil(bounds.bottom) - top + 1;
  const values = new Float32Array(width * height);
  for (const [a, b] of edges)
    addEdge(values, width, { x: a.x - left, y: a.y - top }, { x: b.x - left, y: b.y - top });
  for (let row = 0; row < height; row++) {
    let sum = 0;
    for (let i = row * width; i < (row + 1) * width; i++) {
      sum += values[i]!;
      values[i] = Math.min(1, Math.abs(sum));
    }
  }
  return { left, top, width, height, values };
}

/** Cuts the edge at every row and every column, so that each piece lies in one cell. */
function addEdge(values: Float32Array, width: number, from: Point, to: Point): void {
  if (from.y === to.y) return;
  const sign = from.y < to.y ? 1 : -1;
  const [top, bottom] = sign === 1 ? [from, to] : [to, from];
  const slope = (bottom.x - top.x) / (bottom.y - top.y);
  for (let row = Math.floor(top.y); row < bottom.y; row++) {
    const y0 = Math.max(top.y, row);
    const y1 = Math.min(bottom.y, row + 1);
    if (y1 <= y0) continue;
    const xa = top.x + (y0 - top.y) * slope;
    const xb = top.x + (y1 - top.y) * slope;
    const x0 = Math.min(xa, xb);
    const x1 = Math.max(xa, xb);
    const rise = y1 - y0;
    for (let column = Math.floor(x0); column <= x1; column++) {
      const c0 = Math.max(x0, column);
      const c1 = Math.min(x1, column + 1);
      if (c1 < c0 || (c1 === c0 && x1 > x0)) continue;
      const share = x1 > x0 ? (rise * (c1 - c0)) / (x1 - x0) : rise;
      const right = share * (1 - ((c0 + c1) / 2 - column));
      const cell = row * width + column;
      values[cell] = values[cell]! + sign * right;
      values[cell + 1] = values[cell + 1]! + sign * (share - right);
    }
  }
}
