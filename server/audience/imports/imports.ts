/**
 * Imports of lists of subscribers: read once to find what is broken, then written in one transaction, so that a crash
 * leaves nothing half done and sending the list again adds nobody twice. The row of an import tells how far it came.
 */
import { SubscriberImport, type SubscriberImportOptions } from '@candor/protocol/audience.ts';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import type { Log } from '#lib/log.ts';
import { Problem } from '#lib/problem.ts';
import type { Store } from '#store';
import type { AddressBook } from '../address.ts';
import type { Choices } from '../choices.ts';
import type { OldLinks } from '../old-links/links.ts';
import type { AudienceTables } from '../tables.ts';
import type { Columns } from './columns.ts';
import { readLines } from './read.ts';
import { type Coming, createRowReader, type RowFault } from './rows.ts';
import { LEFT_BEHIND_MS, type Spool, type Spooled } from './spool.ts';
import { openList, ownersOf, writeBatch } from './write.ts';

/** How many broken rows are told one by one; all are counted. */
const FAULTS_KEPT = 1_000;
const PROGRESS_ROWS = 20_000;
const NONE: SubscriberImport['counts'] = { rows: 0, added: 0, known: 0, gone: 0, repeated: 0, broken: 0 };

export type Imports = {
  begin(list: Spooled, options: SubscriberImportOptions, by: string): Promise<SubscriberImport>;
  get(id: string): Promise<SubscriberImport>;
  /** Newest first. */
  list(): Promise<SubscriberImport[]>;
};

export function createImports({
  store,
  clock,
  ids,
  log,
  spool,
  book,
  choices,
  oldLinks,
  identity,
  track,
}: {
  store: Store;
  clock: Clock;
  ids: Ids;
  log: Log;
  spool: Spool;
  book: AddressBook;
  choices: () => Promise<Choices>;
  oldLinks: Pick<OldLinks, 'add'>;
  identity: { owner: string; isDead(owner: string): boolean };
  track: (work: Promise<unknown>) => void;
}): Imports {
  const rows = () => store.db.withTables<AudienceTables>();
  const set = (id: string, more: object) =>
    rows().updateTable('audienceImport').set(more).where('id', '=', id).execute();

  /** Of each customer's own number and id, the id. */
  async function customerIds(): Promise<Map<string, string>> {
    const known = await rows().selectFrom('audienceCustomer').select(['id', 'externalId']).execute();
    return new Map([
      ...known.map(({ id, externalId }) => [externalId, id] as const),
      ...known.map(({ id }) => [id, id] as const),
    ]);
  }

  async function run(id: string, { path }: Spooled, options: SubscriberImportOptions): Promise<void> {
    const counts = { ...NONE };
    const faults: SubscriberImport['faults'] = [];
    const end = (state: SubscriberImport['state'], error: string | null = null) =>
      set(id, {
        state,
        error,
        counts: JSON.stringify(counts),
        faults: JSON.stringify(faults),
        endedAt: clock.now(),
      });
    try {
      const among = await choices();
      const now = clock.now();
      const customers = await customerIds();
      /** The good rows in batches; `note` hears of the others. */
      async function* goodRows(note: (line: number, fault: RowFault) => void): AsyncGenerator<Coming[]> {
        let read: ReturnType<typeof createRowReader> | null = null;
        for await (const part of readLines(spool.read(path))) {
          if (!Array.isArray(part)) {
            read = createRowReader({
              columns: part as Columns,
              options,
              book,
              choices: among,
              now,
              customers,
            });
            continue;
          }
          const good: Coming[] = [];
          for (const line of part) {
            const row = 'why' in line ? line : read!(line.cells);
            if ('why' in row) note(line.line, row);
            else good.push(row);
          }
          yield good;
        }
      }

      let told = 0;
      const progress = async (done: number) => {
        if (done - told < PROGRESS_ROWS) return;
        told = done;
        await set(id, { counts: JSON.stringify(counts) });
      };
      for await (const good of goodRows((line, { column, why }) => {
        counts.broken += 1;
        if (faults.length < FAULTS_KEPT) faults.push({ line, column, why });
      })) {
        counts.rows += good.length;
        await progress(counts.rows);
      }
      counts.rows += counts.broken;
      faults.sort((a, b) => a.line - b.line);
      if (options.broken === 'refuse' && counts.broken > 0 && !options.plan)
        return void (await end(
          'failed',
          `${counts.broken} of ${counts.rows} rows are broken; nothing was written.`,
        ));

      await set(id, { state: 'writing', counts: JSON.stringify(counts), faults: JSON.stringify(faults) });
      told = 0;
      const source = `import ${id}`;
      await store.transaction(async (tx) => {
        Object.assign(counts, { added: 0, known: 0, gone: 0, repeated: 0 });
        await openList(tx);
        for await (const good of goodRows(() => {})) {
          if (good.length === 0) continue;
          const written = await writeBatch(tx, good, { ids, now, source, plan: options.plan });
          if (!options.plan) await oldLinks.add(tx, await ownersOf(tx, good), source);
          for (const name of ['added', 'known', 'gone', 'repeated'] as const) counts[name] += written[name];
          await progress(counts.added + counts.known + counts.gone + counts.repeated);
        }
      });
      await end(options.plan ? 'planned' : 'done');
    } catch (error) {
      if (!(error instanceof Problem))
        log.error({ err: error, import: id }, 'an import of subscribers failed');
      const why = error instanceof Problem ? error.message : 'Something went wrong here; the log has it.';
      await end('failed', `${why} Nothing was written.`).catch(() => {});
    } finally {
      spool.drop(path);
    }
  }

  /** What a process that is gone was doing is over, and its transaction with it. */
  const settled = async (row: AudienceTables['audienceImport'] | object): Promise<SubscriberImport> => {
    const { owner, ...view } = row as { owner: string } & SubscriberImport;
    const isRunning = view.state === 'reading' || view.state === 'writing';
    const isOld = clock.nowMs() - Date.parse(view.createdAt) > LEFT_BEHIND_MS;
    if (isRunning && (identity.isDead(owner) || isOld)) {
      const over = {
        state: 'failed' as const,
        error: 'Candor ended meanwhile. Nothing was written; send the list again.',
        endedAt: clock.now(),
      };
      await set(view.id, over);
      return SubscriberImport.parse({ ...view, ...over });
    }
    return SubscriberImport.parse(view);
  };

  const imports: Imports = {
    async begin(list, options, by) {
      const id = ids.next('lst');
      spool.sweep(clock.nowMs());
      await rows()
        .insertInto('audienceImport')
        .values({
          id,
          state: 'reading',
          owner: identity.owner,
          by,
          options: JSON.stringify(options),
          counts: JSON.stringify(NONE),
          error: null,
          createdAt: clock.now(),
          endedAt: null,
        } as never)
        .execute();
      track(run(id, list, options));
      return imports.get(id);
    },
    async get(id) {
      const row = await rows()
        .selectFrom('audienceImport')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      if (!row) throw new Problem('not-found', `There is no import ${id}.`);
      return settled(row);
    },
    async list() {
      const all = await rows()
        .selectFrom('audienceImport')
        .selectAll()
        .orderBy('id', 'desc')
        .limit(50)
        .execute();
      return Promise.all(all.map(settled));
    },
  };
  return imports;
}
