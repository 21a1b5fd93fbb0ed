/**
 * The disk is full: a small filesystem in memory, mounted for the test, holds the shelf's copies. Root alone may mount;
 * elsewhere the test says that it was skipped.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createLog } from '#lib/log.ts';
import { createShelf, type ShelfItem } from './shelf.ts';

const run = (program: string, ...words: string[]) => spawnSync(program, words, { encoding: 'utf8' });
const page = (text: string, more = ''): ShelfItem => ({
  contentType: 'text/html; charset=utf-8',
  body: `<title>${text}</title>${more}`,
});

test('a full disk costs the copy alone: readers get the news, and the last whole copy stays readable', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'candor-shelf-full-'));
  if (
    process.getuid?.() !== 0 ||
    run('mount', '-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', folder).status !== 0
  ) {
    rmdirSync(folder);
    t.skip('no small filesystem can be mounted here');
    return;
  }
  t.after(() => {
    assert.equal(run('umount', folder).status, 0);
    rmdirSync(folder);
  });
  const said: string[] = [];
  const log = createLog({ level: 'error', write: (line) => said.push(line) });
  let later: Promise<unknown>[] = [];
  const open = () => createShelf({ folder, log, track: (work) => later.push(work) });
  const settled = async () => {
    await Promise.all(later);
    later = [];
  };
  const shelf = open();
  await shelf.put('/', page('before'));
  await settled();
  assert.deepEqual(said, []);

  // Nothing that compresses, so that it cannot fit.
  await shelf.put('/', page('news', randomBytes(600_000).toString('hex')));
  assert.match(shelf.body('/')!.subarray(0, 40).toString(), /news/);
  await settled();
  assert.ok(said.length > 0 && said.every((line) => /ENOSPC/.test(line)), said.join());
  assert.deepEqual(
    readdirSync(join(folder, 'bodies')).filter((name) => name.endsWith('.tmp')),
    [],
    'no half a file is left behind',
  );
  const restarted = open();
  await restarted.load();
  assert.match(restarted.body('/')!.toString(), /before/);

  // Somebody else fills it to the brim, and makes room again.
  const filler = join(folder, 'filler');
  assert.throws(() => writeFileSync(filler, Buffer.alloc(1 << 20)), /ENOSPC/);
  await shelf.put('/', page('newer'));
  assert.match(shelf.body('/')!.toString(), /newer/);
  await settled();
  rmSync(filler);
  await shelf.put('/', page('newest'));
  await settled();
  const last = open();
  await last.load();
  assert.match(last.body('/')!.toString(), /newest/);
});
