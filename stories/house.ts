/**
 * The whole product for a story: the real rooms on a real database, real sockets to a service that can break, a mail
 * server and a webhook receiver, and a clock that the story moves by hand.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processIdentity } from '#carriers';
import { readConfig } from '#config';
import { type Clock, handClock } from '#lib/clock.ts';
import { type Log, silentLog } from '#lib/log.ts';
import { startMailServer, startWebhookReceiver } from '../mocks/index.ts';
import { type App, createApp } from '../server/app.ts';
import type { StatementHook } from '../server/store/connect.ts';
import { createTestStore } from '../server/store/testing.ts';

export type House = Awaited<ReturnType<typeof openHouse>>;

export const seconds = (count: number) => count * 1_000;
export const minutes = (count: number) => count * 60_000;

type Breakage = 'fine' | '500' | 'hang' | 'wrong-content';

/** A small service with a switch. */
export async function startService() {
  let state: Breakage = 'fine';
  const server = createServer((_request, response) => {
    if (state === 'hang') return;
    response.writeHead(state === '500' ? 500 : 200, { 'content-type': 'text/plain' });
    response.end(state === 'wrong-content' ? 'database error' : 'ok');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    set(next: Breakage) {
      state = next;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** What no hand can move, such as a lost connection that is looked for, is waited for in real time. */
export async function inReality(done: () => boolean | Promise<boolean>, ms = 10_000) {
  for (const untilMs = performance.now() + ms; !(await done()); ) {
    if (performance.now() > untilMs) throw new Error(`It did not happen within ${ms / 1_000} s.`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

type Options = { start?: string; hook?: StatementHook; monitors?: boolean; log?: Log };

export async function openHouse(
  t: { after(fn: () => Promise<void>): void },
  { start = '2026-03-01T12:00:00.000Z', hook, monitors = true, log = silentLog() }: Options = {},
) {
  const clock = handClock(start);
  const folder = mkdtempSync(join(tmpdir(), 'candor-story-'));
  const store = await createTestStore();
  const mail = await startMailServer();
  const webhooks = await startWebhookReceiver({ now: clock.nowMs });
  const service = await startService();
  const config = readConfig({
    PORT: '0',
    CANDOR_DATA: folder,
    CANDOR_ALLOW_PRIVATE: '127.0.0.0/8',
    CANDOR_OUTSIDE_FOLDERS: join(folder, 'copies'),
    SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    MAIL_FROM: 'Demo Shop Status <status@shop.example>',
    // Making an RSA key for each world would take most of its time; the tests of mail sign.
    MAIL_DKIM: 'false',
    CANDOR_PUSH_SERVICES: '127.0.0.1',
    LOG_LEVEL: 'silent',
  });
  const alive = new Set<number>();
  const abandoned: { close(): Promise<void> }[] = [];
  let over = false;
  let lastPid = 0;

  /** One process: its own clock, connections and identity, so that it can vanish without a word. */
  async function live(given: StatementHook | undefined) {
    const pid = ++lastPid;
    alive.add(pid);
    const gone = () => !alive.has(pid);
    const waiting = new Set<() => void>();
    let cleared = false;
    let end!: () => void;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const own: Clock = {
      ...clock,
      at(dueMs, ring) {
        if (cleared) return clock.at(dueMs, () => {});
        waiting.add(ring);
        const cancel = clock.at(dueMs, () => {
          if (gone()) return;
          waiting.delete(ring);
          ring();
        });
        return () => {
          waiting.delete(ring);
          cancel();
        };
      },
    };
    const connections = store.again({
      hook(moment, sql) {
        if (gone()) throw new Error('this process is dead');
        given?.(moment, sql);
      },
    });
    const identity = processIdentity({ host: 'story', pid, isAlive: (other) => alive.has(other) });
    const app = await createApp({ config, clock: own, log, store: connections, identity });
    return {
      app,
      connections,
      /** Quiet, or an error when the process vanished meanwhile. */
      settled: () =>
        Promise.race([
          app.loops.settled(),
          ended.then(() => {
            throw new Error('this process is dead');
          }),
        ]),
      async vanish() {
        alive.delete(pid);
        end();
        abandoned.push({
          async close() {
            const closed = app.close();
            // A dead process waits for nothing any more; what it waited for is let go, so that the test can end.
            const until = setInterval(() => {
              for (const ring of waiting) ring();
              waiting.clear();
            }, 20);
            await closed.finally(() => clearInterval(until));
            cleared = true;
          },
        });
        // The pool goes first, so that nothing of this process looks for the database again.
        void connections.close().catch(() => {});
        await store.cutConnections();
      },
    };
  }
  let life = await live(hook);
  let app: App = life.app;
  await app.start();

  const component = await app.catalog.components.create({
    slug: 'checkout',
    name: { en: 'Checkout', de: 'Kasse' },
  });
  const monitor = monitors
    ? await app.watch.monitors.create({
        name: 'Checkout answers',
        componentId: component.id,
        target: {
          kind: 'http',
          url: service.url,
          assertions: [
            { type: 'status', oneOf: ['2xx'] },
            { type: 'body', operator: 'contains', text: 'ok' },
          ],
        },
        opensIncident: 1,
      })
    : null;
  t.after(async () => {
    if (!over) await app.close().catch(() => {});
    // What hangs at a receiver ends with the receiver.
    await Promise.all([mail.close(), webhooks.close(), service.close()]);
    await Promise.all(abandoned.map((each) => each.close().catch(() => {})));
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const house = {
    clock,
    folder,
    mail,
    webhooks,
    service,
    store,
    component,
    monitor,
    get app() {
      return app;
    },
    settled: () => life.settled(),
    /** Moves the clock, letting everything that falls due happen on the way. */
    forward: (ms: number) => clock.moveTo(clock.nowMs() + ms, () => life.settled()),
    /** Time passes while no process lives. */
    forwardAlone: (ms: number) => clock.moveTo(clock.nowMs() + ms),
    /** Moves in steps until `done`, at most `ms`. */
    async until(done: () => Promise<boolean> | boolean, ms = minutes(10), step = 500) {
      for (const endMs = clock.nowMs() + ms; clock.nowMs() < endMs; ) {
        if (await done()) return;
        await house.forward(step);
      }
      if (!(await done())) throw new Error(`It did not happen within ${ms / 1_000} s of the story's time.`);
    },
    /** The process ends and another begins on the same database and folder. */
    async restart() {
      await app.close();
      life = await live(hook);
      app = life.app;
      await app.start();
    },
    /** Kill −9: the process does nothing more, its connections break, and what it held in memory is gone. */
    async kill() {
      over = true;
      await life.vanish();
    },
    /** Another process begins on the same database and folder, after `kill`. */
    async begin(given: StatementHook | undefined = hook) {
      life = await live(given);
      app = life.app;
      over = false;
      await app.start();
    },
    /** The database is away in real life, and is missed by the house. */
    async takeDatabaseAway() {
      await store.takeAway();
      await inReality(() => life.connections.state() === 'down');
    },
    async takeDatabaseBack() {
      await store.takeBack();
      await inReality(() => life.connections.state() === 'up');
      await life.settled();
    },
    subscribe: (address: string, more: object = {}) =>
      app.audience.subscribers.add({ carrier: 'email', address, confirmed: true, ...more }, 'system:test'),
    /** Somebody of the staff. */
    person: (email: string, role: 'owner' | 'responder' = 'responder') =>
      app.people.persons.add(
        { email, name: email.split('@')[0]!, role, password: 'a password of this story only' },
        'system:test',
      ),
    async incident() {
      return (await app.timeline.incidents({ limit: 1 }))[0] ?? null;
    },
    /** Over HTTP, as anybody outside. */
    async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
      const answer = await fetch(new URL(path, app.web.url()), {
        method,
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      const json = answer.headers.get('content-type')?.includes('json');
      return { status: answer.status, headers: answer.headers, body: json ? JSON.parse(text) : text };
    },
    async page(path = '/') {
      const response = await fetch(new URL(path, app.web.url()));
      return { status: response.status, text: await response.text(), headers: response.headers };
    },
  };
  return house;
}
