/** What the supervisor refuses, in words that say what to do, and changes nothing; and where root puts things. */
import assert from 'node:assert/strict';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { canReach, chooseAccount, readAccounts } from './account.ts';
import { makeLinks, readMajor } from './binaries.ts';
import { closeWhole, freshFolder, gone, isRoot, killHolder, open, startHolder, until } from './testing.ts';

const SLOW = { timeout: 60_000 };
const AS_ROOT = { ...SLOW, skip: isRoot ? false : 'root alone can act for another account' };
const DEBIAN_15 = '/usr/lib/postgresql/15/bin';

/** A folder that looks like a cluster, owned by whoever would run it. */
function clusterOf(version: string, folder: string): string {
  const cluster = join(folder, 'postgres');
  const { uid, gid } = chooseAccount(null);
  mkdirSync(cluster);
  writeFileSync(join(cluster, 'PG_VERSION'), `${version}\n`);
  if (isRoot) chownSync(cluster, uid, gid);
  return cluster;
}

test('a cluster of another PostgreSQL version is refused by name, and stays as it was', SLOW, async (t) => {
  const folder = freshFolder(t);
  const cluster = clusterOf('14', folder);
  await assert.rejects(open(folder), /made by PostgreSQL 14, and .* is PostgreSQL 18\. .*CANDOR_PG_BIN/);
  assert.deepEqual(readdirSync(cluster), ['PG_VERSION']);
});

test('a cluster of another account is refused, and stays as it was', AS_ROOT, async (t) => {
  const folder = freshFolder(t);
  const cluster = clusterOf('18', folder);
  chownSync(cluster, 12_345, 12_345);
  await assert.rejects(open(folder), /belongs to another account \(uid 12345\).*CANDOR_DATA/);
  assert.deepEqual(readdirSync(cluster), ['PG_VERSION']);
  assert.equal(statSync(cluster).uid, 12_345);
});

test('a data folder of another account is refused to an ordinary user', AS_ROOT, async (t) => {
  const folder = freshFolder(t);
  chmodSync(folder, 0o755);
  const nobody = readAccounts().find(({ name }) => name === 'nobody')!;
  await assert.rejects(
    startHolder(t, folder, { uid: nobody.uid }),
    /belongs to another account \(uid 0\) and cannot be written to; .*chown.*CANDOR_DATA/,
  );
  assert.deepEqual(readdirSync(folder), []);
});

test('an ordinary user runs it all as itself', AS_ROOT, async (t) => {
  const folder = freshFolder(t);
  const nobody = readAccounts().find(({ name }) => name === 'nobody')!;
  chownSync(folder, nobody.uid, nobody.gid);
  const holder = await startHolder(t, folder, { uid: nobody.uid });
  assert.equal(statSync(`/proc/${holder.server}`).uid, nobody.uid);
  assert.equal(holder.cluster, join(folder, 'postgres'));
  await killHolder(holder);
  await until(() => gone(holder.server), 'the server ends');
});

test(
  'root hands the server to an account without rights, also one that lost its system account’s first choice',
  AS_ROOT,
  async (t) => {
    const folder = freshFolder(t);
    const server = await open(folder);
    t.after(() => server.close());
    assert.notEqual(statSync(`/proc/${server.pid()}`).uid, 0);
    await closeWhole(server);
    const accounts = [
      { name: 'root', uid: 0, gid: 0 },
      { name: 'nobody', uid: 65_534, gid: 65_534 },
      { name: 'postgres', uid: 101, gid: 104 },
    ];
    assert.equal(chooseAccount(null, accounts).name, 'postgres');
    assert.equal(chooseAccount(65_534, accounts).name, 'nobody', 'a database keeps the account that made it');
    assert.throws(() => chooseAccount(null, accounts.slice(0, 1)), /does not run as root.*DATABASE_URL/);
  },
);

test(
  'below a folder that only root may enter, the database lies where its account can reach it, and that is said',
  AS_ROOT,
  async (t) => {
    const hidden = mkdtempSync(join(tmpdir(), 'candor-hidden-'));
    const folder = join(hidden, 'data');
    const elsewhere = () => readFileSync(join(folder, 'postgres.where'), 'utf8').trim();
    t.after(() => {
      rmSync(elsewhere(), { recursive: true, force: true });
      rmSync(hidden, { recursive: true, force: true });
    });
    assert.equal(canReach({ uid: 65_534, gid: 65_534 }, hidden), false);
    const first = await open(folder);
    assert.equal(first.cluster, join(elsewhere(), 'postgres'));
    assert.match(elsewhere(), /^\/var\/lib\/candor-[0-9a-f]{12}$/);
    await closeWhole(first);
    const second = await startHolder(t, folder);
    assert.equal(second.cluster, first.cluster, 'a later process finds it');
    await killHolder(second);
    await until(() => gone(second.server), 'the server ends');
  },
);

test('what is no data folder is refused: a file, a newer layout, something else', SLOW, async (t) => {
  const folder = freshFolder(t);
  const file = join(folder, 'file');
  writeFileSync(file, 'text');
  await assert.rejects(open(file), /cannot be made|is a file/);
  for (const [text, says] of [
    ['2\n', /layout 2.*newer version/],
    ['hello\n', /says "hello", which is no layout of Candor/],
  ] as const) {
    const other = join(folder, text.trim());
    mkdirSync(other, { mode: 0o711 });
    writeFileSync(join(other, 'VERSION'), text);
    await assert.rejects(open(other), says);
    assert.deepEqual(readdirSync(other), ['VERSION']);
  }
});

const without15 = (t: TestContext) => {
  if (existsSync(DEBIAN_15)) return false;
  t.skip(`there is no ${DEBIAN_15}`);
  return true;
};

test(
  'CANDOR_PG_BIN runs a system’s PostgreSQL, whose cluster the packaged one then refuses',
  SLOW,
  async (t) => {
    if (without15(t)) return;
    const folder = freshFolder(t);
    const server = await open(folder, { binFolder: DEBIAN_15 });
    await closeWhole(server);
    await assert.rejects(open(folder), /made by PostgreSQL 15/);
    const again = await open(folder, { binFolder: DEBIAN_15 });
    await closeWhole(again);
  },
);

test('a folder without programs is refused with what to do', SLOW, async (t) => {
  const folder = freshFolder(t);
  await assert.rejects(
    open(folder, { binFolder: join(folder, 'nothing') }),
    /There is no postgres program in .*DATABASE_URL.*CANDOR_PG_BIN/,
  );
});

test('the library links that a blocked install script did not make are made, and made once', (t) => {
  const native = join(freshFolder(t), 'native');
  mkdirSync(join(native, 'lib'), { recursive: true });
  writeFileSync(join(native, 'lib', 'libpq.so.5.18'), 'library');
  writeFileSync(
    join(native, 'pg-symlinks.json'),
    JSON.stringify([{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }]),
  );
  makeLinks(native);
  makeLinks(native);
  assert.equal(readFileSync(join(native, 'lib', 'libpq.so.5'), 'utf8'), 'library');
});

test('the version is read from what the program says', () => {
  assert.equal(readMajor('postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n'), 15);
  assert.equal(readMajor('postgres (PostgreSQL) 18.4'), 18);
  assert.equal(readMajor('something else'), null);
});
