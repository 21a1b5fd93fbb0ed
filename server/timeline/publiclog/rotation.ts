/**
 * Changes the signing key for a new one, in one commit and under the locks under which heads and checkpoints are
 * signed: whatever is signed afterwards is signed by the new key, in this process and in every other. The old key is
 * then removed, so that a machine taken over later can sign nothing that lies before.
 */
import type { Clock } from '#lib/clock.ts';
import type { Store } from '#store';
import { type Handover, handoverText } from '../handover.ts';
import { createNextKey, removeOtherKeys, type SigningKey } from '../keys.ts';
import type { TimelineTables } from '../tables.ts';
import { lockLog, readEdge, saveCheckpoint, signs } from './append.ts';
import { rootOf } from './tree.ts';

export async function rotateSigningKey({
  store,
  clock,
  key,
  dataFolder,
}: {
  store: Store;
  clock: Clock;
  key: SigningKey;
  dataFolder: string;
}): Promise<Handover> {
  // The file is there before the database names it; a failure in between leaves a file that nobody asks for, never a
  // history whose key is gone.
  const next = createNextKey(dataFolder);
  const handover = await store.transaction(async (tx) => {
    const db = tx.withTables<TimelineTables>();
    const head = await db.selectFrom('timelineHead').selectAll().forUpdate().executeTakeFirstOrThrow();
    key.use(head.keyId);
    const last = await db
      .selectFrom('timelineHandover')
      .selectAll()
      .orderBy('n', 'desc')
      .limit(1)
      .executeTakeFirst();
    const row = await lockLog(tx, key);
    if (!signs(key, row))
      throw new Error(
        `This data folder does not hold the key that signs this history. Change it where it lies: the right folder is the one whose key ${row.keyId ?? row.origin} names.`,
      );
    const tiles = await readEdge(tx, row.size);
    const said = {
      previous: key.publicKey,
      next: next.publicKey,
      at: clock.now(),
      position: head.position,
      hash: head.hash,
      size: row.size,
      root: rootOf(tiles, row.size).toString('base64'),
    };
    const text = handoverText(row.origin, said);
    const made: Handover = {
      ...said,
      n: (last?.n ?? 0) + 1,
      signedByPrevious: key.sign(text),
      signedByNext: next.sign(text),
    };
    await db.insertInto('timelineHandover').values(made).execute();
    await db.updateTable('timelineHead').set({ keyId: next.keyId }).execute();
    await db.updateTable('timelinePublicLog').set({ keyId: next.keyId }).execute();
    await saveCheckpoint(tx, next, row, tiles);
    return made;
  });
  key.use(next.keyId);
  removeOtherKeys(dataFolder, next.keyId);
  return handover;
}
