/**
 * The site's own templates as rows, with every version kept. What does not pass the linter is not saved. What was read
 * last speaks on while the database is away.
 */
import {
  type Template,
  TemplateInput,
  type TemplateKey,
  type TemplateVersion,
} from '@candor/protocol/words.ts';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import { Problem } from '#lib/problem.ts';
import type { Store, Tx } from '#store';
import type { WordsTables } from '../tables.ts';
import { blockedBy } from './check.ts';
import type { OwnTemplate } from './path.ts';

export type TemplateFilter = Partial<Pick<TemplateKey, 'kind' | 'locale' | 'tone'>>;

export type TemplateShelf = {
  list(filter?: TemplateFilter, tx?: Tx): Promise<Template[]>;
  get(id: string): Promise<Template>;
  /** Newest first; also of a template that was removed. */
  versions(id: string): Promise<TemplateVersion[]>;
  version(id: string, version: number): Promise<TemplateVersion>;
  /** Makes the template of that key, or its next version. `ifVersion` refuses when somebody was faster. */
  save(input: TemplateInput, by: string, options?: { ifVersion?: number }): Promise<Template>;
  /** What an earlier version said, as the next version; brings back one that was removed. */
  restore(id: string, version: number, by: string, options?: { ifVersion?: number }): Promise<Template>;
  remove(id: string, by: string): Promise<void>;
  /** All of it or nothing, in one transaction; the inputs were checked. */
  change(
    work: { save: readonly TemplateInput[]; remove: readonly string[] },
    by: string,
    tx: Tx,
  ): Promise<void>;
  /** Every template that may speak, as read now, or as last read when the database cannot be asked. */
  known(): Promise<readonly OwnTemplate[]>;
};

/** A site has a few hundred at most: a kind, a tone, a language each. */
const MOST_TEMPLATES = 2_000;

