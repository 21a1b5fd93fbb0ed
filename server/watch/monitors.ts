/**
 * Monitors as rows: made, changed, removed and read. Validates what people ask for, keeps secrets in, and withdraws
 * a failing monitor's testimony when it is removed, switched off or pointed elsewhere, in the same transaction.
 */
import { randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { type CheckResult, Monitor, type MonitorHeader, MonitorInput } from '@candor/protocol/watch.ts';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import { Problem } from '#lib/problem.ts';
import type { Store, Tx } from '#store';
import type { Timeline } from '#timeline';
import { startsAnew } from './engine.ts';
import { withdrawal } from './facts.ts';
import type { History } from './history.ts';
import type { AddressPolicy } from './probes/index.ts';
import type { StandingNote } from './recorder.ts';
import type { WatchTables } from './tables.ts';
import type { Standing } from './verdict.ts';

export type Known = { monitor: Monitor; number: number; note: StandingNote | null };

/** What it gives out holds no secret header's value. */
export type Monitors = {
  list(): Promise<Monitor[]>;
  get(id: string): Promise<Monitor>;
  create(input: MonitorInput): Promise<Monitor>;
  update(id: string, input: Partial<MonitorInput>, by: string): Promise<Monitor>;
  remove(id: string, by: string): Promise<void>;
};

type Row = WatchTables['watchMonitor'];

export function createMonitors({
  store,
  timeline,
  clock,
  ids,
  policy,
  components,
  history,
  standingOf,
  changed,
}: {
  store: Store;
  timeline: Pick<Timeline, 'record'>;
  clock: Clock;
  ids: Ids;
  policy: AddressPolicy;
  components: { get(id: string): Promise<unknown> } | undefined;
  history: History;
  /** As the running engine knows it; null when no engine runs here. */
  standingOf: (id: string) => Standing | null;
  changed: () => Promise<void>;
}): Monitors & { known(): Promise<Known[]> } {
  const on = (tx?: Tx) => (tx ?? store.db).withTables<WatchTables>();

  async function rowOf(id: string, tx?: Tx) {
    const row = await on(tx).selectFrom('watchMonitor').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) throw new Problem('not-found', `There is no monitor ${id}.`);
    return row;
  }

  /** The problem of the failure that lasts, if one was announced. */
  async function announcedSince(id: string, tx: Tx): Promise<number | null> {
    let standing = standingOf(id);
    if (!standing) {
      const row = await on(tx)
        .selectFrom('watchStanding')
        .select('standing')
        .where('monitorId', '=', id)
        .executeTakeFirst();
      standing = (row?.standing as Standing | undefined) ?? null;
    }
    return standing?.verdict === 'down' && standing.announced ? standing.downSinceMs : null;
  }

  async function withdraw(tx: Tx, monitor: Monitor, why: string, by: string) {
    const downSinceMs = await announcedSince(monitor.id, tx);
    if (downSinceMs !== null)
      await timeline.record(tx, [withdrawal(monitor, downSinceMs, clock.nowMs(), why, by)]);
    await on(tx).deleteFrom('watchStanding').where('monitorId', '=', monitor.id).execute();
  }

  async function check(monitor: Monitor) {
    refusePrivateLiteral(monitor.target, policy);
    await components?.get(monitor.componentId);
  }

  return {
    async list() {
      const rows = await on().selectFrom('watchMonitor').selectAll().orderBy('id').execute();
      return rows.map((row) => withoutSecrets(toMonitor(row)));
    },
    get: async (id) => withoutSecrets(toMonitor(await rowOf(id))),

    async create(given) {
      const input = parse(given);
      const token = input.target.kind === 'heartbeat' ? randomBytes(24).toString('base64url') : null;
      const monitor: Monitor = {
        ...input,
        id: ids.next('mon'),
        heartbeatPath: token && `/heartbeats/${token}`,
        createdAt: clock.now(),
        updatedAt: clock.now(),
      };
      for (const header of headersOf(monitor))
        if (header.value === null)
          throw new Problem('request.invalid', `The header ${header.name} needs a value.`, {
            errors: [{ path: 'target.headers', message: `${header.name} has no value` }],
          });
      await check(monitor);
      await on().insertInto('watchMonitor').values(toRow(monitor, token)).execute();
      await changed();
      return withoutSecrets(monitor);
    },

    async update(id, given, by) {
      const monitor = await store.transaction(async (tx) => {
        const row = await rowOf(id, tx);
        const before = toMonitor(row);
        const { id: _, heartbeatPath: _path, createdAt: _created, updatedAt: _updated, ...current } = before;
        const input = parse({ ...current, ...given });
        if ((input.target.kind === 'heartbeat') !== (before.target.kind === 'heartbeat'))
          throw new Problem(
            'request.invalid',
            'A heartbeat cannot become a check, nor a check a heartbeat; make a new monitor.',
          );
        // Two edits in one millisecond are still two edits for whoever compares the times.
        const updatedMs = Math.max(clock.nowMs(), Date.parse(before.updatedAt) + 1);
        const after: Monitor = { ...before, ...input, updatedAt: new Date(updatedMs).toISOString() };
        keepSecrets(before, after);
        await check(after);
        const { number: _number, ...values } = { ...toRow(after, row.heartbeatToken), number: row.number };
        await on(tx).updateTable('watchMonitor').set(values).where('id', '=', id).execute();
        if (startsAnew(before, after))
          await withdraw(
            tx,
            before,
            after.enabled ? 'the monitor was changed' : 'the monitor was switched off',
            by,
          );
        return after;
      });
      await changed();
      return withoutSecrets(monitor);
    },

    async remove(id, by) {
      await store.transaction(async (tx) => {
        const row = await rowOf(id, tx);
        await withdraw(tx, toMonitor(row), 'the monitor was removed', by);
        await on(tx).deleteFrom('watchMonitor').where('id', '=', id).execute();
        await history.forget(tx, row.number);
      });
      await changed();
    },

    async known() {
      const rows = await on()
        .selectFrom('watchMonitor')
        .leftJoin('watchStanding', 'watchStanding.monitorId', 'watchMonitor.id')
        .selectAll('watchMonitor')
        .select(['standing', 'lastResult', 'lastPlannedAt', 'lastBeatAt'])
        .execute();
      const ms = (instant: string | null) => (instant === null ? null : Date.parse(instant));
      return rows.map((row) => ({
        monitor: toMonitor(row),
        number: row.number,
        note: row.standing && {
          standing: row.standing as Standing,
          last: row.lastResult as CheckResult | null,
          lastPlannedMs: ms(row.lastPlannedAt),
          lastBeatMs: ms(row.lastBeatAt),
        },
      }));
    },
  };
}

