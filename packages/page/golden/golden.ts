/**
 * Golden files: what a document looked like when a person last read it. A difference fails the test; after reading
 * the difference, `CANDOR_GOLDEN=write` before the test's command writes the files anew.
 */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const pretty = (document: unknown): string => `${JSON.stringify(document, null, 2)}\n`;

export function assertGolden(name: string, text: string): void {
  const file = join(import.meta.dirname, name);
  if (process.env['CANDOR_GOLDEN'] === 'write') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return;
  }
  assert.equal(text, readFileSync(file, 'utf8'), `${name} differs from what was read last`);
}
