/**
 * Coming from another status page, and going to another one. A plan first, which changes nothing; then its
 * application, once, step by step, each step whole; a process that dies goes on where it stopped. It writes rows and
 * facts by `system:import` and never sends anything to anybody.
 */
import type {
  ImportView,
  PlanAction,
  PlanItem,
  TransferDocument,
  TransferFrom,
  TransferOptions,
  TransferSection,
} from '@candor/protocol/transfer.ts';
import type { Audience } from '#audience';
import type { Calendar } from '#calendar';
import type { Catalog } from '#catalog';
import type { Clock } from '#lib/clock.ts';
import { DAY_MS } from '#lib/duration.ts';
import type { Ids } from '#lib/id.ts';
import type { Log } from '#lib/log.ts';
import type { Loop, Loops } from '#lib/loop.ts';
import type { Outbound } from '#lib/outbound/index.ts';
import { Problem } from '#lib/problem.ts';
import type { People } from '#people';
import type { Store } from '#store';
import type { Timeline } from '#timeline';
import { catalogSections } from './catalog.ts';
import { parseDocument } from './document.ts';
import { createExport, type Export } from './export.ts';
import { historySections } from './history.ts';
import { readLinks, sourceKey } from './links.ts';
import { type MonitorShelf, monitorSection } from './monitors.ts';
import type { Section, World } from './section.ts';
import { readSource } from './sources/index.ts';
import { subscriberSection } from './subscribers.ts';
import type { TransferTables } from './tables.ts';
import { type TellingShelf, tellingSections } from './telling.ts';

export type ItemFilter = {
  section?: TransferSection | undefined;
  action?: PlanAction | undefined;
  after?: number | undefined;
  limit: number;
};

export type Transfer = {
  /** Reads the source; may take minutes where it is large or asks to slow down. */
  read(from: TransferFrom): Promise<TransferDocument>;
  plan(document: TransferDocument, options: TransferOptions, by: string): Promise<ImportView>;
  /** Sets it going; answers at once. */
  apply(id: string, by: string): Promise<ImportView>;
  get(id: string): Promise<ImportView>;
  /** What a plan is about: which rooms it would write in. */
  sections(id: string): Promise<TransferSection[]>;
  items(id: string, filter: ItemFilter): Promise<{ items: PlanItem[]; next: number | null }>;
  list(): Promise<ImportView[]>;
  /** With subscribers it is written down who took them. */
  export(what: Parameters<Export>[0], by: string): Promise<TransferDocument>;
  start(): void;
  /** After the step that is under way; the rest goes on at the next start. */
  stop(): Promise<void>;
};

const LEASE_MS = 30_000;
const LOOK_AGAIN_MS = 60_000;
/** Lists for people; the counts are of everything. */
const MOST_ITEMS = 5_000;
const SHOWN_FIRST: PlanAction[] = ['left_out', 'update', 'create', 'same'];