export function createTemplateShelf({
  store,
  ids,
  clock,
}: {
  store: Store;
  ids: Ids;
  clock: Clock;
}): TemplateShelf {
  const on = (tx?: Tx) => (tx ?? store.db).withTables<WordsTables>();
  let lastKnown: readonly OwnTemplate[] = [];
  let lastRevision: number | null = null;

  async function find(id: string, tx?: Tx): Promise<Template> {
    const row = await on(tx).selectFrom('wordsTemplate').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) throw new Problem('not-found', `There is no template ${id}.`);
    return row;
  }

  /** The id and the last version that a key ever had, also when it was removed since. */
  const before = (tx: Tx, key: TemplateKey) =>
    on(tx)
      .selectFrom('wordsTemplateVersion')
      .select(['templateId as id', 'version'])
      .where('kind', '=', key.kind)
      .where('phase', 'is not distinct from', key.phase)
      .where('tone', '=', key.tone)
      .where('locale', '=', key.locale)
      .where('segment', 'is not distinct from', key.segment)
      .orderBy('updatedAt', 'desc')
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst();

  async function write(tx: Tx, given: TemplateInput, by: string, ifVersion?: number): Promise<Template> {
    const input = TemplateInput.parse(given);
    const existing = await on(tx)
      .selectFrom('wordsTemplate')
      .selectAll()
      .where('kind', '=', input.kind)
      .where('phase', 'is not distinct from', input.phase)
      .where('tone', '=', input.tone)
      .where('locale', '=', input.locale)
      .where('segment', 'is not distinct from', input.segment)
      .forUpdate()
      .executeTakeFirst();
    if (ifVersion !== undefined && existing?.version !== ifVersion)
      throw new Problem(
        'edit.conflict',
        'Somebody saved this template since you read it. Read it again and repeat your edit.',
      );
    const past = existing ?? (await before(tx, input));
    const id = past?.id ?? ids.next('tpl');
    const row = { ...input, version: (past?.version ?? 0) + 1, updatedAt: clock.now(), updatedBy: by };
    if (existing) await on(tx).updateTable('wordsTemplate').set(row).where('id', '=', id).execute();
    else
      await on(tx)
        .insertInto('wordsTemplate')
        .values({ id, ...row })
        .execute();
    await on(tx)
      .insertInto('wordsTemplateVersion')
      .values({ templateId: id, removed: false, ...row })
      .execute();
    return { id, ...row };
  }

  async function save(input: TemplateInput, by: string, ifVersion?: number): Promise<Template> {
    refuseBlocked(input, clock.now());
    const once = () => store.transaction((tx) => write(tx, input, by, ifVersion));
    try {
      return await once();
    } catch (error) {
      // Somebody made the template of this key between our look and our insert: ours is the next version then.
      if ((error as { code?: string }).code !== '23505') throw error;
      return once();
    }
  }

  async function remove(id: string, by: string, tx: Tx): Promise<void> {
    const { id: _, ...row } = await find(id, tx);
    await on(tx).deleteFrom('wordsTemplate').where('id', '=', id).execute();
    const last = { version: row.version + 1, updatedAt: clock.now(), updatedBy: by };
    await on(tx)
      .insertInto('wordsTemplateVersion')
      .values({ ...row, ...last, templateId: id, removed: true })
      .execute();
  }

  async function versions(id: string): Promise<TemplateVersion[]> {
    const rows = await on()
      .selectFrom('wordsTemplateVersion')
      .selectAll()
      .where('templateId', '=', id)
      .orderBy('version', 'desc')
      .limit(1_000)
      .execute();
    if (rows.length === 0) throw new Problem('not-found', `There is no template ${id}.`);
    return rows.map(({ templateId, ...row }) => ({ id: templateId, ...row }));
  }

  async function version(id: string, number: number): Promise<TemplateVersion> {
    const found = (await versions(id)).find((each) => each.version === number);
    if (!found) throw new Problem('not-found', `Template ${id} has no version ${number}.`);
    return found;
  }

  async function list({ kind, locale, tone }: TemplateFilter = {}, tx?: Tx): Promise<Template[]> {
    let query = on(tx).selectFrom('wordsTemplate').selectAll();
    if (kind) query = query.where('kind', '=', kind);
    if (locale) query = query.where('locale', '=', locale);
    if (tone) query = query.where('tone', '=', tone);
    return query
      .orderBy('kind')
      .orderBy('phase')
      .orderBy('locale')
      .orderBy('tone')
      .orderBy('id')
      .limit(MOST_TEMPLATES)
      .execute();
  }

  /** Versions are only ever added, so their number says whether anything changed. */
  const versionsEver = async (): Promise<number> => {
    const { fn } = on();
    const row = await on()
      .selectFrom('wordsTemplateVersion')
      .select(fn.countAll().as('n'))
      .executeTakeFirstOrThrow();
    return Number(row.n);
  };

  return {
    list,
    get: (id) => find(id),
    versions,
    version,
    save: (input, by, { ifVersion } = {}) => save(input, by, ifVersion),
    async restore(id, number, by, { ifVersion } = {}) {
      const { kind, phase, tone, locale, segment, subject, body, short, banner } = await version(id, number);
      return save({ kind, phase, tone, locale, segment, subject, body, short, banner }, by, ifVersion);
    },
    remove: (id, by) => store.transaction((tx) => remove(id, by, tx)),
    async change(work, by, tx) {
      for (const input of work.save) await write(tx, input, by);
      for (const id of work.remove) await remove(id, by, tx);
    },
    async known() {
      // The shipped words do without the database, and an outage of it must not silence us, nor change our voice.
      if (store.state() === 'down') return lastKnown;
      try {
        const revision = await versionsEver();
        if (revision === lastRevision) return lastKnown;
        lastKnown = (await list()).map((row) => ({ ...row, source: `site:${row.id}` }));
        lastRevision = revision;
      } catch {
        // It went away between the question and the answer.
      }
      return lastKnown;
    },
  };
}

function refuseBlocked(input: TemplateInput, now: string): void {
  const errors = blockedBy(input, now);
  if (errors.length === 0) return;
  const said = errors.map((each) => `${each.part} ${each.rule}: ${each.message}`).join(' ');
  throw new Problem('words.blocked', `With sample facts this template says: ${said}`, {
    extra: { findings: errors },
  });
}
