#!/usr/bin/env node
/**
 * Checks that the public history of a status page was not rewritten. Needs Node 18 or later, nothing else, and trusts
 * nobody but its reader: these two hundred lines are all that runs. It writes nothing but the file you name.
 *
 *   node candor-verify.mjs ADDRESS-OR-FOLDER [--remember FILE]
 *
 * The page publishes what it said as a log of entries. Each entry holds the hash of the one before it, and all of them
 * are the leaves of a Merkle tree (RFC 6962), whose root the page signs (c2sp.org/tlog-checkpoint). With --remember the
 * root is kept in FILE, and the next check proves that the log only grew since. Texts lie beside the log; an entry holds
 * an HMAC of each, so that a text can be removed for good while it stays proven that one was there.
 */
import { createHash, createHmac, verify } from 'node:crypto';
import { readFile, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

class Wrong extends Error {}
const must = (holds, sentence) => {
  if (!holds) throw new Wrong(sentence);
};

const WIDTH = 256;
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const leafHash = (entry) => sha256(Buffer.of(0), entry);
const nodeHash = (left, right) => sha256(Buffer.of(1), left, right);
const base64 = (text) => Buffer.from(String(text), 'base64');

/** The root over these hashes: the left side is the largest power of two that leaves something for the right. */
function rootOf(hashes) {
  if (hashes.length < 2) return hashes[0] ?? sha256();
  let left = 1;
  while (left * 2 < hashes.length) left *= 2;
  return nodeHash(rootOf(hashes.slice(0, left)), rootOf(hashes.slice(left)));
}

function signed(publicKey, text, signature) {
  const key = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), base64(publicKey)]);
  return verify(null, Buffer.from(text), { key, format: 'der', type: 'spki' }, signature);
}

const need = async (read, path) => {
  const bytes = await read(path);
  must(bytes, `There is no ${path} here.`);
  return bytes;
};

/** `1234067` is `x001/x234/067`. */
function tilePath(n) {
  const digits = String(n).padStart(Math.ceil(String(n).length / 3) * 3, '0');
  return digits.replace(/(\d{3})(?=\d)/g, 'x$1/');
}

/** A tile of this width; one that was filled meanwhile is read in its full form. */
async function readTile(read, kind, n, width) {
  const full = `log/tile/${kind}/${tilePath(n)}`;
  return (width < WIDTH && (await read(`${full}.p/${width}`))) || need(read, full);
}

/** Follows the keys from the first, whose hash is in the origin, to the one that signs now. */
function lastKey({ origin, keys, handovers }) {
  let key = handovers[0]?.previous ?? keys[0].publicKey;
  const name = `candor/${sha256(base64(key)).toString('hex').slice(0, 32)}`;
  must(origin === name, `The first key does not belong to the origin ${origin}.`);
  for (const { previous, next, signedByPrevious, signedByNext, ...at } of handovers) {
    const said = [origin, previous, next, at.at, at.position, at.hash, at.size, at.root];
    const text = `candor/key/1\n${said.join('\n')}\n`;
    const both = signed(previous, text, base64(signedByPrevious)) && signed(next, text, base64(signedByNext));
    must(both && previous === key, `The change of the signing key at ${at.at} does not hold.`);
    key = next;
  }
  return key;
}

/** The checkpoint's size and root, when the key signed it (c2sp.org/signed-note). */
function openCheckpoint(note, origin, publicKey) {
  const end = note.lastIndexOf('\n\n') + 1;
  const text = note.slice(0, end);
  const id = sha256(`${origin}\n`, Buffer.of(1), base64(publicKey)).subarray(0, 4);
  const ours = note
    .slice(end + 1)
    .split('\n')
    .filter((line) => line.startsWith(`— ${origin} `))
    .map((line) => base64(line.slice(origin.length + 3)))
    .filter((bytes) => bytes.subarray(0, 4).equals(id));
  const holds = ours.length > 0 && ours.every((bytes) => signed(publicKey, text, bytes.subarray(4)));
  must(holds, 'The checkpoint is not signed by the key of this log.');
  const [name, size, root] = text.split('\n');
  must(name === origin && /^\d{1,15}$/.test(size), 'The checkpoint is not one of this log.');
  return { size: Number(size), root };
}

async function readEntries(read, size) {
  const entries = [];
  for (let n = 0; n * WIDTH < size; n++) {
    const width = Math.min(WIDTH, size - n * WIDTH);
    const bytes = await readTile(read, 'entries', n, width);
    for (let at = 0, i = 0; i < width; i++) {
      const end = at + 2 <= bytes.length ? at + 2 + bytes.readUInt16BE(at) : Number.POSITIVE_INFINITY;
      must(end <= bytes.length, `The ${n + 1}. bundle of entries is too short.`);
      entries.push(bytes.subarray(at + 2, end));
      at = end;
    }
  }
  return entries;
}

