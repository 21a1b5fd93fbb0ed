/** Every fact shape ever written parses for ever: one file per kind, which nobody edits; a new shape is a new file. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { canonical } from '#lib/canonical.ts';
import { commit, REDACTED, restore } from './chain.ts';
import { Fact, FactBody } from './fact.ts';

const folder = join(import.meta.dirname, 'golden');
const names = readdirSync(folder);
const golden = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const kinds = FactBody.options.map((option) => option.shape.kind.value);

test('every kind of the union has a golden file, and every file a kind', () => {
  const covered = new Set(names.map((name) => name.replace(/(\.\d+)?\.json$/, '')));
  assert.deepEqual([...covered].sort(), [...kinds].sort());
  assert.ok(kinds.length >= 38, 'a kind is never removed');
});

for (const name of names)
  test(`${name} parses, and comes back as it was written`, () => {
    const given = golden(name);
    const fact = Fact.parse(given);
    assert.deepEqual(fact, given);
    let salts = 0;
    const { body, texts } = commit(fact.body, () => `salt${salts++}`);
    const stored = JSON.parse(canonical(body)) as unknown;
    for (const { content } of texts) assert.ok(!canonical(body).includes(JSON.stringify(content)));
    const whole = new Map(texts.map(({ path, content }) => [path, content]));
    assert.deepEqual(FactBody.parse(restore(stored, whole)), fact.body);
    // A redacted fact has to be readable too.
    const redacted = FactBody.parse(restore(stored, new Map()));
    assert.equal(JSON.stringify(redacted).split(REDACTED).length - 1, texts.length);
  });

test('a fact with a field that nobody knows is refused', () => {
  for (const name of names) {
    const fact = golden(name) as { body: object };
    assert.ok(!Fact.safeParse({ ...fact, body: { ...fact.body, surprise: 1 } }).success, name);
  }
});
