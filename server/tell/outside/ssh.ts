/**
 * Copies over SSH, by rsync or by sftp. The server is known by the keys that the operator gave and by no others, the
 * private key lies in a file for as long as the attempt lasts, and the address is resolved and judged once, then used
 * as it was judged. Both carry what others point to first and rename the rest into place.
 */
import type { LookupAddress } from 'node:dns';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { OutsidePlace } from '@candor/protocol/outside.ts';
import type { Outbound } from '#lib/outbound/index.ts';
import { type Carried, type Courier, changed, filesOfList, type Job } from './carry.ts';
import { complaintOf, run } from './child.ts';
import { type CopyFile, isLast, LIST } from './copy.ts';

type Place = Extract<OutsidePlace, { kind: 'rsync' | 'sftp' }>;

/** The name under which the server's keys are listed, whatever the operator's lines call it. */
const ALIAS = 'candor-target';

/** The address that may be connected to; throws when policy refuses it. */
export const resolveHost = (host: string, outbound: Outbound): Promise<string> =>
  new Promise((resolve, reject) => {
    outbound.lookup(host, { all: true }, (error, found) => {
      if (error) return reject(error);
      const [first] = found as unknown as LookupAddress[];
      if (first) resolve(first.address);
      else reject(new Error(`${host} has no address.`));
    });
  });

/** Writes key and known hosts into `folder` and answers ssh's options. */
export async function sshOptions(
  { host, port, knownHosts }: { host: string; port: number; knownHosts: string },
  secret: string | null,
  { folder, outbound }: { folder: string; outbound: Outbound },
): Promise<string[]> {
  const lines = knownHosts
    .split('\n')
    .map((line) => /\b(ssh-[\w@.-]+|ecdsa-[\w@.-]+|sk-[\w@.-]+)\s+([A-Za-z0-9+/=]{20,})/.exec(line))
    .flatMap((found) => (found ? [`${ALIAS} ${found[1]} ${found[2]}`] : []));
  if (lines.length === 0)
    throw new Error('knownHosts names no key; paste what ssh-keyscan prints of this server.');
  if (!secret) throw new Error('This target needs a private key as its secret.');
  outbound.checkAddress(host);
  const address = await resolveHost(host, outbound);
  await writeFile(join(folder, 'known_hosts'), `${lines.join('\n')}\n`, { mode: 0o600 });
  await writeFile(join(folder, 'key'), secret.endsWith('\n') ? secret : `${secret}\n`, { mode: 0o600 });
  const options = {
    BatchMode: 'yes',
    StrictHostKeyChecking: 'yes',
    UserKnownHostsFile: join(folder, 'known_hosts'),
    GlobalKnownHostsFile: '/dev/null',
    HostKeyAlias: ALIAS,
    HostName: address,
    Port: String(port),
    IdentityFile: join(folder, 'key'),
    IdentitiesOnly: 'yes',
    ConnectTimeout: '15',
    ForwardAgent: 'no',
    PermitLocalCommand: 'no',
    ProxyCommand: 'none',
    LogLevel: 'ERROR',
  };
  return [
    '-F',
    '/dev/null',
    ...Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
  ];
}

