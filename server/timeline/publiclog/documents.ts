/**
 * The public log as files, in the layout of tlog-tiles: what the shelf serves and copies outside take along. Full
 * tiles never change and are kept once made; texts lie beside the entries, because a removed one has to go.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HistoryLog } from '@candor/page';
import type { Store } from '#store';
import { committedPaths } from '../chain.ts';
import { handoverText } from '../handover.ts';
import type { TimelineTables } from '../tables.ts';
import { verifierKey } from './note.ts';
import { bundle, edgeOf, HASH_BYTES, indexPath, TILE_WIDTH, tileKey } from './tree.ts';

export type LogDocument = {
  contentType: string;
  body: string | Buffer;
  cacheControl: string;
  headers: Record<string, string>;
};
export type LogDocuments = Map<string, LogDocument>;

const LASTING = 'public, max-age=31536000, immutable';
const PASSING = 'public, max-age=60, stale-if-error=86400';
const FRESH = 'public, max-age=0, must-revalidate, stale-if-error=86400';
/** Whoever reads slowly still finds the partial tiles of the checkpoint that they began with. */
const CHECKPOINTS_SERVED = 16;

const VERIFIER = join(import.meta.dirname, 'verifier', 'candor-verify.mjs');

export function createDocuments(store: Store, current: () => string) {
  /** Full tiles and bundles. */
  const lasting: LogDocuments = new Map();
  const texts = new Map<number, LogDocument>();
  const hashes = new Map<string, Buffer>();
  let size = 0;

  const document = (contentType: string, body: string | Buffer, cacheControl: string): LogDocument => ({
    contentType,
    body,
    cacheControl,
    headers: { 'Access-Control-Allow-Origin': '*' },
  });
  const bytes = (body: Buffer, width: number) =>
    document('application/octet-stream', body, width === TILE_WIDTH ? LASTING : PASSING);
  const json = (body: unknown) => document('application/json; charset=utf-8', JSON.stringify(body), FRESH);

  /** What the log holds now, or null before its first checkpoint. */
  return async (): Promise<(HistoryLog & { files: LogDocuments }) | null> => {
    const db = store.db.withTables<TimelineTables>();
    const row = await db.selectFrom('timelinePublicLog').selectAll().executeTakeFirst();
    const notes = await db
      .selectFrom('timelinePublicCheckpoint')
      .select(['size', 'note'])
      .where('size', '<=', row?.size ?? 0)
      .orderBy('n', 'desc')
      .limit(CHECKPOINTS_SERVED)
      .execute();
    const [newest] = notes;
    if (!row || !newest) return null;
    const { note } = newest;

    // The last window that was not full when it was read, and everything after it.
    const from = Math.floor(size / TILE_WIDTH);
    const entries = await db
      .selectFrom('timelinePublicEntry')
      .select(['index', 'factId', 'entry'])
      .where('index', '>=', from * TILE_WIDTH)
      .where('index', '<', row.size)
      .orderBy('index')
      .execute();
    for (const tile of await db
      .selectFrom('timelinePublicTile')
      .selectAll()
      .where((eb) => eb.or([eb('level', '>', 0), eb('n', '>=', from)]))
      .execute()) {
      hashes.set(tileKey(tile.level, tile.n), tile.hashes);
      if (tile.hashes.length === TILE_WIDTH * HASH_BYTES)
        lasting.set(`/log/tile/${tile.level}/${indexPath(tile.n)}`, bytes(tile.hashes, TILE_WIDTH));
    }
    const bundles = new Map<number, string[]>();
    for (const { index, entry } of entries) {
      const n = Math.floor(index / TILE_WIDTH);
      bundles.set(n, [...(bundles.get(n) ?? []), entry]);
    }
    for (const [n, window] of bundles)
      if (window.length === TILE_WIDTH)
        lasting.set(`/log/tile/entries/${indexPath(n)}`, bytes(bundle(window), TILE_WIDTH));

    // A removal may concern any window; that is rare, so then all of them are read again.
    if (entries.some(({ index, entry }) => index >= size && entry.includes('"fact.redacted"'))) texts.clear();
    for (let n = 0; n < Math.ceil(row.size / TILE_WIDTH); n++)
      if (n >= from || !texts.has(n)) texts.set(n, json({ texts: await textsOf(n, row.size) }));
    size = row.size;

    const files: LogDocuments = new Map(lasting);
    for (const [n, item] of texts) files.set(`/log/texts/${indexPath(n)}`, item);
    for (const { size: served } of notes)
      for (const { level, n, width } of edgeOf(served)) {
        const tile = hashes.get(tileKey(level, n))!.subarray(0, width * HASH_BYTES);
        files.set(`/log/tile/${level}/${indexPath(n, width)}`, bytes(tile, width));
        const window = level === 0 && bundles.get(n);
        if (window)
          files.set(`/log/tile/entries/${indexPath(n, width)}`, bytes(bundle(window.slice(0, width)), width));
      }
    files.set('/log/checkpoint', document('text/plain; charset=utf-8', note, FRESH));
    const { keys, signing } = await keysOf(row.origin);
    files.set('/log/keys.json', json(keys));
    files.set(
      '/log/candor-verify.mjs',
      document('text/javascript; charset=utf-8', readFileSync(VERIFIER), FRESH),
    );
    return {
      files,
      origin: row.origin,
      size: row.size,
      root: note.split('\n')[2] ?? '',
      verifierKey: verifierKey({ name: row.origin, publicKey: signing }),
    };
  };

  /** The texts of one window that were not removed, with the salts by which they are held against the entries. */
  async function textsOf(n: number, end: number) {
    const db = store.db.withTables<TimelineTables>();
    const rows = await db
      .selectFrom('timelinePublicEntry as entry')
      .innerJoin('timelineText as text', 'text.factId', 'entry.factId')
      .select(['entry.index', 'entry.entry', 'text.path', 'text.salt', 'text.content'])
      .where('entry.index', '>=', n * TILE_WIDTH)
      .where('entry.index', '<', Math.min(end, (n + 1) * TILE_WIDTH))
      .where('text.content', 'is not', null)
      .orderBy('entry.index')
      .orderBy('text.path')
      .execute();
    return rows.flatMap(({ index, entry, path, salt, content }) =>
      committedPaths(JSON.parse(entry).body).includes(path) ? [{ index, path, salt, content }] : [],
    );
  }

  /** The first key and the statements by which each later one followed; and the one that signs now. */
  async function keysOf(origin: string) {
    const rows = await store.db
      .withTables<TimelineTables>()
      .selectFrom('timelineHandover')
      .selectAll()
      .orderBy('n')
      .execute();
    const handovers = rows.map((row) => ({
      text: handoverText(origin, row),
      signedByPrevious: row.signedByPrevious,
      signedByNext: row.signedByNext,
    }));
    const signing = rows.at(-1)?.next ?? current();
    return { keys: { origin, first: rows[0]?.previous ?? signing, handovers }, signing };
  }
}
