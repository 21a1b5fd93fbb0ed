import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { keyFile } from './key-file.ts';

test('a key is made once, for its owner alone, and the first one stays', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'candor-key-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'keys', 'one.key');
  // Somebody else's key appears while ours is being made.
  const ours = keyFile(path, () => {
    writeFileSync(path, 'theirs', { mode: 0o600 });
    return 'ours';
  });
  assert.equal(String(ours), 'theirs');
  assert.equal(String(keyFile(path, () => assert.fail('it is there'))), 'theirs');

  const other = join(folder, 'keys', 'two.key');
  writeFileSync(`${other}.${process.pid}`, 'half a ke');
  const bytes = Uint8Array.from([0, 255, 128]);
  assert.deepEqual([...keyFile(other, () => bytes)], [0, 255, 128]);
  assert.equal(statSync(other).mode & 0o777, 0o600);
  assert.equal(statSync(join(folder, 'keys')).mode & 0o777, 0o700);
  assert.deepEqual(readdirSync(join(folder, 'keys')).sort(), ['one.key', 'two.key']);
});
