/** One at a time, also when a holder died. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { withLock } from './start-lock.ts';
import { freshFolder } from './testing.ts';

test('two that want the lock at once come one after the other, and it is let go also after an error', async (t) => {
  const file = join(freshFolder(t), 'lock');
  let inside = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++inside);
    await new Promise((resolve) => setTimeout(resolve, 5));
    inside -= 1;
  };
  await Promise.all([
    withLock(file, work),
    withLock(file, work),
    assert.rejects(
      withLock(file, async () => {
        await work();
        throw new Error('no');
      }),
      /no/,
    ),
  ]);
  assert.equal(most, 1);
  assert.equal(existsSync(file), false);
});

test('a lock of a dead process is taken over by exactly one', async (t) => {
  const file = join(freshFolder(t), 'lock');
  const { pid: dead } = spawnSync('true');
  writeFileSync(file, `${dead}\n`);
  let inside = 0;
  const work = async () => {
    assert.equal(++inside, 1);
    await new Promise((resolve) => setTimeout(resolve, 5));
    inside -= 1;
  };
  await Promise.all(Array.from({ length: 8 }, () => withLock(file, work)));
});
