/**
 * Brings the public log up to the log of facts: what was published since becomes entries, tiles and a signed
 * checkpoint in one transaction, in batches, under the lock of the log's one row. Nothing in it depends on where a
 * batch ends, so a log made anew from the first fact has the same bytes.
 */
import { sha256 } from '#lib/canonical.ts';
import type { Tx } from '#store';
import { committedPaths, GENESIS } from '../chain.ts';
import type { SigningKey } from '../keys.ts';
import type { TimelineTables } from '../tables.ts';
import { checkpointText, signNote } from './note.ts';
import {
  entryOf,
  FIRST_WORDS,
  PUBLIC_KINDS,
  type PublicFact,
  publicFact,
  publicFactsUntil,
  type StoredFact,
} from './public-form.ts';
import { append, leafHash, rightmost, rootOf, type Tiles, tileKey } from './tree.ts';

/** Whether what concerns these components may be seen by everybody; asked once, at a subject's first word. */
export type MayShow = (componentIds: readonly string[], tx: Tx) => Promise<boolean>;

export type LogRow = TimelineTables['timelinePublicLog'];

const BATCH = 256;

/** A name that nobody else has and that proves the first key: the start of its SHA-256. */
export const originOf = (publicKey: string): string =>
  `candor/${sha256(Buffer.from(publicKey, 'base64')).slice(0, 32)}`;

