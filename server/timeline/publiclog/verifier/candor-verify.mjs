#!/usr/bin/env node
/**
 * Checks that the public history of a status page was not rewritten. Needs Node 18 or later, nothing else, and trusts
 * nobody but its reader: these two hundred lines are all that runs. It writes nothing but the file you name.
 *
 *   node candor-verify.mjs ADDRESS-OR-FOLDER [--remember FILE]
 *
 * What the page said is a log of entries. Each holds the hash of the one before it; all are the leaves of a Merkle tree
 * (RFC 6962) whose root the page signs (c2sp.org/tlog-checkpoint). With --remember the root is kept in FILE, and the next
 * check proves that the log only grew since. Texts lie beside; an entry holds an HMAC of each, so that a text can be
 * removed for good while it stays proven that one was there.
 */
import { ok as must } from 'node:assert';
import { createHash, createHmac, verify } from 'node:crypto';
import { readFile, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const WIDTH = 256;
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const base64 = (text) => {
  const bytes = Buffer.from(text, 'base64');
  must(bytes.toString('base64') === text, `This is no base64: ${text}`);
  return bytes;
};

/** The root over these hashes: the left side is the largest power of two that leaves something for the right. */
function rootOf(hashes) {
  if (hashes.length < 2) return hashes[0] ?? sha256();
  let left = 1;
  while (left * 2 < hashes.length) left *= 2;
  return sha256(Buffer.of(1), rootOf(hashes.slice(0, left)), rootOf(hashes.slice(left)));
}

function signed(publicKey, text, signature) {
  const key = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), base64(publicKey)]);
  return verify(null, Buffer.from(text), { key, format: 'der', type: 'spki' }, signature);
}

const need = async (read, path) => (await read(path)) ?? must(false, `There is no ${path} here.`);

/** `1234067` is `x001/x234/067`. */
function tilePath(n) {
  const digits = String(n).padStart(Math.ceil(String(n).length / 3) * 3, '0');
  return digits.replace(/(\d{3})(?=\d)/g, 'x$1/');
}

/** A tile of this width; one that was filled meanwhile is read in its full form, and has more in it. */
async function readTile(read, kind, n, width) {
  const full = `log/tile/${kind}/${tilePath(n)}`;
  const part = width < WIDTH && (await read(`${full}.p/${width}`));
  return part ? { bytes: part, whole: true } : { bytes: await need(read, full), whole: width === WIDTH };
}

/** The keys from the first, whose hash is in the origin, to the one that signs now; and where the log stood then. */
function followKeys({ origin, first, handovers }) {
  const keys = [first];
  const name = sha256(base64(first)).toString('hex').slice(0, 32);
  must(origin === `candor/${name}`, `The first key does not belong to the origin ${origin}.`);
  const changes = handovers.map(({ text, signedByPrevious, signedByNext }) => {
    const [kind, log, previous, next, at, , , size, root] = text.split('\n');
    const follows = kind === 'candor/key/1' && log === origin && previous === keys.at(-1);
    const both = signed(previous, text, base64(signedByPrevious)) && signed(next, text, base64(signedByNext));
    must(follows && both, `The change of the signing key at ${at} does not hold.`);
    keys.push(next);
    return { size: Number(size), root };
  });
  return { origin, keys, changes };
}

/** The checkpoint's size and root, when the key signed it (c2sp.org/signed-note). */
function openCheckpoint(note, origin, publicKey) {
  const end = note.lastIndexOf('\n\n') + 1;
  const text = note.slice(0, end);
  const id = sha256(`${origin}\n`, Buffer.of(1), base64(publicKey)).subarray(0, 4);
  const lines = note.slice(end + 1).split('\n');
  const ours = lines.find((line) => line.startsWith(`— ${origin} `)) ?? '';
  const bytes = base64(ours.slice(origin.length + 3));
  const holds = bytes.subarray(0, 4).equals(id) && signed(publicKey, text, bytes.subarray(4));
  must(holds && note.endsWith('\n'), 'The checkpoint is not signed by the key of this log.');
  const [name, size, root] = text.split('\n');
  must(name === origin && /^\d{1,15}$/.test(size), 'The checkpoint is not one of this log.');
  return { size: Number(size), root };
}

