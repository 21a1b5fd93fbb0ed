/** Copies over SSH against OpenSSH's own server on loopback: rsync and sftp, its key pinned, a wrong key refused. */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { SignedCopy } from '@candor/protocol/outside.ts';
import { sha256 } from '#lib/canonical.ts';
import { freePort } from '../server/cli/demo/candor.ts';
import { inReality, openHouse, seconds } from './house.ts';

type Test = { after(fn: () => Promise<void>): void };

/** A server of this account's own, with fresh keys. */
async function startSshd(t: Test) {
  const folder = mkdtempSync(join(tmpdir(), 'candor-sshd-'));
  chmodSync(folder, 0o700);
  const keygen = (name: string) =>
    execFileSync('/usr/bin/ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, name)]);
  for (const name of ['host', 'client', 'other']) keygen(name);
  writeFileSync(join(folder, 'authorized_keys'), readFileSync(join(folder, 'client.pub')), { mode: 0o600 });
  const port = await freePort();
  writeFileSync(
    join(folder, 'sshd_config'),
    [
      `Port ${port}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${folder}/host`,
      `AuthorizedKeysFile ${folder}/authorized_keys`,
      `PidFile ${folder}/sshd.pid`,
      'StrictModes no',
      'UsePAM no',
      'PasswordAuthentication no',
      'PermitRootLogin prohibit-password',
      'Subsystem sftp internal-sftp',
    ].join('\n'),
  );
  if (userInfo().uid === 0) mkdirSync('/run/sshd', { recursive: true });
  const sshd = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', join(folder, 'sshd_config')], { stdio: 'ignore' });
  const ended = new Promise((resolve) => sshd.once('exit', resolve));
  t.after(async () => {
    sshd.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });
  await inReality(() => existsSync(join(folder, 'sshd.pid')));
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  return {
    folder,
    place: {
      host: '127.0.0.1',
      port,
      user: userInfo().username,
      knownHosts: `[127.0.0.1]:${port} ${read('host.pub')}`,
      secret: read('client'),
    },
    strangersKey: read('other.pub'),
  };
}

for (const kind of ['rsync', 'sftp'] as const)
  test(`a copy by ${kind} is whole, renewed, and goes to the server with the pinned key alone`, async (t) => {
    const sshd = await startSshd(t);
    const house = await openHouse(t, { monitors: false });
    const path = join(sshd.folder, 'www');
    mkdirSync(path);
    writeFileSync(join(path, 'robots.txt'), 'mine');
    const whole = () => {
      const { copy } = JSON.parse(readFileSync(join(path, 'copy.json'), 'utf8')) as SignedCopy;
      for (const { file, sha256: digest } of Object.values(copy.documents))
        assert.equal(sha256(readFileSync(join(path, file))), digest, file);
      return copy;
    };
    const made = await house.app.outside.create({
      name: kind,
      enabled: true,
      place: { kind, path, ...sshd.place },
      calmSeconds: 60,
      timeoutSeconds: 30,
    });
    const state = async () => (await house.app.outside.get(made.id)).state;
    await inReality(async () => {
      const { lastSuccessAt, lastError } = await state();
      if (lastError) throw new Error(lastError);
      return lastSuccessAt !== null;
    }, 20_000);
    const first = whole();
    assert.ok(Object.keys(first.documents).length > 20);

    const [page] = await house.app.catalog.pages.list();
    await house.app.catalog.pages.update(page!.id, { locales: ['en'] });
    await house.settled();
    await inReality(async () => {
      const { lastError } = await state();
      if (lastError) throw new Error(lastError);
      return !existsSync(join(path, 'de', 'index.html'));
    }, 20_000);
    await house.app.outside.quiet();
    assert.ok(whole().version > first.version);
    assert.equal(readFileSync(join(path, 'robots.txt'), 'utf8'), 'mine', 'a stranger’s file stays');
    // After a start the list of the copy before says what is gone.
    await house.restart();
    await house.app.catalog.pages.update(page!.id, { locales: ['en', 'de'] });
    await house.settled();
    await inReality(() => existsSync(join(path, 'de', 'index.html')), 20_000);
    await house.restart();
    await house.app.catalog.pages.update(page!.id, { locales: ['en'] });
    await house.settled();
    await inReality(() => !existsSync(join(path, 'de', 'index.html')), 20_000);
    await house.app.outside.quiet();
    whole();

    assert.equal((await state()).lastError, null);

    // Somebody else answers at the address: nothing is said to them.
    await house.app.outside.update(made.id, {
      place: { kind, path, ...sshd.place, knownHosts: `x ${sshd.strangersKey}` },
    });
    await house.settled();
    await inReality(async () => (await state()).failures > 0, 20_000);
    assert.match(
      (await state()).lastError!,
      /host key verification failed|connection closed|unexpectedly closed/i,
    );
    assert.doesNotMatch((await state()).lastError!, /PRIVATE KEY/);
    assert.deepEqual(readdirSync(join(house.folder, 'outside', made.id)), [], 'the key lies nowhere');
    await house.forward(seconds(1));
  });
