/**
 * What a bench found: printed as a small table for people and written as JSON to `bench/out/` for the summary. A
 * figure below its floor is reported, never thrown: a busy machine must not look like a broken product.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

export const OUT = join(import.meta.dirname, '..', 'out');

/** What a figure has to reach: at least, or at most. */
export type Floor = { least: number } | { most: number };

export type Figure = {
  what: string;
  measured: number;
  unit: string;
  floor?: Floor;
  /** What was measured beside it in the same run, in words. */
  beside?: string;
};

export type Report = {
  name: string;
  at: string;
  machine: { cores: number; node: string; system: string };
  seconds: number;
  figures: Figure[];
  remarks: string[];
};

export const met = ({ measured, floor }: Figure): boolean | null => {
  if (!floor) return null;
  return 'least' in floor ? measured >= floor.least : measured <= floor.most;
};

export const inWords = (floor: Floor | undefined, unit: string): string => {
  if (!floor) return '';
  return 'least' in floor ? `≥ ${floor.least} ${unit}` : `≤ ${floor.most} ${unit}`;
};

/** Three digits that say something, whatever the size. */
export const readable = (value: number): string => {
  if (Number.isInteger(value) || Math.abs(value) >= 100) return String(Math.round(value));
  return String(Number(value.toPrecision(3)));
};

export function report(name: string, figures: readonly Figure[], remarks: readonly string[] = []): void {
  console.log(`\n${name}`);
  console.table(
    figures.map((figure) => ({
      what: figure.what,
      measured: `${readable(figure.measured)} ${figure.unit}`,
      floor: inWords(figure.floor, figure.unit),
      met: { true: 'yes', false: 'NO', null: '' }[String(met(figure))],
      beside: figure.beside ?? '',
    })),
  );
  for (const remark of remarks) console.log(`  ${remark}`);
  const written: Report = {
    name,
    at: new Date().toISOString(),
    machine: {
      cores: availableParallelism(),
      node: process.version,
      system: `${process.platform}-${process.arch}`,
    },
    seconds: Math.round(performance.now() / 1_000),
    figures: [...figures],
    remarks: [...remarks],
  };
  mkdirSync(OUT, { recursive: true });
  writeFileSync(join(OUT, `${name}.json`), `${JSON.stringify(written, null, 2)}\n`);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
