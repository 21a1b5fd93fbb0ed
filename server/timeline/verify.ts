/**
 * Walks everything that is stored of the history and answers the first place where it does not hold: facts, texts,
 * signed heads, the keys that signed them, and the public log made of them. Reads one state of the database, only.
 */
import { sql } from 'kysely';
import type { Store, Tx } from '#store';
import { commitmentAt, committedPaths, findTampering, GENESIS, type Tampering } from './chain.ts';
import { type KeySpan, keySpans } from './handover.ts';
import { findForgedHead } from './heads.ts';
import type { SigningKey } from './keys.ts';
import { originOf } from './publiclog/append.ts';
import { findPublicTampering } from './publiclog/proof.ts';
import type { TimelineTables } from './tables.ts';

const PAGE = 1_000;

export async function verifyHistory(store: Store, key: SigningKey, given?: Tx): Promise<Tampering | null> {
  if (given) return verifyIn(given, key);
  return store.transaction(async (tx) => {
    // Facts may be recorded meanwhile; what is looked at is one moment.
    await sql`set transaction isolation level repeatable read read only`.execute(tx);
    return verifyIn(tx, key);
  });
}

async function verifyIn(tx: Tx, key: SigningKey): Promise<Tampering | null> {
  const db = tx.withTables<TimelineTables>();
  const head = await db.selectFrom('timelineHead').selectAll().executeTakeFirstOrThrow();
  const row = await db.selectFrom('timelinePublicLog').selectAll().executeTakeFirst();
  const handovers = await db.selectFrom('timelineHandover').selectAll().orderBy('n').execute();
  const wrong = (what: string): Tampering => ({ position: head.position, what });

  key.use(head.keyId);
  const origin = originOf(handovers[0]?.previous ?? key.publicKey);
  const spans = keySpans(origin, handovers, key.publicKey);
  if ('broken' in spans) return wrong(spans.broken);
  const keyId = handovers.length > 0 ? spans.at(-1)!.keyId : null;
  if (head.keyId !== keyId) return wrong('the head names another signing key than the history has');
  const facts = await findInFacts(tx, head, spans);
  if (facts) return facts;
  for (const { n, position, hash } of handovers)
    if (position > 0 && (await hashAt(tx, position)) !== hash)
      return { position, what: `the handover ${n} of the signing key names another fact than the log holds` };

  if (row) {
    if (row.origin !== origin) return wrong('the public log has another origin than its first key gives it');
    if (row.keyId !== keyId) return wrong('the public log names another signing key than the history has');
    return findPublicTampering(tx, { row, head: head.position, spans });
  }
  // Before it is made for the first time there is nothing of it at all.
  const { rows } = await sql<{ left: boolean }>`select exists (select from timeline_public_entry)
    or exists (select from timeline_public_tile) or exists (select from timeline_public_checkpoint)
    or exists (select from timeline_handover) as left`.execute(tx);
  return rows[0]?.left ? wrong('the public log has lost its beginning') : null;
}

const hashAt = async (tx: Tx, position: number) =>
  (
    await tx
      .withTables<TimelineTables>()
      .selectFrom('timelineFact')
      .select('hash')
      .where('position', '=', position)
      .executeTakeFirst()
  )?.hash;

async function findInFacts(
  tx: Tx,
  head: { position: number; hash: string },
  spans: readonly KeySpan[],
): Promise<Tampering | null> {
  const db = tx.withTables<TimelineTables>();
  const removals = new Map<unknown, string>();
  for (const { by, body } of await db
    .selectFrom('timelineFact')
    .select(['by', 'body'])
    .where('kind', '=', 'fact.redacted')
    .execute())
    removals.set(body['factId'], by);
  let previous: string | undefined;
  let lastHead = 0;
  let position = 0;
  for (let after = 0; ; ) {
    const rows = await db
      .selectFrom('timelineFact')
      .selectAll()
      .where('position', '>', after)
      .orderBy('position')
      .limit(PAGE)
      .execute();
    if (rows.length === 0) break;
    const texts = await db
      .selectFrom('timelineText')
      .selectAll()
      .where(
        'factId',
        'in',
        rows.map((row) => row.id),
      )
      .execute();
    const byId = new Map(rows.map((row) => [row.id, row]));
    const kept = new Set(texts.map(({ factId, path }) => `${factId}${path}`));
    // A text that was redacted leaves its row; one that vanished was not redacted.
    for (const { id, position, body, kind } of rows) {
      if (kind !== body['kind']) return { position, what: `the fact is filed as ${kind}` };
      for (const path of committedPaths(body))
        if (!kept.has(`${id}${path}`)) return { position, what: `the text at ${path} is missing` };
    }
    for (const { factId, path, content, redactedBy } of texts) {
      const { position, body } = byId.get(factId)!;
      if (commitmentAt(body, path) === undefined)
        return { position, what: `there is a text at ${path} that the fact does not have` };
      if (
        (content === null) !== (redactedBy !== null) ||
        redactedBy !== (content === null ? removals.get(factId) : null)
      )
        return { position, what: `the text at ${path} was removed, and no fact says so` };
    }
    const found = findTampering(
      rows.map(({ hash, kind: _, ...link }) => ({ link, hash })),
      texts
        .filter((text) => text.content !== null)
        .map((text) => ({
          position: byId.get(text.factId)!.position,
          text: { path: text.path, salt: text.salt!, content: text.content! },
          committed: commitmentAt(byId.get(text.factId)!.body, text.path),
        })),
      previous,
    );
    if (found) return found;
    const last = rows.at(-1)!;
    if (last.position !== after + rows.length)
      return { position: last.position, what: 'a fact is missing from the log' };
    const heads = await db
      .selectFrom('timelineCheckpoint')
      .selectAll()
      .where('position', '>', after)
      .where('position', '<=', last.position)
      .orderBy('position')
      .execute();
    const forged = findForgedHead(
      heads,
      new Map(rows.map((row) => [row.position, row.hash])),
      spans,
      lastHead,
    );
    if (forged) return forged;
    lastHead = heads.at(-1)?.position ?? lastHead;
    after = last.position;
    position = last.position;
    previous = last.hash;
  }
  if (position !== head.position || (previous ?? GENESIS) !== head.hash)
    return { position: head.position, what: 'the head does not match the last fact' };
  const { rows: signed } = await sql<{ position: number | null }>`
    select max(position) as position from timeline_checkpoint`.execute(tx);
  if (Number(signed[0]?.position ?? 0) !== head.position)
    return { position: head.position, what: 'the newest signed head is not the head of the log' };
  return null;
}
