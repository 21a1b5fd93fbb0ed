/** The yardstick: nginx with gzip_static, one process, serving given bytes from a folder of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../server/cli/demo/candor.ts';
import { untilAnswered } from '../kit/candor.ts';
import { own } from '../kit/processes.ts';

const configuration = (folder: string, port: number) => `
daemon off; master_process off; worker_processes 1; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
events { worker_connections 2048; }
http {
  access_log off; keepalive_requests 1000000000; sendfile on; tcp_nopush on; etag on; default_type text/html;
  client_body_temp_path ${folder}/b; proxy_temp_path ${folder}/p; fastcgi_temp_path ${folder}/f;
  uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
  open_file_cache max=100 inactive=1h; open_file_cache_valid 1h;
  server {
    listen 127.0.0.1:${port} backlog=4096; root ${folder}/www; gzip_static on; gzip_vary on;
    add_header Cache-Control "public, max-age=0, must-revalidate";
  }
}`;

export async function startNginx(body: { plain: Buffer; gzip: Buffer }) {
  const folder = mkdtempSync(join(tmpdir(), 'candor-bench-nginx-'));
  // nginx as root serves as nobody, who has to be able to read this.
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'www'));
  writeFileSync(join(folder, 'www/index.html'), body.plain);
  writeFileSync(join(folder, 'www/index.html.gz'), body.gzip);
  const port = await freePort();
  writeFileSync(join(folder, 'nginx.conf'), configuration(folder, port));
  const child = own(spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-p', folder], { stdio: 'ignore' }));
  child.on('error', () => {});
  const url = `http://127.0.0.1:${port}`;
  const close = async () => {
    if (child.pid && child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    if (!child.pid) throw new Error('nginx is not installed (Debian: nginx-light).');
    await untilAnswered(`${url}/`, { child, withinMs: 5_000 });
  } catch (error) {
    await close();
    throw error;
  }
  return { name: 'nginx', url, pid: child.pid, close };
}
