/** The formats byte for byte: vectors of Go's note package, of Certificate Transparency's tree, and of tlog-tiles. */
import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { FactBody } from '../fact.ts';
import { staticKey } from '../keys.ts';
import { openNote, signNote, verifierKey } from './note.ts';
import { entryOf, KEPT_PRIVATE, PUBLIC_KINDS } from './public-form.ts';
import { append, bundle, edgeOf, indexPath, leafHash, rootOf, type Tiles } from './tree.ts';

const PETER = 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz';
const PETER_PUBLIC = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const ENOCH_PUBLIC = 'EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop';
const TEXT =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const PETER_LINE =
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
const ENOCH_LINE =
  '— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n';

const publicOf = (verifier: string) => {
  const [name = '', , ...rest] = verifier.split('+');
  return { name, publicKey: Buffer.from(rest.join('+'), 'base64').subarray(1).toString('base64') };
};
const peter = publicOf(PETER_PUBLIC);
const enoch = publicOf(ENOCH_PUBLIC);

test('notes are those of Go’s sumdb/note', () => {
  const seed = Buffer.from(PETER.split('+').slice(4).join('+'), 'base64').subarray(1);
  const key = staticKey(
    createPrivateKey({
      key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]),
      format: 'der',
      type: 'pkcs8',
    }),
  );
  assert.equal(verifierKey({ name: 'PeterNeumann', publicKey: key.publicKey }), PETER_PUBLIC);
  assert.equal(verifierKey(enoch), ENOCH_PUBLIC);
  const note = signNote(TEXT, { name: 'PeterNeumann', publicKey: key.publicKey, sign: key.sign });
  assert.equal(note, `${TEXT}\n${PETER_LINE}`);

  const both = `${TEXT}\n${PETER_LINE}${ENOCH_LINE}`;
  assert.equal(openNote(note, peter), TEXT);
  assert.equal(openNote(both, peter), TEXT);
  assert.equal(openNote(both, enoch), TEXT);
  assert.equal(openNote(note, enoch), null);
  for (const bad of [
    TEXT,
    `${TEXT}\n`,
    note.slice(0, -1),
    `\u0001${note}`,
    `${note}Unexpected line.\n`,
    `${TEXT}\n— Bad Name ${PETER_LINE.split(' ')[2]}`,
    `${TEXT}\n${PETER_LINE.repeat(101)}`,
    `${TEXT}\n${PETER_LINE.slice(0, 60)}ABCD${PETER_LINE.slice(60)}`,
    note.replace('answer', 'enemy'),
    note.replace('PeterNeumann', 'CarmenSandiego'),
    note.replace('x08g', 'xxxx'),
  ])
    assert.equal(openNote(bad, peter), null, bad);
});

/** The reference tree of the Certificate Transparency project's tests. */
const LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

test('the root is RFC 6962’s, at every size', () => {
  const tiles: Tiles = new Map();
  for (const [i, root] of ROOTS.entries()) {
    assert.equal(rootOf(tiles, i).toString('hex'), root);
    if (i < LEAVES.length) append(tiles, i, leafHash(Buffer.from(LEAVES[i]!, 'hex')));
  }
});

test('tiles are laid out as in tlog-tiles, and give the root of any size up to theirs', () => {
  assert.equal(indexPath(1_234_067), 'x001/x234/067');
  assert.equal(indexPath(0), '000');
  assert.equal(indexPath(1, 5), '001.p/5');
  assert.equal(indexPath(123_456_078, 2), 'x123/x456/078.p/2');
  assert.deepEqual(edgeOf(70_000), [
    { level: 0, n: 273, width: 112 },
    { level: 1, n: 1, width: 17 },
    { level: 2, n: 0, width: 1 },
  ]);
  assert.deepEqual(edgeOf(256), [{ level: 1, n: 0, width: 1 }]);
  assert.deepEqual([...bundle(['a', 'é'])], [0, 1, 97, 0, 2, 0xc3, 0xa9]);

  // A tree over two levels, beside the definition: MTH by halves.
  const hashes = Array.from({ length: 600 }, (_, i) => leafHash(`leaf ${i}`));
  const definition = (leaves: Buffer[]): Buffer => {
    if (leaves.length === 1) return leaves[0]!;
    const left = 2 ** Math.floor(Math.log2(leaves.length - 1));
    return leafHashOfNode(definition(leaves.slice(0, left)), definition(leaves.slice(left)));
  };
  const pair: Tiles = new Map();
  const leafHashOfNode = (left: Buffer, right: Buffer) => {
    pair.clear();
    append(pair, 0, left);
    append(pair, 1, right);
    return rootOf(pair, 2);
  };
  const tiles: Tiles = new Map();
  for (const [i, hash] of hashes.entries()) append(tiles, i, hash);
  assert.deepEqual([...tiles].map(([at, { length }]) => [at, length / 32]).sort(), [
    ['0/0', 256],
    ['0/1', 256],
    ['0/2', 88],
    ['1/0', 2],
  ]);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 600 }), (size) =>
      rootOf(tiles, size).equals(definition(hashes.slice(0, size))),
    ),
    { numRuns: 60, examples: [[255], [256], [257], [511], [512], [600]] },
  );
  assert.throws(() => append(tiles, 601, hashes[0]!), /does not end where/);
});

test('of every kind of fact it is said whether it is public', () => {
  const kinds = FactBody.options.map(({ shape }) => shape.kind.value);
  assert.ok(kinds.length > 30);
  for (const kind of kinds)
    assert.notEqual(
      PUBLIC_KINDS.includes(kind),
      kind in KEPT_PRIVATE,
      `${kind}: public, or private, and why`,
    );
});

test('an entry that its two bytes of length cannot hold is proven by its digest', () => {
  const text = Object.fromEntries(Array.from({ length: 900 }, (_, i) => [`l${i}`, { '~': 'a'.repeat(64) }]));
  const fact = {
    id: `fct_${'0'.repeat(26)}`,
    position: 1,
    subject: `incident:inc_${'0'.repeat(26)}`,
    at: '2026-03-01T12:00:00.000Z',
    recordedAt: '2026-03-01T12:00:00.000Z',
    by: `person:usr_${'0'.repeat(26)}`,
    kind: 'update.corrected',
    body: {},
  };
  const { entry } = entryOf({ fact, body: { kind: 'update.corrected', text } }, 0);
  assert.ok(entry.length < 600);
  assert.match(JSON.parse(entry).body.digest, /^[0-9a-f]{64}$/);
  assert.equal(JSON.parse(entry).by, 'person');
});

test('the verifier is as short as it says, needs nothing, and is the one that the manual prints', () => {
  const source = readFileSync(join(import.meta.dirname, 'verifier', 'candor-verify.mjs'), 'utf8');
  assert.ok(source.split('\n').length - 1 <= 200);
  const imported = [...source.matchAll(/^import .* from '(.*)';$/gm)].map(([, name]) => name!);
  assert.ok(imported.length > 0 && imported.every((name) => name.startsWith('node:')), String(imported));
  const manual = join(import.meta.dirname, '../../../docs/timeline-and-verification.md');
  assert.ok(readFileSync(manual, 'utf8').includes(`\`\`\`js\n${source}\`\`\``), 'print it there anew');
});
