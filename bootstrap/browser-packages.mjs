/** Builds what browsers get (console, SDK) when their sources changed since the last build. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export async function buildBrowserPackages(home, node) {
  build(
    home,
    'packages/browser',
    () => [node, ['--disable-warning=ExperimentalWarning', 'packages/browser/build.ts']],
    'build.ts',
  );
  build(
    home,
    'packages/console',
    () => [
      node,
      [join(home, 'node_modules/vite/bin/vite.js'), 'build', 'packages/console', '--logLevel', 'error'],
    ],
    'index.html',
  );
}

function build(home, folder, command, entry) {
  const where = join(home, folder);
  if (!existsSync(join(where, entry))) return;
  const stamp = join(where, 'dist', '.sources');
  const wanted = digest([where, join(home, 'packages/protocol')]);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.error(`Candor: building ${folder} (once) …`);
  const [program, parameters] = command();
  const built = spawnSync(program, parameters, { cwd: home, stdio: ['ignore', 'ignore', 'inherit'] });
  if (built.status !== 0) throw new Error(`Building ${folder} failed; the message is above.`);
  mkdirSync(join(where, 'dist'), { recursive: true });
  writeFileSync(stamp, wanted);
}

function digest(folders) {
  const hash = createHash('sha256');
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      if (entry.name === 'dist' || entry.name === 'node_modules') continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else hash.update(path).update(readFileSync(path));
    }
  };
  for (const folder of folders) walk(folder);
  return hash.digest('hex');
}