export function createTransfer({
  store,
  timeline,
  catalog,
  calendar,
  audience,
  monitors,
  clock,
  ids,
  log,
  loops,
  outbound,
  audit,
  telling,
}: {
  store: Store;
  timeline: Timeline;
  catalog: Catalog;
  calendar: Calendar;
  audience: Audience;
  monitors: MonitorShelf;
  clock: Clock;
  ids: Ids;
  log: Log;
  loops: Loops;
  outbound: Outbound;
  audit: People['audit'];
  /** Made after this room's beginning; asked when an import is planned or carried out. */
  telling: () => TellingShelf;
}): Transfer {
  const on = () => store.db.withTables<TransferTables>();
  const sections: Section[] = [
    ...catalogSections(catalog),
    monitorSection(monitors, outbound.checkAddress),
    ...historySections({ timeline, calendar, ids }),
    subscriberSection(audience.transfer),
    ...tellingSections(telling),
  ];
  const exported = createExport({ store, timeline, catalog, monitors, audience, clock });
  let loop: Loop | undefined;
  let stopping = false;

  async function worldOf(document: TransferDocument, options: TransferOptions) {
    const warnings: string[] = [];
    const links = await readLinks({ store, clock }, sourceKey(document.source));
    const world: World = {
      document,
      options,
      links,
      nowMs: clock.nowMs(),
      warn: (sentence) => {
        if (warnings.length < 200 && !warnings.includes(sentence)) warnings.push(sentence);
      },
    };
    return { world, warnings };
  }

  async function rowOf(id: string) {
    const row = await on().selectFrom('tellTransfer').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) throw new Problem('not-found', `There is no import ${id.slice(0, 64)}.`);
    return row;
  }
  type Row = Omit<Awaited<ReturnType<typeof rowOf>>, 'document' | 'items'>;

  const VIEW = [
    'id',
    'state',
    'source',
    'options',
    'warnings',
    'leftOut',
    'counts',
    'done',
    'error',
    'createdAt',
    'createdBy',
    'appliedAt',
    'leasedUntil',
  ] as const;
  const toView = ({ leasedUntil: _, ...row }: Row): ImportView => row as ImportView;

  const get = async (id: string): Promise<ImportView> => {
    const row = await on().selectFrom('tellTransfer').select(VIEW).where('id', '=', id).executeTakeFirst();
    if (!row) throw new Problem('not-found', `There is no import ${id.slice(0, 64)}.`);
    return toView(row as Row);
  };

  /** Runs what is to be done, batch by batch; false when it was told to stop. */
  async function carryOut(row: Awaited<ReturnType<typeof rowOf>>): Promise<boolean> {
    // It was parsed before it was kept.
    const document = row.document as TransferDocument;
    const done: ImportView['counts'] = {};
    const note = async (more: object) => {
      const leasedUntil = new Date(clock.nowMs() + LEASE_MS).toISOString();
      await on()
        .updateTable('tellTransfer')
        .set({ done: JSON.stringify(done), leasedUntil, ...more })
        .where('id', '=', row.id)
        .execute();
    };
    for (const section of sections) {
      const { world } = await worldOf(document, row.options as TransferOptions);
      const steps = await section.steps(world);
      const count = (actions: readonly PlanAction[]) => {
        const of = { ...done[section.name] };
        for (const action of actions) of[action] = (of[action] ?? 0) + 1;
        done[section.name] = of;
      };
      count(steps.filter(({ run }) => !run).map(({ item }) => item.action));
      const work = steps.filter(({ run }) => run);
      for (let from = 0; from < work.length; from += section.batch) {
        if (stopping) return false;
        const batch = work.slice(from, from + section.batch);
        await store.transaction(async (tx) => {
          if (section.runAll) return section.runAll(batch, world, tx);
          for (const { run } of batch) await run?.(tx);
        });
        count(batch.map(({ item }) => item.action));
        await note({});
      }
      await note({});
    }
    await note({ state: 'applied', appliedAt: clock.now(), leasedUntil: null, document: null, error: null });
    return true;
  }

  async function turn(): Promise<number | null> {
    const again = clock.nowMs() + LOOK_AGAIN_MS;
    if (stopping || store.state() === 'down') return again;
    await on()
      .updateTable('tellTransfer')
      .set({ document: null })
      .where('state', 'in', ['planned', 'failed'])
      .where('createdAt', '<', new Date(clock.nowMs() - DAY_MS).toISOString())
      .where('document', 'is not', null)
      .execute();
    const free = await on()
      .updateTable('tellTransfer')
      .set({ leasedUntil: new Date(clock.nowMs() + LEASE_MS).toISOString() })
      .where('id', 'in', (from) =>
        from
          .selectFrom('tellTransfer')
          .select('id')
          .where('state', '=', 'applying')
          .where((where) =>
            where.or([where('leasedUntil', 'is', null), where('leasedUntil', '<=', clock.now())]),
          )
          .orderBy('createdAt')
          .limit(1),
      )
      .returning('id')
      .executeTakeFirst();
    if (!free) return again;
    try {
      const whole = await carryOut(await rowOf(free.id));
      if (!whole)
        await on().updateTable('tellTransfer').set({ leasedUntil: null }).where('id', '=', free.id).execute();
    } catch (error) {
      if (error instanceof Problem && error.code === 'store.unavailable') throw error;
      if (!(error instanceof Problem)) log.error({ err: error, import: free.id }, 'an import stopped');
      const why =
        error instanceof Problem
          ? error.message
          : 'Something went wrong in Candor itself; the log has the details.';
      await on()
        .updateTable('tellTransfer')
        .set({ state: 'failed', error: why.slice(0, 2_000), leasedUntil: null })
        .where('id', '=', free.id)
        .execute();
    }
    return clock.nowMs();
  }

  return {
    async read(from) {
      if (from.kind === 'document') return parseDocument(from.document);
      return parseDocument(await readSource(from, { outbound, clock }));
    },

    async plan(document, options, by) {
      const { world, warnings } = await worldOf(document, options);
      const items: PlanItem[] = [];
      const counts: ImportView['counts'] = {};
      for (const section of sections) {
        const planned = (await section.steps(world)).map(({ item }) => item);
        if (planned.length === 0) continue;
        const of: Partial<Record<PlanAction, number>> = {};
        for (const { action } of planned) of[action] = (of[action] ?? 0) + 1;
        counts[section.name] = of;
        items.push(
          ...planned
            .toSorted((a, b) => SHOWN_FIRST.indexOf(a.action) - SHOWN_FIRST.indexOf(b.action))
            .slice(0, MOST_ITEMS),
        );
      }
      const open = await timeline.incidents({ open: true, kind: 'incident', limit: 1 });
      if (open.length > 0 && document.incidents.length > 0)
        warnings.push(
          'An incident is open here now; import the past when it is over, so that nothing distracts from it.',
        );
      const id = ids.next('imp');
      await on()
        .insertInto('tellTransfer')
        .values({
          id,
          state: 'planned',
          source: JSON.stringify(document.source),
          options: JSON.stringify(options),
          document: JSON.stringify(document),
          items: JSON.stringify(items),
          warnings: JSON.stringify(warnings),
          leftOut: JSON.stringify(document.leftOut),
          counts: JSON.stringify(counts),
          done: null,
          error: null,
          createdAt: clock.now(),
          createdBy: by,
          appliedAt: null,
          leasedUntil: null,
        })
        .execute();
      return get(id);
    },

    async apply(id, by) {
      const row = await store.transaction(async (tx) => {
        const found = await tx
          .withTables<TransferTables>()
          .updateTable('tellTransfer')
          .set({ state: 'applying', error: null })
          .where('id', '=', id)
          .where('state', 'in', ['planned', 'failed'])
          .where('document', 'is not', null)
          .returning(['id', 'source'])
          .executeTakeFirst();
        if (found)
          await audit(tx, {
            by,
            what: 'import.started',
            target: id,
            detail: { source: sourceKey(found.source) },
          });
        return found;
      });
      const view = await get(id);
      if (!row && view.state === 'applied')
        throw new Problem(
          'state.conflict',
          `This import was carried out at ${view.appliedAt}. Plan it anew to bring what is new at the source.`,
        );
      if (!row && view.state !== 'applying')
        throw new Problem(
          'state.conflict',
          'What this import had read was forgotten after a day, because it may hold addresses of people. Plan it anew.',
        );
      loop?.kick();
      return view;
    },

    get,
    async sections(id) {
      const { counts } = await get(id);
      return Object.keys(counts) as TransferSection[];
    },
    async items(id, { section, action, after = 0, limit }) {
      const { items } = await rowOf(id);
      const wanted = (items as PlanItem[]).filter(
        (item) => (!section || item.section === section) && (!action || item.action === action),
      );
      return {
        items: wanted.slice(after, after + limit),
        next: after + limit < wanted.length ? after + limit : null,
      };
    },
    async list() {
      const rows = await on()
        .selectFrom('tellTransfer')
        .select(VIEW)
        .orderBy('createdAt', 'desc')
        .orderBy('id', 'desc')
        .limit(50)
        .execute();
      return rows.map((row) => toView(row as Row));
    },

    async export(what, by) {
      if (what.subscribers) await store.transaction((tx) => audit(tx, { by, what: 'subscribers.exported' }));
      return exported(what);
    },

    start() {
      loop = loops.start('transfer', turn);
    },
    async stop() {
      stopping = true;
      await loop?.stop();
    },
  };
}