function parse(given: unknown) {
  const parsed = MonitorInput.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new Problem('request.invalid', 'The monitor does not have the shape that it needs.', {
    errors: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
  });
}

/** Literals are judged when they are written down; names when they are resolved, at every check. */
function refusePrivateLiteral(target: Monitor['target'], policy: AddressPolicy) {
  if (target.kind === 'heartbeat') return;
  const host = (target.kind === 'http' ? new URL(target.url).hostname : target.host).replace(/^\[|\]$/g, '');
  if (isIP(host) > 0 && !policy.allows(host))
    throw new Problem(
      'target.private-address',
      `${host} is a private or reserved address, which the policy of this installation refuses. List it in CANDOR_ALLOW_PRIVATE to watch it.`,
    );
}

const headersOf = ({ target }: Monitor): MonitorHeader[] => (target.kind === 'http' ? target.headers : []);

/** A secret header that comes back without its value keeps the value it had, for the same origin only. */
function keepSecrets(before: Monitor, after: Monitor) {
  if (before.target.kind !== 'http' || after.target.kind !== 'http') return;
  const sameOrigin = new URL(before.target.url).origin === new URL(after.target.url).origin;
  const kept = new Map(before.target.headers.map((header) => [header.name.toLowerCase(), header]));
  after.target = {
    ...after.target,
    headers: after.target.headers.map((header) => {
      if (header.value !== null) return header;
      const old = kept.get(header.name.toLowerCase());
      if (old && sameOrigin) return { ...header, secret: header.secret || old.secret, value: old.value };
      throw new Problem(
        'request.invalid',
        old
          ? `The header ${header.name} needs its value again: the monitor now looks at another origin.`
          : `The header ${header.name} needs a value.`,
      );
    }),
  };
}

/** As it is given out: a secret shows only that it is there. */
export function withoutSecrets<M extends Monitor>(monitor: M): M {
  if (monitor.target.kind !== 'http') return monitor;
  const headers = monitor.target.headers.map((header) =>
    header.secret ? { ...header, value: null } : header,
  );
  return { ...monitor, target: { ...monitor.target, headers } };
}

function toMonitor({
  number: _,
  kind: _kind,
  heartbeatToken,
  ...row
}: { [K in keyof Row]: unknown } & object): Monitor {
  const fields = row as Record<string, unknown>;
  return Monitor.parse({
    ...Object.fromEntries(Object.keys(Monitor.shape).map((name) => [name, fields[name]])),
    heartbeatPath: heartbeatToken ? `/heartbeats/${String(heartbeatToken)}` : null,
  });
}

function toRow({ heartbeatPath: _, target, ...monitor }: Monitor, heartbeatToken: string | null) {
  return { ...monitor, kind: target.kind, target: JSON.stringify(target), heartbeatToken };
}
