/** Candor itself, started as its user would start it, and spoken to only from outside: over HTTP with a token. */
import { type ChildProcess, type ChildProcessByStdio, execFile, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { NODE_FLAGS, withNodeEnvironment } from '../../../bootstrap/node-flags.mjs';

export type Candor = {
  url: string;
  process: ChildProcess;
  token: string;
  api<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: T }>;
  /** The same, and anything but success is an error. */
  ok<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T>;
  /** What `candor verify` says, run beside it on the same data folder, or of a page as anybody outside sees it. */
  verify(address?: string): Promise<string>;
  stop(): Promise<void>;
};

const MAIN = fileURLToPath(new URL('../../main.ts', import.meta.url));
const START_MS = 60_000;
const EVERY_SCOPE = [
  'catalog',
  'audience',
  'carriers',
  'words',
  'calendar',
  'library',
  'prepare',
  'watch',
  'respond',
  'tell',
  'learn',
  'amend',
  'listen',
  'timeline',
  'people',
].flatMap((room) => [`${room}:read`, `${room}:write`]);

export const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

export async function startCandor({
  dataFolder,
  port,
  env,
}: {
  dataFolder: string;
  port: number;
  env: Record<string, string>;
}): Promise<Candor> {
  const child = spawn(process.execPath, [...NODE_FLAGS, MAIN, 'serve'], {
    env: withNodeEnvironment({
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      CANDOR_DATA: dataFolder,
      LOG_LEVEL: 'warn',
      ...env,
    }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  try {
    return await greet(child, `http://127.0.0.1:${port}`, dataFolder);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}

/** Waits for its greeting, becomes its first owner, and answers with hands of the owner's. */
async function greet(
  child: ChildProcessByStdio<null, Readable, Readable>,
  url: string,
  dataFolder: string,
): Promise<Candor> {
  let printed = '';
  let complained = '';
  child.stdout.on('data', (data) => {
    printed += data;
  });
  child.stderr.on('data', (data) => {
    complained += data;
  });
  const untilMs = performance.now() + START_MS;
  while (!/console\/welcome\?token=\S+/.test(printed)) {
    if (child.exitCode !== null || performance.now() > untilMs)
      throw new Error(`Candor did not start:\n${printed}${complained}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  const link = new URL(/http\S+console\/welcome\?token=\S+/.exec(printed)![0]);

  const send = async (method: string, path: string, body: unknown, headers: Record<string, string>) => {
    const response = await fetch(new URL(path, url), {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      response,
      body: text && response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : { text },
    };
  };
  // The first owner, as a person would: the one-time link, then a token for the demo's own hands.
  const welcome = await send(
    'POST',
    '/api/v1/welcome',
    {
      token: link.searchParams.get('token'),
      name: 'Demo Owner',
      email: 'owner@shop.example',
      password: 'a demo password, nothing else',
    },
    {},
  );
  if (!welcome.response.ok)
    throw new Error(`The one-time link was not accepted: ${JSON.stringify(welcome.body)}`);
  const cookie = welcome.response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const made = await send(
    'POST',
    '/api/v1/tokens',
    { name: 'demo', scopes: EVERY_SCOPE },
    { cookie, 'sec-fetch-site': 'same-origin' },
  );
  if (!made.response.ok) throw new Error(`No token was made: ${JSON.stringify(made.body)}`);
  const token = String(
    (made.body as { secret?: string; token?: string }).secret ?? (made.body as { token?: string }).token,
  );

  const api: Candor['api'] = async <T>(method: string, path: string, body?: unknown) => {
    const answer = await send(method, path, body, { authorization: `Bearer ${token}` });
    return { status: answer.response.status, body: answer.body as T };
  };
  return {
    url,
    process: child,
    token,
    api,
    async ok<T>(method: string, path: string, body?: unknown) {
      const answer = await api<T>(method, path, body);
      if (answer.status >= 300)
        throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
    async verify(address) {
      const { stdout } = await promisify(execFile)(
        process.execPath,
        [...NODE_FLAGS, MAIN, 'verify', ...(address ? [address] : [])],
        { env: { ...process.env, CANDOR_DATA: dataFolder } },
      );
      return stdout.trim();
    },
    async stop() {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await new Promise((resolve) => child.once('exit', resolve));
    },
  };
}