async function readEntries(read, size) {
  const entries = [];
  for (let n = 0; n * WIDTH < size; n++) {
    const width = Math.min(WIDTH, size - n * WIDTH);
    const { bytes, whole } = await readTile(read, 'entries', n, width);
    let at = 0;
    for (let i = 0; i < width; i++) {
      const end = at + 2 <= bytes.length ? at + 2 + bytes.readUInt16BE(at) : Number.POSITIVE_INFINITY;
      must(end <= bytes.length, `The ${n + 1}. bundle of entries is too short.`);
      entries.push(bytes.subarray(at + 2, end));
      at = end;
    }
    must(!whole || at === bytes.length, `The ${n + 1}. bundle of entries is too long.`);
  }
  return entries;
}

async function checkTiles(read, leaves) {
  for (let level = 0, hashes = leaves; hashes.length > 0; level++) {
    const above = [];
    for (let n = 0; n * WIDTH < hashes.length; n++) {
      const tile = hashes.slice(n * WIDTH, (n + 1) * WIDTH);
      const { bytes, whole } = await readTile(read, level, n, tile.length);
      const there = bytes.subarray(0, whole ? bytes.length : tile.length * 32);
      must(there.equals(Buffer.concat(tile)), `The tile ${level}/${n} does not match the entries.`);
      if (tile.length === WIDTH) above.push(rootOf(tile));
    }
    hashes = above;
  }
}

/** Where a body holds the HMAC of a text in place of it: by path. */
function commitments(value, path = '') {
  if (value?.['~']) return [[path, value['~']]];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, item]) => commitments(item, `${path}/${name}`));
}

/** Holds texts against the entries; answers each entry's texts by path, null where one was removed. */
async function readTexts(read, entries) {
  const found = new Map();
  for (let n = 0; n * WIDTH < entries.length; n++)
    for (const text of JSON.parse(await need(read, `log/texts/${tilePath(n)}`)).texts)
      if (text.index < entries.length) {
        must(!found.has(`${text.index}${text.path}`), `A text of entry ${text.index} is there twice.`);
        found.set(`${text.index}${text.path}`, text);
      }
  const removed = new Set(entries.map(({ body }) => body.kind === 'fact.redacted' && body.factId));
  const check = (entry, index, path, committed) => {
    const text = found.get(`${index}${path}`);
    must(text || removed.has(entry.factId), `A text of entry ${index} is gone, and no entry says why.`);
    if (!found.delete(`${index}${path}`)) return [path, null];
    const hmac = createHmac('sha256', text.salt).update(`${path}\n${text.content}`).digest('hex');
    must(hmac === committed, `The text ${path} of entry ${index} is not the one that was published.`);
    return [path, text.content];
  };
  const texts = entries.map(
    (each, i) => new Map(commitments(each.body).map((one) => check(each, i, ...one))),
  );
  must(found.size === 0, 'There are texts that belong to no entry.');
  return texts;
}

/** Checks everything; throws a sentence at the first thing that does not hold. */
export async function verifyLog(read, remembered = null) {
  const { origin, keys, changes } = followKeys(JSON.parse(await need(read, 'log/keys.json')));
  const { size, root } = openCheckpoint(String(await need(read, 'log/checkpoint')), origin, keys.at(-1));
  const bytes = await readEntries(read, size);
  const leaves = bytes.map((each) => sha256(Buffer.of(0), each));
  const holdsAt = (at) => at.size <= size && rootOf(leaves.slice(0, at.size)).toString('base64') === at.root;
  must(holdsAt({ size, root }), 'The entries do not give the root that was signed.');
  await checkTiles(read, leaves);
  const entries = bytes.map((each) => JSON.parse(each));
  entries.forEach((entry, index) => {
    const before = index > 0 ? sha256(bytes[index - 1]).toString('hex') : '0'.repeat(64);
    must(entry.index === index && entry.previous === before, `Entry ${index} is not in its place.`);
  });
  must(changes.every(holdsAt), 'A change of the signing key was made on another log.');
  if (remembered) {
    must(remembered.origin === origin, `This is another log than ${remembered.origin}, as remembered.`);
    must(
      holdsAt(remembered),
      `The first ${remembered.size} entries are not those remembered; here are ${size}.`,
    );
  }
  return { origin, keys, size, root, entries, texts: await readTexts(read, entries) };
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
  const remembered = file ? JSON.parse(await readFile(file, 'utf8').catch(() => 'null')) : null;
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
    console.error(error.code === 'ERR_ASSERTION' ? error.message : `Unreadable: ${error.message}`);
    process.exitCode = 1;
  });
