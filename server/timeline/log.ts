/**
 * The log itself: facts are appended under one lock, so that their order is the order of their commits, and read
 * back with their texts. Every fact is parsed when written and when read.
 */
import { randomBytes } from 'node:crypto';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import { Problem } from '#lib/problem.ts';
import type { Store, Tx } from '#store';
import { commit, linkHash, restore, type Tampering } from './chain.ts';
import { Fact, type FactDraft, type FactKind } from './fact.ts';
import { headText } from './heads.ts';
import type { SigningKey } from './keys.ts';
import type { TimelineTables } from './tables.ts';
import { verifyHistory } from './verify.ts';

export type ReadOptions = {
  subject?: string;
  kinds?: readonly FactKind[];
  after?: number;
  limit?: number;
  /** The last `limit` facts instead of the first; they still come in their order. */
  latest?: boolean;
};

/** The fact as it reads now, how many texts went, and the fact that says so. */
export type Redaction = { fact: Fact; removed: number; recorded: Fact[] };

export type FactLog = {
  /** Appends in order; a draft whose (subject, key) exists already is answered with the existing fact. */
  record(tx: Tx, drafts: readonly FactDraft[]): Promise<Fact[]>;
  read(options?: ReadOptions, tx?: Tx): Promise<Fact[]>;
  /**
   * Removes every free text of a fact, and what a guess could be checked by, for good; the chain still proves that it
   * was there. That it was removed is a fact too. A second time changes nothing.
   */
  redact(tx: Tx, factId: string, why: { by: string; reason: string }): Promise<Redaction>;
  head(): Promise<{ position: number; hash: string }>;
  verify(tx?: Tx): Promise<Tampering | null>;
};

export function createFactLog({
  store,
  clock,
  ids,
  key,
}: {
  store: Store;
  clock: Clock;
  ids: Ids;
  key: SigningKey;
}): FactLog {
  const newSalt = () => randomBytes(16).toString('base64url');

  async function withTexts(rows: { id: string; body: unknown }[], tx?: Tx) {
    const db = (tx ?? store.db).withTables<TimelineTables>();
    const texts = new Map<string, Map<string, string | null>>();
    const factIds = rows.filter((row) => JSON.stringify(row.body).includes('"~"')).map((row) => row.id);
    if (factIds.length > 0)
      for (const text of await db
        .selectFrom('timelineText')
        .selectAll()
        .where('factId', 'in', factIds)
        .execute()) {
        const of = texts.get(text.factId) ?? new Map();
        texts.set(text.factId, of.set(text.path, text.content));
      }
    return texts;
  }

  const log: FactLog = {
    async record(tx, drafts) {
      const db = tx.withTables<TimelineTables>();
      const facts: Fact[] = [];
      let head = await db.selectFrom('timelineHead').selectAll().forUpdate().executeTakeFirstOrThrow();
      const before = head.position;
      // Read under the lock of the head, as it is written under it: no head is signed by a key that was handed over.
      key.use(head.keyId);
      for (const draft of drafts) {
        if (draft.key) {
          const existing = await db
            .selectFrom('timelineFact')
            .selectAll()
            .where('subject', '=', draft.subject)
            .where('key', '=', draft.key)
            .executeTakeFirst();
          if (existing) {
            facts.push(toFact(existing, (await withTexts([existing], tx)).get(existing.id)));
            continue;
          }
        }
        const last = await db
          .selectFrom('timelineFact')
          .select((eb) => eb.fn.max('seq').as('seq'))
          .where('subject', '=', draft.subject)
          .executeTakeFirst();
        const fact = Fact.parse({
          id: ids.next('fct'),
          position: head.position + 1,
          subject: draft.subject,
          seq: (last?.seq ?? 0) + 1,
          at: draft.at ?? clock.now(),
          recordedAt: clock.now(),
          by: draft.by,
          because: draft.because ?? null,
          key: draft.key ?? null,
          body: draft.body,
        });
        const { body, texts } = commit(fact.body, newSalt);
        const hash = linkHash({ ...fact, body, previous: head.hash });
        await db
          .insertInto('timelineFact')
          .values({ ...fact, kind: fact.body.kind, body: JSON.stringify(body), hash })
          .execute();
        if (texts.length > 0)
          await db
            .insertInto('timelineText')
            .values(texts.map((text) => ({ ...text, factId: fact.id, redactedAt: null, redactedBy: null })))
            .execute();
        head = { ...head, position: fact.position, hash };
        facts.push(fact);
      }
      if (head.position > before) {
        const said = { position: head.position, hash: head.hash, signedAt: clock.now(), previous: before };
        await db.updateTable('timelineHead').set({ position: head.position, hash: head.hash }).execute();
        await db
          .insertInto('timelineCheckpoint')
          .values({ ...said, keyId: key.keyId, signature: key.sign(headText(said)) })
          .execute();
      }
      return facts;
    },

    async read({ subject, kinds, after = 0, limit = 10_000, latest = false } = {}, tx) {
      let query = (tx ?? store.db)
        .withTables<TimelineTables>()
        .selectFrom('timelineFact')
        .selectAll()
        .where('position', '>', after)
        .orderBy('position', latest ? 'desc' : 'asc')
        .limit(limit);
      if (subject) query = query.where('subject', '=', subject);
      if (kinds) query = query.where('kind', 'in', kinds);
      const found = await query.execute();
      const rows = latest ? found.reverse() : found;
      const texts = await withTexts(rows, tx);
      return rows.map((row) => toFact(row, texts.get(row.id)));
    },

    async redact(tx, factId, { by, reason }) {
      const db = tx.withTables<TimelineTables>();
      const row = await db.selectFrom('timelineFact').selectAll().where('id', '=', factId).executeTakeFirst();
      if (!row) throw new Problem('not-found', `There is no fact ${factId.slice(0, 64)}.`);
      const texts = await db
        .selectFrom('timelineText')
        .select('content')
        .where('factId', '=', factId)
        .execute();
      if (texts.length === 0)
        throw new Problem('state.conflict', 'This fact holds no free text; there is nothing to remove.');
      const done = await db
        .updateTable('timelineText')
        .set({ content: null, salt: null, redactedAt: clock.now(), redactedBy: by })
        .where('factId', '=', factId)
        .where('content', 'is not', null)
        .executeTakeFirst();
      const removed = Number(done.numUpdatedRows);
      const fact = toFact(row);
      const { subject } = fact;
      const body = { kind: 'fact.redacted', factId, reason } as const;
      const recorded =
        removed > 0
          ? await log.record(tx, [{ subject, by, because: factId, key: `redacted:${factId}`, body }])
          : [];
      return { fact, removed, recorded };
    },

    async head() {
      return store.db
        .withTables<TimelineTables>()
        .selectFrom('timelineHead')
        .select(['position', 'hash'])
        .executeTakeFirstOrThrow();
    },

    verify: (tx) => verifyHistory(store, key, tx),
  };
  return log;
}

type FactRow = Omit<Fact, 'body'> & { body: unknown; kind: string; hash: string };

function toFact(
  { kind: _kind, hash: _hash, body, ...row }: FactRow,
  texts: ReadonlyMap<string, string | null> = new Map(),
): Fact {
  return Fact.parse({ ...row, body: restore(body, texts) });
}
