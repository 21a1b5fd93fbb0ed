/**
 * The page outside the house: puts the signed list of the page's documents on the shelf, and carries every change to
 * all targets at once, each by a runner of its own. Writes rows (targets, their last outcome), never facts. No target
 * is waited for, by the page or by another target; nothing private is copied: only what the public shelf holds.
 */
import { rmSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import type { OutsideState } from '@candor/protocol/outside.ts';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import type { Log } from '#lib/log.ts';
import type { Loop, Loops } from '#lib/loop.ts';
import type { Outbound } from '#lib/outbound/index.ts';
import { Problem } from '#lib/problem.ts';
import { createSecretBox, openSecretKey } from '#lib/secret-box.ts';
import type { Store } from '#store';
import type { SigningKey } from '#timeline';
import type { Web } from '#web';
import type { Courier } from './carry.ts';
import { type Copy, LIST, makeCopy } from './copy.ts';
import { courierFor, type Ways, workFolderOf } from './couriers.ts';
import { createFallback } from './fallback.ts';
import { rootsOf } from './folder.ts';
import { createRunner, NOTHING_YET, type Outcome, type Runner } from './runner.ts';
import type { OutsideTables } from './tables.ts';
import { createTargets, type OpenTarget, type Target } from './targets.ts';

export type Outside = ReturnType<typeof createOutside>;

/** The set of the page that readers come in by. */
const SET = 'status';
const BESIDE = ['log', 'status:cards'];
/** From here on somebody should look. */
const WARN_AFTER_MS = 300_000;
const STOP_MS = 2_000;

export function createOutside({
  store,
  clock,
  ids,
  log,
  loops,
  outbound,
  web,
  key,
  dataFolder,
  folders,
  held = () => null,
}: {
  store: Store;
  clock: Clock;
  ids: Ids;
  log: Log;
  loops: Loops;
  outbound: Outbound;
  web: Pick<Web, 'shelf' | 'readiness'>;
  key: SigningKey;
  dataFolder: string;
  /** CANDOR_OUTSIDE_FOLDERS. */
  folders: string;
  /** What has to lie at a target of holding pages; null while nothing was ever published there. */
  held?: (targetId: string) => Copy | null;
}) {
  const ways: Ways = { outbound, clock, roots: rootsOf(folders), dataFolder };
  const box = createSecretBox(() => openSecretKey(dataFolder, 'outside'));
  const runners = new Map<string, Runner>();
  let copy: Copy | null = null;
  let loop: Loop | undefined;
  let stopped = false;
  const db = () => store.db.withTables<OutsideTables>();
  const targets = createTargets({ store, clock, ids, box, ways, changed: () => loop?.kick() });
  const fallback = createFallback({ store, clock, ids });

  function take(): void {
    const beside = BESIDE.flatMap((name) => [...web.shelf.entries(name)]);
    const made = makeCopy(web.shelf.entries(SET), key, new Map(beside));
    if (!made) return;
    copy = made.copy;
    loops.track(
      web.shelf.put(`/${LIST}`, {
        contentType: 'application/json; charset=utf-8',
        body: made.list,
        headers: { 'Access-Control-Allow-Origin': '*' },
      }),
    );
    for (const runner of runners.values()) runner.kick();
  }
  web.shelf.onReplaced((set) => {
    if (set !== SET && !BESIDE.includes(set)) return;
    try {
      take();
    } catch (error) {
      // The page is readers' first; what goes wrong with its copies is no reason to fail it.
      log.error({ err: error }, 'the page could not be made ready for copies outside');
    }
  });

  const keep = (targetId: string) => (outcome: Outcome) => {
    const row = { targetId, ...outcome };
    const writing = db()
      .insertInto('tellOutsideOutcome')
      .values(row)
      .onConflict((conflict) => conflict.column('targetId').doUpdateSet(row))
      .execute()
      // Copying goes on without the database; the next outcome is written when it is back.
      .catch((error: unknown) => log.debug({ err: error, target: targetId }, 'an outcome was not written'));
    loops.track(writing);
  };

  /** Runners as the rows say: a target that was changed gets a new one, which begins with everything. */
  async function bringNow(): Promise<void> {
    const opened = await targets.opened();
    const wanted = new Map(
      opened.filter(({ target }) => target.enabled).map((each) => [each.target.id, each]),
    );
    for (const [id, runner] of runners) {
      if (isDeepStrictEqual(wanted.get(id), runner.opened)) continue;
      runners.delete(id);
      await runner.stop();
      rmSync(workFolderOf(id, ways), { recursive: true, force: true });
    }
    for (const [id, each] of wanted) if (!runners.has(id)) runners.set(id, await make(each));
  }
  let bringing: Promise<void> = Promise.resolve();
  /** One after the other, so that no target ever has two runners. */
  const bring = () => (bringing = bringing.then(bringNow, bringNow));

  async function make(each: OpenTarget): Promise<Runner> {
    const { id, place } = each.target;
    const row = await db()
      .selectFrom('tellOutsideOutcome')
      .selectAll()
      .where('targetId', '=', id)
      .executeTakeFirst();
    const { targetId: _, ...outcome } = row ?? { targetId: id, ...NOTHING_YET };
    return createRunner({
      opened: each,
      courier: each.locked ? locked : courierFor(id, place, each.secret, ways),
      current: () => currentOf(each.target),
      outcome,
      clock,
      loops,
      log,
      settled: keep(id),
    });
  }

  const currentOf = ({ id, purpose }: Target): Copy | null => (purpose === 'holding' ? held(id) : copy);

  const warns = ({ failingSince, validUntil }: Outcome): boolean =>
    failingSince !== null &&
    (clock.nowMs() - Date.parse(failingSince) >= WARN_AFTER_MS ||
      (validUntil !== null && Date.parse(validUntil) <= clock.nowMs()));

  async function stateOf(target: Target): Promise<OutsideState> {
    const runner = runners.get(target.id);
    const row = runner
      ? null
      : await db()
          .selectFrom('tellOutsideOutcome')
          .selectAll()
          .where('targetId', '=', target.id)
          .executeTakeFirst();
    const { targetId: _, ...stored } = row ?? { targetId: '', ...NOTHING_YET };
    const outcome = runner?.outcome() ?? stored;
    return {
      ...outcome,
      copying: runner?.copying() ?? false,
      nextAttemptAt: runner?.nextAttemptAt() ?? null,
      warning: target.enabled && warns(outcome),
    };
  }
  const view = async (target: Target) => ({ ...target, state: await stateOf(target) });

  web.readiness('outside', () => {
    const failing = [...runners.values()].filter((runner) => warns(runner.outcome())).length;
    // Copies that fail are no reason to send readers elsewhere, so this part is always ready.
    if (failing > 0)
      return { ready: true, detail: `${failing} of ${runners.size} copies outside are failing` };
    return { ready: true, detail: runners.size === 0 ? 'no copy outside' : `${runners.size} copies outside` };
  });

  return {
    fallback,
    list: async () => Promise.all((await targets.list()).map(view)),
    get: async (id: string) => view(await targets.get(id)),
    create: async (input: Parameters<typeof targets.create>[0]) => view(await targets.create(input)),
    update: async (...given: Parameters<typeof targets.update>) => view(await targets.update(...given)),
    remove: targets.remove,
    /** For the kit: every enabled target with its secret. */
    opened: targets.opened,
    /** Looks again at what has to lie where. */
    kick() {
      loop?.kick();
      for (const runner of runners.values()) runner.kick();
    },
    /** Copies to one target now, and answers how that ended. */
    async attempt(id: string) {
      const target = await targets.get(id);
      if (!currentOf(target))
        throw new Problem(
          'state.conflict',
          target.purpose === 'holding'
            ? 'No holding page was published here yet. Publish one, or lay the pages ready, first.'
            : 'There is no page to copy yet. Try again in a few seconds.',
        );
      await bring();
      const runner = runners.get(id);
      if (!runner) return { ...target, state: await once(id) };
      await runner.now();
      return view(target);
    },
    /** All attempts that are under way have ended; for tests. */
    async quiet() {
      await loops.settled();
      while ([...runners.values()].some((runner) => runner.copying()))
        await new Promise((resolve) => setImmediate(resolve));
      await loops.settled();
    },
    start() {
      loop = loops.start('outside', async () => {
        if (!stopped) await bring();
        return null;
      });
    },
    async stop() {
      stopped = true;
      const ended = Promise.all([...runners.values()].map((runner) => runner.stop()));
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, STOP_MS);
      });
      await Promise.race([ended, late]).finally(() => clearTimeout(timer));
    },
  };

  /** A target that is switched off can be tried, and stays off. */
  async function once(id: string): Promise<OutsideState> {
    const each = (await targets.opened()).find(({ target }) => target.id === id)!;
    const runner = await make(each);
    await runner.now();
    await runner.stop();
    return { ...runner.outcome(), copying: false, nextAttemptAt: null, warning: false };
  }
}

const locked: Courier = async () => {
  throw new Error('The secret cannot be opened: keys/outside.key is another than it was. Enter it again.');
};
