/**
 * A copy as commits of a git branch: for hosts that serve a branch (GitHub or GitLab Pages), or for a remote of one's
 * own. Shallow, never forced: what others pushed stays, and a push that came second is made again on top of theirs.
 * The token goes through askpass; it stands in no argument, no address and no configuration. A push is atomic, so a
 * reader of the branch sees the old page or the new one.
 */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { lstat, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { OutsidePlace } from '@candor/protocol/outside.ts';
import type { Outbound } from '#lib/outbound/index.ts';
import { Problem } from '#lib/problem.ts';
import { type Courier, changed, filesOfList } from './carry.ts';
import { complaintOf, type Ran, run } from './child.ts';
import { LIST } from './copy.ts';
import { checkFolder, realFolder } from './folder.ts';
import { resolveHost, sshOptions, withFolder } from './ssh.ts';

type Place = Extract<OutsidePlace, { kind: 'git' }>;
type Remote = { kind: 'https'; url: URL } | { kind: 'ssh'; url: URL } | { kind: 'folder'; path: string };

/** Old objects stay in the working copy until it is made anew. */
const COMMITS_PER_CLONE = 500;
const PUSHES = 3;

export function remoteOf(remote: string, roots: readonly string[], outbound: Outbound): Remote {
  if (remote.startsWith('/')) {
    checkFolder(remote, roots);
    return { kind: 'folder', path: remote };
  }
  const url = URL.canParse(remote) ? new URL(remote) : null;
  const refuse = (message: string) =>
    new Problem('request.invalid', message, { errors: [{ path: 'place.remote', message }] });
  if (url?.password) throw refuse('Put the token into `secret`, not into the address.');
  if (url?.protocol === 'https:') {
    if (url.username) throw refuse('Put the user into `username`, not into the address.');
    outbound.checkAddress(url.hostname);
    return { kind: 'https', url };
  }
  if (url?.protocol === 'ssh:' && /^[\w.-]+$/.test(url.username) && /^[\w.:[\]-]+$/.test(url.hostname)) {
    outbound.checkAddress(url.hostname);
    return { kind: 'ssh', url };
  }
  throw refuse(
    'A remote is https://host/path, ssh://user@host/path, or an absolute path under an allowed folder.',
  );
}

export function createGitCourier(
  target: Place,
  secret: string | null,
  { folder, outbound, roots }: { folder: string; outbound: Outbound; roots: readonly string[] },
): Courier {
  let commits = 0;
  // Each courier has a tree of its own: one that was given up may still be writing into its.
  const tree = join(folder, `tree-${randomUUID()}`);
  return (job) =>
    withFolder(folder, async (secrets) => {
      const { env, settings, address } = await reach(secrets);
      const { copy, had, signal } = job;
      const git = async (
        args: readonly string[],
        allow: (ran: Ran) => boolean = () => false,
      ): Promise<Ran> => {
        const ran = await run('git', [...settings, ...args], { cwd: tree, env, signal });
        if (ran.code !== 0 && !allow(ran)) throw new Error(`git ${args[0]}: ${complaintOf(ran)}`);
        return ran;
      };
      // A clone that an attempt left half-done is not mended; it is made anew.
      if (job.full || commits >= COMMITS_PER_CLONE) await rm(tree, { recursive: true, force: true });
      if (!existsSync(join(tree, '.git'))) {
        await mkdir(tree, { recursive: true });
        await git(['init', '--quiet', `--initial-branch=${target.branch}`]);
        commits = 0;
      }
      const wanted = changed(job);
      try {
        for (let n = 1; ; n++) {
          const pushed = await once();
          if (pushed) break;
          if (n === PUSHES)
            throw new Error('git push: others pushed to this branch at the same time, three times.');
        }
      } catch (error) {
        await rm(tree, { recursive: true, force: true });
        throw error;
      }
      had.clear();
      for (const { file, sha256 } of copy.files.values()) had.set(file, sha256);
      return { files: wanted.length, bytes: wanted.reduce((sum, { body }) => sum + body.length, 0) };

      /** On top of what the branch is now; false when somebody else was faster. */
      async function once(): Promise<boolean> {
        const missing = ({ stderr }: Ran) => /couldn't find remote ref/i.test(stderr);
        const fetched = await git(['fetch', '--quiet', '--depth=1', address, target.branch], missing);
        if (fetched.code === 0) await git(['reset', '--quiet', '--hard', 'FETCH_HEAD']);
        const inside = (file: string) => join(tree, target.folder, file);
        const old = filesOfList(await readFile(inside(LIST)).catch(() => null));
        for (const file of old) if (!copy.files.has(file)) await rm(inside(file), { force: true });
        for (const { file, body } of copy.files.values()) await place(join(tree, target.folder), file, body);
        // GitHub Pages then serves every file as it is.
        await writeFile(inside('.nojekyll'), '');
        await git(['add', '--all', '--force', '.']);
        if ((await git(['status', '--porcelain', '--untracked-files=no'])).stdout === '') return true;
        await git(['commit', '--quiet', '--message', `Status page, version ${copy.version}`]);
        commits += 1;
        const second = ({ stderr }: Ran) =>
          /\[(remote )?rejected\].*(fetch first|non-fast-forward|failed to update ref|cannot lock ref|incorrect old value)/i.test(
            stderr,
          );
        return (
          (await git(['push', '--quiet', address, `HEAD:refs/heads/${target.branch}`], second)).code === 0
        );
      }
    });

  async function reach(secrets: string) {
    const remote = remoteOf(target.remote, roots, outbound);
    const settings = [
      'core.hooksPath=/dev/null',
      // What lies on the branch as a link is written as a file, so that no name in it leads out of the tree.
      'core.symlinks=false',
      'core.logAllRefUpdates=false',
      'core.autocrlf=false',
      'commit.gpgSign=false',
      'gc.auto=0',
      'credential.helper=',
      'http.followRedirects=false',
      'user.name=Candor',
      'user.email=candor@localhost',
      'protocol.allow=never',
      `protocol.${remote.kind === 'folder' ? 'file' : remote.kind}.allow=always`,
    ];
    const env: Record<string, string> = {
      HOME: secrets,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_TERMINAL_PROMPT: '0',
    };
    let address: string;
    if (remote.kind === 'folder') {
      address = await realFolder(remote.path, roots);
      // The operator allowed this folder; git asks besides whether its owner is this account.
      settings.push(`safe.directory=${address}`);
    } else {
      address = remote.url.href;
      const host = remote.url.hostname.replace(/^\[|\]$/g, '');
      if (remote.kind === 'https') {
        const ip = await resolveHost(host, outbound);
        const port = remote.url.port || '443';
        settings.push(`http.curloptResolve=${host}:${port}:${ip.includes(':') ? `[${ip}]` : ip}`);
        if (secret) {
          const ask = join(secrets, 'askpass');
          const script =
            '#!/bin/sh\ncase "$1" in Username*) echo "$CANDOR_GIT_USER";; *) echo "$CANDOR_GIT_SECRET";; esac\n';
          await writeFile(ask, script, { mode: 0o700 });
          Object.assign(env, {
            GIT_ASKPASS: ask,
            CANDOR_GIT_USER: target.username,
            CANDOR_GIT_SECRET: secret,
          });
        }
      } else {
        const options = await sshOptions(
          { host, port: Number(remote.url.port || 22), knownHosts: target.knownHosts },
          secret,
          { folder: secrets, outbound },
        );
        env['GIT_SSH_COMMAND'] = `ssh ${options.map((option) => `'${option}'`).join(' ')}`;
        env['GIT_SSH_VARIANT'] = 'ssh';
      }
    }
    return { env, address, settings: settings.flatMap((setting) => ['-c', setting]) };
  }
}

/** Writes a file of the tree; what stands in its way there (a file for a folder, a folder for a file) gives way. */
async function place(root: string, file: string, body: Buffer): Promise<void> {
  const parts = file.split('/');
  for (let depth = 1; depth <= parts.length; depth++) {
    const path = join(root, ...parts.slice(0, depth));
    const found = await lstat(path).catch(() => null);
    const fits = depth < parts.length ? found?.isDirectory() : found?.isFile();
    if (found && !fits) await rm(path, { recursive: true });
  }
  await mkdir(dirname(join(root, file)), { recursive: true });
  await writeFile(join(root, file), body);
}