/** Every tile of hashes is what the entries give. */
async function checkTiles(read, leaves) {
  for (let level = 0, hashes = leaves; hashes.length > 0; level++) {
    const above = [];
    for (let n = 0; n * WIDTH < hashes.length; n++) {
      const tile = hashes.slice(n * WIDTH, (n + 1) * WIDTH);
      const bytes = await readTile(read, level, n, tile.length);
      const same = bytes.subarray(0, tile.length * 32).equals(Buffer.concat(tile));
      must(same, `The tile ${level}/${n} does not match the entries.`);
      if (tile.length === WIDTH) above.push(rootOf(tile));
    }
    hashes = above;
  }
}

/** Where a body holds the HMAC of a text in place of it: by path. */
function commitments(value, path = '') {
  if (value === null || typeof value !== 'object') return [];
  if ('~' in value) return [[path, value['~']]];
  return Object.entries(value).flatMap(([name, item]) => commitments(item, `${path}/${name}`));
}

/** Holds texts against the entries; answers each entry's texts by path, null where one was removed. */
async function readTexts(read, entries) {
  const found = new Map();
  for (let n = 0; n * WIDTH < entries.length; n++)
    for (const text of JSON.parse(await need(read, `log/texts/${tilePath(n)}`)).texts)
      found.set(`${text.index}${text.path}`, text);
  const removed = new Set(entries.map(({ body }) => body.kind === 'fact.redacted' && body.factId));
  const check = (entry, index, path, committed) => {
    const text = found.get(`${index}${path}`);
    must(text || removed.has(entry.factId), `A text of entry ${index} is gone, and no entry says why.`);
    if (!text) return [path, null];
    const hmac = createHmac('sha256', text.salt).update(`${path}\n${text.content}`).digest('hex');
    must(hmac === committed, `The text ${path} of entry ${index} is not the one that was published.`);
    return [path, text.content];
  };
  return entries.map((entry, i) => new Map(commitments(entry.body).map((each) => check(entry, i, ...each))));
}

/** Checks everything; throws a sentence at the first thing that does not hold. */
export async function verifyLog(read, remembered = null) {
  const keys = JSON.parse(await need(read, 'log/keys.json'));
  const publicKey = lastKey(keys);
  const checkpoint = String(await need(read, 'log/checkpoint'));
  const { size, root } = openCheckpoint(checkpoint, keys.origin, publicKey);
  const bytes = await readEntries(read, size);
  const leaves = bytes.map(leafHash);
  const holdsAt = (at) => at.size <= size && rootOf(leaves.slice(0, at.size)).toString('base64') === at.root;
  must(holdsAt({ size, root }), 'The entries do not give the root that was signed.');
  await checkTiles(read, leaves);
  const entries = bytes.map((each) => JSON.parse(each));
  entries.forEach((entry, index) => {
    const before = index > 0 ? sha256(bytes[index - 1]).toString('hex') : '0'.repeat(64);
    const follows = entry.index === index && entry.previous === before;
    must(follows, `Entry ${index} does not follow the one before it.`);
  });
  must(keys.handovers.every(holdsAt), 'A change of the signing key was made on another log.');
  if (remembered) {
    must(remembered.origin === keys.origin, `This is another log than ${remembered.origin}, as remembered.`);
    must(
      holdsAt(remembered),
      `The first ${remembered.size} entries are not those remembered; here are ${size}.`,
    );
  }
  return { ...keys, publicKey, size, root, checkpoint, entries, texts: await readTexts(read, entries) };
}

/** Reads a page at an address, or a copy of it in a folder; null for what is not there. */
export const readerOf = (place) => async (path) => {
  if (!/^https?:/.test(place)) return readFile(join(place, path)).catch(() => null);
  const address = `${place.replace(/\/+$/, '')}/${path}`;
  const response = await fetch(address, { signal: AbortSignal.timeout(30_000) }).catch((error) => error);
  must(response.status, `${address} does not answer: ${response.cause?.code ?? response.message}.`);
  must(response.ok || response.status === 404, `${address} answers with status ${response.status}.`);
  return response.ok ? Buffer.from(await response.arrayBuffer()) : null;
};

async function main([place, flag, file]) {
  const known = file && (await readFile(file, 'utf8').catch(() => null));
  const remembered = known ? JSON.parse(known) : null;
  must(place && (!flag || (flag === '--remember' && file)), 'Usage: ADDRESS-OR-FOLDER [--remember FILE]');
  const { origin, size, root, texts } = await verifyLog(readerOf(place), remembered);
  console.log(`${size} entries, each in its place. Root ${root}, log ${origin}.`);
  const gone = texts.flatMap((each) => [...each.values()]).filter((text) => text === null).length;
  if (gone) console.log(`Texts removed: ${gone}. That they stood there is proven; what they said is not.`);
  if (remembered) console.log(`The ${remembered.size} entries that were remembered are unchanged.`);
  if (file) await writeFile(file, `${JSON.stringify({ origin, size, root })}\n`);
}

const started = process.argv[1] && (await realpath(process.argv[1]).catch(() => ''));
if (started === fileURLToPath(import.meta.url))
  await main(process.argv.slice(2)).catch((error) => {
    console.error(error instanceof Wrong ? error.message : `This cannot be checked: ${error.message}`);
    process.exitCode = 1;
  });
