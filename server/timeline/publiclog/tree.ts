/**
 * The Merkle tree of RFC 6962 in the tiles of C2SP tlog-tiles, pure: 256 hashes a tile, a full tile's own hash is one
 * hash in the level above. Appending touches the right edge alone; the root is made of what lies there.
 * Sources: RFC 6962 §2.1, c2sp.org/tlog-tiles.
 */
import { createHash } from 'node:crypto';

export const HASH_BYTES = 32;
export const TILE_WIDTH = 256;
const FULL_BYTES = HASH_BYTES * TILE_WIDTH;

/** Each tile's concatenated hashes, by `level/n`. */
export type Tiles = Map<string, Buffer>;
export const tileKey = (level: number, n: number): string => `${level}/${n}`;

const hashOf = (...parts: (Buffer | string)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);
export const leafHash = (entry: string | Buffer): Buffer => hashOf(LEAF, entry);
const nodeHash = (left: Buffer, right: Buffer): Buffer => hashOf(NODE, left, right);
export const EMPTY_ROOT = hashOf();

const split = (tile: Buffer): Buffer[] =>
  Array.from({ length: tile.length / HASH_BYTES }, (_, i) =>
    tile.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES),
  );

/** The hash over a power of two of subtrees of one height. */
function perfect(hashes: Buffer[]): Buffer {
  let row = hashes;
  while (row.length > 1)
    row = Array.from({ length: row.length / 2 }, (_, i) => nodeHash(row[2 * i]!, row[2 * i + 1]!));
  return row[0]!;
}

/** Adds one hash at the right edge and, where it fills a tile, that tile's hash one level above. */
export function append(tiles: Tiles, index: number, hash: Buffer, level = 0): void {
  const n = Math.floor(index / TILE_WIDTH);
  const key = tileKey(level, n);
  const before = tiles.get(key) ?? Buffer.alloc(0);
  if (before.length !== (index % TILE_WIDTH) * HASH_BYTES)
    throw new Error(`The tile ${key} of the public log does not end where entry ${index} begins.`);
  const tile = Buffer.concat([before, hash]);
  tiles.set(key, tile);
  if (tile.length === FULL_BYTES) append(tiles, n, perfect(split(tile)), level + 1);
}

/** The root of the tree of this size; tiles may already be wider than it needs. */
export function rootOf(tiles: Tiles, size: number): Buffer {
  let root: Buffer | null = null;
  for (const { level, n, width } of edgeOf(size)) {
    const hashes = split(tiles.get(tileKey(level, n))!.subarray(0, width * HASH_BYTES));
    // From the right: the smallest subtree first, each larger one to its left.
    for (let count = 1; count <= width; count *= 2) {
      if (!(width & count)) continue;
      const left = perfect(hashes.splice(-count));
      root = root ? nodeHash(left, root) : left;
    }
  }
  return root ?? EMPTY_ROOT;
}

export type TileAt = { level: number; n: number; width: number };

/** The partial tiles of a tree of this size, lowest first. */
export function edgeOf(size: number): TileAt[] {
  const edge: TileAt[] = [];
  for (let level = 0, count = size; count > 0; level++, count = Math.floor(count / TILE_WIDTH))
    if (count % TILE_WIDTH > 0)
      edge.push({ level, n: Math.floor(count / TILE_WIDTH), width: count % TILE_WIDTH });
  return edge;
}

/** The tiles that the next append continues: those of the right edge, with or without a hash in them. */
export function rightmost(size: number): { level: number; n: number }[] {
  const tiles = [];
  for (let level = 0, count = size; count > 0; level++, count = Math.floor(count / TILE_WIDTH))
    tiles.push({ level, n: Math.floor(count / TILE_WIDTH) });
  return tiles;
}

/** `1234067` as `x001/x234/067`, with `.p/W` where the tile is not full. */
export function indexPath(n: number, width = TILE_WIDTH): string {
  const parts = [String(n % 1_000).padStart(3, '0')];
  for (let rest = Math.floor(n / 1_000); rest > 0; rest = Math.floor(rest / 1_000))
    parts.unshift(`x${String(rest % 1_000).padStart(3, '0')}`);
  return `${parts.join('/')}${width < TILE_WIDTH ? `.p/${width}` : ''}`;
}

/** Entries as tlog-tiles bundles them: each after its length in two bytes. */
export function bundle(entries: readonly string[]): Buffer {
  return Buffer.concat(
    entries.flatMap((entry) => {
      const bytes = Buffer.from(entry);
      const length = Buffer.alloc(2);
      length.writeUInt16BE(bytes.length);
      return [length, bytes];
    }),
  );
}
