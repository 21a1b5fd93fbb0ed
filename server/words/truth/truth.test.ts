import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeText } from './index.ts';
import { PAIRS } from './pairs.ts';
import { world } from './testing.ts';

const errorsOf = (text: string, locale: string, of: Parameters<typeof world>[0]) =>
  judgeText(text, locale, world(of)).filter(({ level }) => level === 'error');

test('drafts and facts: what is contradicted is found, what is true passes', () => {
  const missed: string[] = [];
  const alarms: string[] = [];
  let hits = 0;
  for (const { text, locale, world: of, contradicted } of PAIRS) {
    const errors = errorsOf(text, locale, of);
    if (errors.length > 0 && contradicted) hits++;
    if (errors.length > 0 && !contradicted)
      alarms.push(
        `${text}\n    ${errors.map((each) => `${each.kind}: "${each.claimed}", while ${each.known}`).join('; ')}`,
      );
    if (errors.length === 0 && contradicted) missed.push(text);
  }
  const precision = hits / (hits + alarms.length);
  const recall = hits / (hits + missed.length);
  console.log(`${PAIRS.length} pairs: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`);
  if (process.env['SHOW']) console.log(`MISSED\n${missed.join('\n')}\nALARMS\n${alarms.join('\n')}`);
  assert.ok(PAIRS.length >= 150);
  assert.ok(precision >= 0.98, `false alarms:\n${alarms.join('\n')}`);
  assert.ok(recall >= 0.95, `missed:\n${missed.join('\n')}`);
});