/** A folder for one attempt, for its owner alone, that is gone afterwards. */
export async function withFolder<T>(parent: string, work: (folder: string) => Promise<T>): Promise<T> {
  await mkdir(parent, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(join(parent, 'attempt-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function stage(folder: string, files: Iterable<CopyFile>) {
  for (const { file, body } of files) {
    await mkdir(join(folder, dirname(file)), { recursive: true });
    await writeFile(join(folder, file), body);
  }
}

type Parts = { folder: string; outbound: Outbound };

export const createRsyncCourier =
  (place: Place, secret: string | null, { folder: parent, outbound }: Parts): Courier =>
  (job) =>
    withFolder(parent, async (folder) => {
      const ssh = await sshOptions(place, secret, { folder, outbound });
      const there = `${place.user}@${ALIAS}:${place.path.replace(/\/*$/, '/')}`;
      const rsync = async (...args: string[]) => {
        const remote = `ssh ${ssh.map(quoted).join(' ')}`;
        const ran = await run('rsync', ['--timeout=30', '-e', remote, ...args], { signal: job.signal });
        if (ran.code !== 0) throw new Error(`rsync: ${complaintOf(ran)}`);
      };
      /** These files of the stage; one that is missing in it is removed there, and no other is. */
      const send = async (files: readonly string[]) => {
        if (files.length === 0) return;
        await writeFile(join(folder, 'files'), `${files.join('\n')}\n`);
        const how = [
          '--checksum',
          '--compress',
          '--chmod=D755,F644',
          '--delay-updates',
          '--delete-missing-args',
        ];
        await rsync(
          ...how,
          `--files-from=${join(folder, 'files')}`,
          '--',
          `${join(folder, 'stage')}/`,
          there,
        );
      };
      const gone = await removed(job, async () => {
        // The first copy finds no list, and often no folder either.
        await rsync('--', `${there}${LIST}`, join(folder, 'old-list')).catch((error: Error) => {
          if (!/no such file/i.test(error.message)) throw error;
        });
        return join(folder, 'old-list');
      });
      const wanted = changed(job);
      await mkdir(join(folder, 'stage'));
      await stage(join(folder, 'stage'), wanted);
      // Until all of it went through, nobody knows which of them lie there.
      for (const { file } of wanted) job.had.delete(file);
      const names = wanted.map(({ file }) => file);
      await send(names.filter((file) => !isLast(file)));
      await send(names.filter(isLast));
      // Their folders have to be there to be gone through; what is in them there and not gone stays.
      for (const file of gone) await mkdir(join(folder, 'stage', dirname(file)), { recursive: true });
      await send(gone);
      return settledIn(job, wanted);
    });

export const createSftpCourier =
  (place: Place, secret: string | null, { folder: parent, outbound }: Parts): Courier =>
  (job) =>
    withFolder(parent, async (folder) => {
      const ssh = await sshOptions(place, secret, { folder, outbound });
      const sftp = async (lines: string[]) => {
        await writeFile(join(folder, 'batch'), `${lines.join('\n')}\n`);
        const ran = await run('sftp', [...ssh, '-q', '-b', join(folder, 'batch'), `${place.user}@${ALIAS}`], {
          cwd: folder,
          signal: job.signal,
        });
        if (ran.code !== 0) throw new Error(`sftp: ${complaintOf(ran)}`);
      };
      const there = (file: string) => quoted(`${place.path.replace(/\/+$/, '')}/${file}`);
      const gone = await removed(job, async () => {
        // A dash before a command lets it fail: the first copy finds no list.
        await sftp([`-get ${there(LIST)} old-list`]);
        return join(folder, 'old-list');
      });
      const wanted = changed(job);
      await stage(join(folder, 'stage'), wanted);
      const folders = new Set(wanted.flatMap(({ file }) => foldersAbove(file)));
      const first = wanted.filter(({ file }) => !isLast(file));
      const put = ({ file }: CopyFile) => [
        `put ${quoted(join('stage', file))} ${there(`${file}.candor-new`)}`,
        `rename ${there(`${file}.candor-new`)} ${there(file)}`,
      ];
      // Until the whole batch went through, nobody knows which of them lie there.
      for (const { file } of wanted) job.had.delete(file);
      await sftp([
        `-mkdir ${there('')}`,
        ...[...folders].sort().map((name) => `-mkdir ${there(name)}`),
        ...first.flatMap(put),
        ...wanted.filter(({ file }) => isLast(file)).flatMap(put),
        ...gone.map((file) => `-rm ${there(file)}`),
      ]);
      return settledIn(job, wanted);
    });

async function removed({ copy, had, full }: Job, fetchList: () => Promise<string>): Promise<string[]> {
  const old = full ? filesOfList(await readFile(await fetchList()).catch(() => null)) : [];
  return [...new Set([...had.keys(), ...old])].filter((file) => !copy.files.has(file));
}

const foldersAbove = (file: string): string[] => {
  const parts = file.split('/').slice(0, -1);
  return parts.map((_, i) => parts.slice(0, i + 1).join('/'));
};

function settledIn({ copy, had }: Job, wanted: readonly CopyFile[]): Carried {
  had.clear();
  for (const { file, sha256 } of copy.files.values()) had.set(file, sha256);
  return { files: wanted.length, bytes: wanted.reduce((sum, { body }) => sum + body.length, 0) };
}

/** For sftp's batch and rsync's -e, which both read double quotes; nothing that comes here holds one. */
const quoted = (text: string) => `"${text.replace(/["\\]/g, '')}"`;
