/**
 * A whole web of its own for tests: real sockets, a real database, one signed-in person of each role. Rooms use it to
 * test their routes as a client sees them.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Role } from '@candor/protocol/people.ts';
import { type Config, readConfig } from '#config';
import { type HandClock, handClock } from '#lib/clock.ts';
import { createIds } from '#lib/id.ts';
import { createLog, type Log, silentLog } from '#lib/log.ts';
import { createLoops, type Loops } from '#lib/loop.ts';
import { createPeople, type People } from '#people';
import type { Store } from '#store';
import { createTestStore, type TestStore } from '../store/testing.ts';
import type { Routes } from './api.ts';
import { peopleRoutes } from './staff/routes.ts';
import { createWeb, type Web } from './web.ts';

export type Asked = {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** Untyped on purpose: a test reads whatever the answer holds. */
  json: ReturnType<typeof JSON.parse>;
};
export type Asking = {
  /** A role of the staff, a token's secret (`cnd_…`), or nobody. */
  as?: Role | `cnd_${string}` | undefined;
  body?: unknown;
  headers?: Record<string, string>;
};

export type TestWeb = {
  web: Web;
  people: People;
  store: Store;
  clock: HandClock;
  loops: Loops;
  url: string;
  /** Everything that was logged, as text. */
  logged(): string;
  cookieOf(role: Role): string;
  ask(method: string, path: string, asking?: Asking): Promise<Asked>;
  close(): Promise<void>;
};

/** Costs microseconds where the real one costs a third of a second. */
export const CHEAP_SCRYPT = { N: 16, r: 8, p: 1 };
export const PASSWORD = 'a password for tests';

export async function createTestWeb({
  routes = [],
  env = {},
  consoleFolder,
  signIn = true,
  open = true,
  before,
  storeOf = (store) => store,
}: {
  routes?: Routes[];
  env?: Record<string, string>;
  consoleFolder?: string;
  /** Makes one person per role and signs them in. */
  signIn?: boolean;
  open?: boolean;
  before?: (web: Web) => void | Promise<void>;
  /** Another way to the same database, such as one that a test can cut. */
  storeOf?: (store: TestStore) => Store;
} = {}): Promise<TestWeb> {
  const dataFolder = env['CANDOR_DATA'] ?? (await mkdtemp(join(tmpdir(), 'candor-web-')));
  const config: Config = readConfig({ PORT: '0', CANDOR_DATA: dataFolder, ...env });
  const clock = handClock('2026-03-01T12:00:00.000Z');
  const lines: string[] = [];
  const log: Log = createLog({ level: 'trace', write: (line) => lines.push(line) });
  const loops = createLoops({ clock, log });
  const testStore = await createTestStore();
  const store = storeOf(testStore);
  const people = createPeople({
    store,
    clock,
    ids: createIds(clock),
    log: silentLog(),
    scryptCost: CHEAP_SCRYPT,
  });
  const web = await createWeb({ config, clock, log, loops, ...(consoleFolder ? { consoleFolder } : {}) });
  const close = async () => {
    await web.close();
    await loops.stop();
    if (store !== testStore) await store.close();
    await testStore.close();
    await rm(dataFolder, { recursive: true, force: true });
  };
  peopleRoutes({ people, cookie: web.cookie, url: web.url })(web.api);
  for (const register of routes) register(web.api);
  await before?.(web);
  const { url, port } = await web.listen().catch(async (error) => {
    await close();
    throw error;
  });
  if (open) await web.open({ store, people });

  const cookies = new Map<Role, string>();
  if (signIn)
    for (const role of Role.options) {
      const email = `${role}@example.org`;
      await people.persons.add({ email, name: `The ${role}`, role, password: PASSWORD }, 'system:test');
      const opened = await people.sessions.signIn(email, PASSWORD, 'test');
      cookies.set(role, web.cookie.set(opened.secret, opened.expiresAt).split(';')[0]!);
    }

  const ask: TestWeb['ask'] = (method, path, { as, body, headers = {} } = {}) =>
    new Promise((resolve, reject) => {
      const text = typeof body === 'string' ? body : body === undefined ? undefined : JSON.stringify(body);
      const identity: Record<string, string> = as?.startsWith('cnd_')
        ? { authorization: `Bearer ${as}` }
        : as
          ? { cookie: cookies.get(as as Role)! }
          : {};
      const typed: Record<string, string> = text === undefined ? {} : { 'content-type': 'application/json' };
      const request = httpRequest(
        {
          host: '127.0.0.1',
          port,
          path,
          method,
          agent: false,
          headers: { ...identity, ...typed, ...headers },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const answer = Buffer.concat(chunks).toString();
            const isJson = /json/.test(response.headers['content-type'] ?? '');
            resolve({
              status: response.statusCode!,
              headers: response.headers,
              text: answer,
              json: isJson && answer ? JSON.parse(answer) : null,
            });
          });
        },
      );
      request.on('error', reject);
      request.end(text);
    });

  return {
    web,
    people,
    store,
    clock,
    loops,
    url,
    ask,
    logged: () => lines.join(''),
    cookieOf: (role) => cookies.get(role)!,
    close,
  };
}
