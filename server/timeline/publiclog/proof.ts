/**
 * Holds the rows of the public log against the facts: makes the whole log anew in memory, and compares entries, tiles
 * and every checkpoint ever signed. Reads only.
 */
import type { Tx } from '#store';
import { committedPaths, GENESIS, type Tampering } from '../chain.ts';
import type { KeySpan } from '../handover.ts';
import type { TimelineTables } from '../tables.ts';
import type { LogRow } from './append.ts';
import { checkpointText, openNote } from './note.ts';
import {
  entryOf,
  FIRST_WORDS,
  PUBLIC_KINDS,
  type PublicFact,
  publicFact,
  publicFactsUntil,
  type StoredFact,
} from './public-form.ts';
import { append, leafHash, rootOf, type Tiles, tileKey } from './tree.ts';

const PAGE = 1_000;

export async function findPublicTampering(
  tx: Tx,
  { row, head, spans }: { row: LogRow; head: number; spans: readonly KeySpan[] },
): Promise<Tampering | null> {
  const db = tx.withTables<TimelineTables>();
  const wrong = (what: string, position = row.position): Tampering => ({ position, what });
  if (row.position > head) return wrong('the public log claims to have read facts that do not exist');

  const stored = await db.selectFrom('timelinePublicEntry').selectAll().orderBy('index').execute();
  const checkpoints = await db.selectFrom('timelinePublicCheckpoint').selectAll().orderBy('n').execute();
  const expected = replay(new Set(stored.map(({ subject }) => subject)));
  const signedAt = Map.groupBy(checkpoints, ({ size }) => size);
  const tiles: Tiles = new Map();
  let size = 0;
  let previous = GENESIS;

  /** The checkpoints of this size, each signed by a key that was at work then. */
  const checkSigned = (): Tampering | null => {
    const text = checkpointText(row.origin, size, rootOf(tiles, size));
    for (const { keyId, note } of signedAt.get(size) ?? []) {
      const key = spans.find((span, i) => {
        const until = spans[i + 1]?.fromSize ?? Number.POSITIVE_INFINITY;
        return span.keyId === keyId && span.fromSize <= size && size <= until;
      });
      if (!key)
        return wrong(`the checkpoint of size ${size} was signed by ${keyId}, which is no key of then`);
      if (openNote(note, { name: row.origin, publicKey: key.publicKey }) !== text)
        return wrong(`the checkpoint of size ${size} of the public log does not hold`);
    }
    return null;
  };

  let found = checkSigned();
  if (found) return found;
  for (let after = 0; ; ) {
    const facts = await db
      .selectFrom('timelineFact')
      .selectAll()
      .where('position', '>', after)
      .where('position', '<=', row.position)
      .where('subject', 'like', 'incident:%')
      .orderBy('position')
      .limit(PAGE)
      .execute();
    if (facts.length === 0) break;
    for (const each of facts.flatMap(expected)) {
      const { entry, hash } = entryOf(each, size, previous);
      const there = stored[size];
      if (
        there?.index !== size ||
        there.entry !== entry ||
        there.factId !== each.fact.id ||
        there.subject !== each.fact.subject
      )
        return wrong(`entry ${size} of the public log is not what the fact says`, each.fact.position);
      append(tiles, size, leafHash(entry));
      previous = hash;
      size++;
      found = checkSigned();
      if (found) return found;
    }
    after = facts.at(-1)!.position;
  }
  if (stored.length !== size) return wrong(`entry ${size} of the public log stands for no fact`);
  if (row.size !== size || row.lastHash !== previous)
    return wrong('the public log is not as long as it says');

  const lying = await db.selectFrom('timelinePublicTile').selectAll().execute();
  if (
    lying.length !== tiles.size ||
    lying.some((tile) => !tiles.get(tileKey(tile.level, tile.n))?.equals(tile.hashes))
  )
    return wrong('the tiles of the public log do not match its entries');
  if (!checkpoints.some((each) => each.size === size && each.keyId === spans.at(-1)!.keyId))
    return wrong('the newest checkpoint of the public log is missing');
  // Numbered without a gap; sizes and keys only go on.
  const turn = (keyId: string) => spans.findIndex((span) => span.keyId === keyId);
  const inOrder = checkpoints.every((each, i) => {
    const next = checkpoints[i + 1] ?? { size, keyId: spans.at(-1)!.keyId };
    return each.n === i + 1 && each.size <= next.size && turn(each.keyId) <= turn(next.keyId);
  });
  return inOrder ? null : wrong('the checkpoints of the public log are not in their order');
}

/** What each fact adds, given in order; which subjects are public is taken from the log itself, whose root is signed. */
function replay(publicSubjects: ReadonlySet<string>): (fact: StoredFact) => PublicFact[] {
  const waiting = new Map<string, StoredFact[]>();
  const shown = new Set<string>();
  const withTexts = new Set<string>();
  return (fact) => {
    const { subject } = fact;
    if (!publicSubjects.has(subject)) return [];
    let fresh: PublicFact[] = [];
    if (shown.has(subject)) {
      if (PUBLIC_KINDS.includes(fact.kind)) fresh = publicFact(fact, (id) => withTexts.has(id));
    } else {
      const until = [...(waiting.get(subject) ?? []), fact];
      waiting.set(subject, until);
      if (FIRST_WORDS.has(fact.kind)) {
        fresh = publicFactsUntil(until);
        shown.add(subject);
        waiting.delete(subject);
      }
    }
    for (const each of fresh) if (committedPaths(each.body).length > 0) withTexts.add(each.fact.id);
    return fresh;
  };
}