/** The log's row, locked; made with its first, empty checkpoint when there is none yet. */
export async function lockLog(tx: Tx, key: SigningKey): Promise<LogRow> {
  const db = tx.withTables<TimelineTables>();
  const locked = () => db.selectFrom('timelinePublicLog').selectAll().forUpdate().executeTakeFirst();
  const found = await locked();
  if (found) return found;
  const made = await db
    .insertInto('timelinePublicLog')
    .values({
      onlyOne: true,
      origin: originOf(key.publicKey),
      position: 0,
      size: 0,
      lastHash: GENESIS,
      keyId: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  // Another process may have made it meanwhile, with its checkpoint.
  if (made) await saveCheckpoint(tx, key, made, new Map());
  return made ?? (await locked())!;
}

export async function saveCheckpoint(tx: Tx, key: SigningKey, row: LogRow, tiles: Tiles): Promise<void> {
  const note = signNote(checkpointText(row.origin, row.size, rootOf(tiles, row.size)), {
    name: row.origin,
    publicKey: key.publicKey,
    sign: key.sign,
  });
  const db = tx.withTables<TimelineTables>();
  const last = await db
    .selectFrom('timelinePublicCheckpoint')
    .select((eb) => eb.fn.max('n').as('n'))
    .executeTakeFirst();
  await db
    .insertInto('timelinePublicCheckpoint')
    .values({ n: (last?.n ?? 0) + 1, size: row.size, keyId: key.keyId, note })
    .execute();
}

/** The tiles of the right edge, which the next entry continues. */
export async function readEdge(tx: Tx, size: number): Promise<Tiles> {
  const db = tx.withTables<TimelineTables>();
  const tiles: Tiles = new Map();
  for (const { level, n } of rightmost(size)) {
    const tile = await db
      .selectFrom('timelinePublicTile')
      .selectAll()
      .where('level', '=', level)
      .where('n', '=', n)
      .executeTakeFirst();
    if (tile) tiles.set(tileKey(level, n), tile.hashes);
  }
  return tiles;
}

/** Whether this is the key that signs this log, by its id or, for the first one, by the name that it gave the log. */
export const signs = (key: SigningKey, { keyId, origin }: Pick<LogRow, 'keyId' | 'origin'>): boolean =>
  keyId === null ? originOf(key.publicKey) === origin : key.keyId === keyId;

/** Publishes the next batch; says when there is nothing more, or when it is for whoever has the log's key to do. */
export async function appendNext(
  tx: Tx,
  { key, mayShow }: { key: SigningKey; mayShow: MayShow },
): Promise<'more' | 'nothing' | 'foreign'> {
  const db = tx.withTables<TimelineTables>();
  const row = await lockLog(tx, key);
  key.use(row.keyId);
  if (!signs(key, row)) return 'foreign';
  const head = await db.selectFrom('timelineHead').select('position').executeTakeFirstOrThrow();
  if (head.position <= row.position) return 'nothing';
  const facts = await db
    .selectFrom('timelineFact')
    .selectAll()
    .where('position', '>', row.position)
    .where('position', '<=', head.position)
    .where('kind', 'in', PUBLIC_KINDS)
    .where('subject', 'like', 'incident:%')
    .orderBy('position')
    .limit(BATCH)
    .execute();
  const position = facts.length < BATCH ? head.position : facts.at(-1)!.position;
  const fresh = await publicFactsOf(tx, facts, mayShow);
  const next: LogRow = { ...row, position };
  if (fresh.length > 0) {
    const tiles = await readEdge(tx, row.size);
    const before = new Map(tiles);
    const rows = fresh.map((each) => {
      const { entry, hash } = entryOf(each, next.size, next.lastHash);
      append(tiles, next.size, leafHash(entry));
      const made = { index: next.size, factId: each.fact.id, subject: each.fact.subject, entry };
      next.size++;
      next.lastHash = hash;
      return made;
    });
    await db.insertInto('timelinePublicEntry').values(rows).execute();
    const changed = [...tiles].filter(([at, hashes]) => before.get(at) !== hashes);
    await db
      .insertInto('timelinePublicTile')
      .values(
        changed.map(([at, hashes]) => {
          const [level = 0, n = 0] = at.split('/').map(Number);
          return { level, n, hashes };
        }),
      )
      .onConflict((conflict) =>
        conflict.columns(['level', 'n']).doUpdateSet((eb) => ({ hashes: eb.ref('excluded.hashes') })),
      )
      .execute();
    await saveCheckpoint(tx, key, next, tiles);
  }
  const { size, lastHash } = next;
  await db.updateTable('timelinePublicLog').set({ position, size, lastHash }).execute();
  return 'more';
}

/** What these facts, in their order, add to the log. */
async function publicFactsOf(tx: Tx, facts: readonly StoredFact[], mayShow: MayShow): Promise<PublicFact[]> {
  if (facts.length === 0) return [];
  const db = tx.withTables<TimelineTables>();
  const shown = new Set(
    (
      await db
        .selectFrom('timelinePublicEntry')
        .select('subject')
        .distinct()
        .where('subject', 'in', [...new Set(facts.map(({ subject }) => subject))])
        .execute()
    ).map(({ subject }) => subject),
  );
  const fresh: PublicFact[] = [];
  for (const fact of facts) {
    if (shown.has(fact.subject)) {
      fresh.push(...publicFact(fact, await loggedTexts(tx, fact, fresh)));
      continue;
    }
    if (!FIRST_WORDS.has(fact.kind)) continue;
    const until = await db
      .selectFrom('timelineFact')
      .selectAll()
      .where('subject', '=', fact.subject)
      .where('position', '<=', fact.position)
      .orderBy('position')
      .execute();
    const first = until.find(({ kind }) => FIRST_WORDS.has(kind));
    if (first?.id !== fact.id || !(await mayShow(componentsOf(until), tx))) continue;
    shown.add(fact.subject);
    fresh.push(...publicFactsUntil(until));
  }
  return fresh;
}

const componentsOf = (facts: readonly StoredFact[]): string[] => [
  ...new Set(
    facts.flatMap(({ body }) =>
      ((body['components'] ?? []) as { componentId: string }[]).map(({ componentId }) => componentId),
    ),
  ),
];

/** Whether the log holds a fact with texts, for the one kind that asks. */
async function loggedTexts(
  tx: Tx,
  fact: StoredFact,
  fresh: readonly PublicFact[],
): Promise<(factId: string) => boolean> {
  if (fact.kind !== 'fact.redacted') return () => false;
  const factId = String(fact.body['factId']);
  const stored = await tx
    .withTables<TimelineTables>()
    .selectFrom('timelinePublicEntry')
    .select('entry')
    .where('factId', '=', factId)
    .executeTakeFirst();
  const bodies = [
    ...(stored ? [JSON.parse(stored.entry).body] : []),
    ...fresh.filter((each) => each.fact.id === factId).map(({ body }) => body),
  ];
  return () => bodies.some((body) => committedPaths(body).length > 0);
}
