/**
 * A page of about 30 kB of gzip from the product's own web server, in a process of its own, without a database: with
 * bytes of that size the kernel's copying weighs more than anything that is ours.
 */
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig } from '../../server/config.ts';
import { systemClock } from '../../server/lib/clock.ts';
import { silentLog } from '../../server/lib/log.ts';
import { createLoops } from '../../server/lib/loop.ts';
import { createWeb } from '../../server/web/index.ts';
import { own } from '../kit/processes.ts';

const PARAGRAPHS = 700;

export async function startLargePage() {
  const folder = mkdtempSync(join(tmpdir(), 'candor-bench-large-'));
  const env = { ...process.env, PORT: '0', CANDOR_DATA: folder, CANDOR_CONNECTIONS_PER_ADDRESS: '0' };
  const child = own(fork(fileURLToPath(import.meta.url), { env }));
  const [url] = (await once(child, 'message')) as [string];
  return {
    url,
    pid: child.pid!,
    async close() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function serve() {
  const log = silentLog();
  const clock = systemClock();
  const web = await createWeb({ config: readConfig(), clock, log, loops: createLoops({ clock, log }) });
  // Digests, because text that repeats would be pressed to nothing.
  const paragraphs = Array.from(
    { length: PARAGRAPHS },
    (_, n) => `<p>${createHash('sha256').update(String(n)).digest('hex')}</p>`,
  );
  const body = `<!doctype html><title>Large</title>${paragraphs.join('\n')}`;
  await web.shelf.put('/', { contentType: 'text/html; charset=utf-8', body });
  const { url } = await web.listen();
  process.send!(url);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await serve();
