/** The site's own templates as rows, with every version kept. What does not pass the linter is not saved. */
import { type Template, TemplateInput, type TemplateKey, type Tone } from '@candor/protocol/words.ts';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import { Problem } from '#lib/problem.ts';
import type { Store, Tx } from '#store';
import type { Candidate } from '../render/message.ts';
import type { WordsTables } from '../tables.ts';
import { checkTemplate } from './check.ts';

export type TemplateShelf = {
  list(filter?: Partial<Pick<TemplateKey, 'kind' | 'locale' | 'tone'>>): Promise<Template[]>;
  get(id: string): Promise<Template>;
  versions(id: string): Promise<Template[]>;
  /** Makes the template of that key, or its next version. `ifVersion` refuses when somebody was faster. */
  save(input: TemplateInput, by: string, options?: { ifVersion?: number }): Promise<Template>;
  remove(id: string, by: string): Promise<void>;
  /** What applies to a message, nearest first: segment before all, the tone before plain. */
  candidates(key: {
    kind: TemplateKey['kind'];
    phase: TemplateKey['phase'];
    tone: Tone;
    locale: string;
    segment?: string | null | undefined;
  }): Promise<Candidate[]>;
};

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

  async function find(id: string, tx?: Tx): Promise<Template> {
    const row = await on(tx).selectFrom('wordsTemplate').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) throw new Problem('not-found', `There is no template ${id}.`);
    return row;
  }

  return {
    async list({ kind, locale, tone } = {}) {
      let query = on().selectFrom('wordsTemplate').selectAll();
      if (kind) query = query.where('kind', '=', kind);
      if (locale) query = query.where('locale', '=', locale);
      if (tone) query = query.where('tone', '=', tone);
      return query
        .orderBy('kind')
        .orderBy('phase')
        .orderBy('locale')
        .orderBy('tone')
        .orderBy('id')
        .limit(2_000)
        .execute();
    },
    get: (id) => find(id),
    async versions(id) {
      const rows = await on()
        .selectFrom('wordsTemplateVersion')
        .selectAll()
        .where('templateId', '=', id)
        .orderBy('version', 'desc')
        .limit(1_000)
        .execute();
      if (rows.length === 0) throw new Problem('not-found', `There is no template ${id}.`);
      return rows.map(({ templateId, removed: _, ...row }) => ({ id: templateId, ...row }));
    },
    async save(given, by, { ifVersion } = {}) {
      const input = TemplateInput.parse(given);
      const errors = checkTemplate(input, clock.now()).filter((finding) => finding.level === 'error');
      if (errors.length > 0)
        throw new Problem(
          'words.blocked',
          `With sample facts this template says: ${errors.map((each) => `${each.part} ${each.rule}: ${each.message}`).join(' ')}`,
          {
            extra: { findings: errors },
          },
        );
      const write = () =>
        store.transaction(async (tx) => {
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
          const row = {
            ...input,
            version: (existing?.version ?? 0) + 1,
            updatedAt: clock.now(),
            updatedBy: by,
          };
          const id = existing?.id ?? ids.next('tpl');
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
        });
      try {
        return await write();
      } catch (error) {
        // Somebody made the template of this key between our look and our insert: ours is the next version then.
        if ((error as { code?: string }).code !== '23505') throw error;
        return write();
      }
    },
    remove: (id, by) =>
      store.transaction(async (tx) => {
        const { id: _, ...row } = await find(id, tx);
        await on(tx).deleteFrom('wordsTemplate').where('id', '=', id).execute();
        await on(tx)
          .insertInto('wordsTemplateVersion')
          .values({
            ...row,
            templateId: id,
            removed: true,
            version: row.version + 1,
            updatedAt: clock.now(),
            updatedBy: by,
          })
          .execute();
      }),
    async candidates({ kind, phase, tone, locale, segment }) {
      const rows = await on()
        .selectFrom('wordsTemplate')
        .selectAll()
        .where('kind', '=', kind)
        .where('locale', 'in', [...new Set([locale, locale.split('-')[0]!])])
        .where('tone', 'in', [...new Set<Tone>([tone, 'plain'])])
        .execute();
      // Nearest first; the exact tone weighs more than the regional spelling, the segment most of all.
      const near = (row: Template) =>
        (row.segment !== null ? 8 : 0) +
        (row.tone === tone ? 4 : 0) +
        (row.locale === locale ? 2 : 0) +
        (row.phase !== null ? 1 : 0);
      return rows
        .filter(
          (row) =>
            (row.phase === null || row.phase === phase) && (row.segment === null || row.segment === segment),
        )
        .sort((a, b) => near(b) - near(a))
        .map((row) => ({
          subject: row.subject,
          body: row.body,
          short: row.short,
          banner: row.banner,
          locale: row.locale,
          tone: row.tone,
          source: `site:${row.id}`,
        }));
    },
  };
}
