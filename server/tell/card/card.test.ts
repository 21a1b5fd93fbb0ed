/** What a card shows is what the page says; the picture is a whole PNG, and it is drawn only when it has to be. */
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { crc32, inflateSync } from 'node:zlib';
import { handClock } from '#lib/clock.ts';
import { silentLog } from '#lib/log.ts';
import { createLoops } from '#lib/loop.ts';
import type { ShelfItem } from '#web';
import { largeWorld } from '../../../bench/rebuild/world.ts';
import { makeSnapshot } from '../snapshot.ts';
import { drawCard } from './card.ts';
import { createCards } from './index.ts';
import { type Command, coverageOf } from './raster.ts';

/** An independent reading of the picture: every chunk checked, every pixel as red, green, blue. */
function read(file: Uint8Array) {
  const bytes = Buffer.from(file);
  assert.equal(bytes.subarray(0, 8).toString('latin1'), '\x89PNG\r\n\x1a\n');
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const body = bytes.subarray(at + 4, at + 8 + length);
    assert.equal(bytes.readUInt32BE(at + 8 + length), crc32(body));
    chunks.set(body.subarray(0, 4).toString('latin1'), body.subarray(4));
    at += length + 12;
  }
  assert.deepEqual([...chunks.keys()], ['IHDR', 'PLTE', 'IDAT', 'IEND']);
  const header = chunks.get('IHDR')!;
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const rows = inflateSync(chunks.get('IDAT')!);
  assert.equal(rows.length, (width + 1) * height);
  const palette = chunks.get('PLTE')!;
  const at = (x: number, y: number) => {
    const index = rows[y * (width + 1) + 1 + x]!;
    return palette.subarray(index * 3, index * 3 + 3).toString('hex');
  };
  return { width, height, at };
}

const words = {
  name: 'Demo Shop',
  sentence: 'Checkout is not working. Everything else works.',
  asOf: 'As of 1 March 2026, 14:05 UTC.',
  host: 'status.shop.example',
  state: 'major_outage',
} as const;

const area = (outline: Command[]) => coverageOf(outline)!.values.reduce((sum, value) => sum + value, 0);
const polygon = (...points: [number, number][]): Command[] => [
  ...points.map(([x, y], i): Command => ({ type: i === 0 ? 'M' : 'L', x, y })),
  { type: 'Z' },
];

describe('the rasterizer', () => {
  it('covers exactly the area of an outline, wherever it lies between the pixels', () => {
    const cases: [Command[], number][] = [
      [polygon([0.25, 0.5], [3.75, 0.5], [3.75, 2.25], [0.25, 2.25]), 3.5 * 1.75],
      [polygon([1.3, 7.7], [9.1, 2.2], [4.4, 0.1]), 42.23 / 2],
      [polygon([5, 0], [10, 5], [5, 10], [0, 5]), 50],
      // A hole, drawn the other way round.
      [[...polygon([0, 0], [9, 0], [9, 9], [0, 9]), ...polygon([3, 3], [3, 6], [6, 6], [6, 3])], 72],
    ];
    for (const [outline, expected] of cases)
      assert.ok(Math.abs(area(outline) - expected) < 0.01, `${area(outline)}`);
  });

  it('follows curves', () => {
    const parabola: Command[] = [
      { type: 'M', x: 0, y: 0 },
      { type: 'Q', x1: 50, y1: 100, x: 100, y: 0 },
      { type: 'Z' },
    ];
    assert.ok(Math.abs(area(parabola) - (100 * 100) / 3) < 15);
  });
});

describe('a card', () => {
  it('is a picture of 1200 × 630 in the colour and shape of its state', async () => {
    const { width, height, at } = read(await drawCard(words));
    assert.deepEqual([width, height], [1_200, 630]);
    assert.equal(at(600, 5), 'b3261e');
    assert.equal(at(112, 150), 'b3261e', 'the middle of the shape');
    assert.equal(at(82, 120), 'b3261e', 'a square reaches into its corners');
    assert.equal(at(1_190, 620), 'fbfaf7');
    const calm = read(await drawCard({ ...words, state: 'operational' }));
    assert.equal(calm.at(112, 150), '2e7d5b');
    assert.equal(calm.at(82, 120), 'fbfaf7', 'a circle does not');
    const unknown = read(await drawCard({ ...words, state: 'unknown' }));
    assert.equal(unknown.at(112, 150), 'fbfaf7', 'what is not known is hatched');
  });

  it('keeps its margins however much it has to say', async () => {
    const { at } = read(
      await drawCard({
        ...words,
        name: 'name '.repeat(50),
        sentence: `${'W'.repeat(80)} ${'word '.repeat(200)}`,
      }),
    );
    for (let y = 20; y < 630; y += 3)
      for (const x of [70, 1_135]) assert.equal(at(x, y), 'fbfaf7', `${x}, ${y}`);
  });
});

function world(test: TestContext) {
  const clock = handClock('2026-03-01T12:00:00.000Z');
  const loops = createLoops({ clock, log: silentLog() });
  const shelf = new Map<string, ShelfItem>();
  const cards = createCards({
    loops,
    shelf: {
      async replace(set, items) {
        assert.equal(set, 'status:cards');
        for (const [path, item] of items) shelf.set(path, item);
      },
    },
  });
  cards.start();
  test.after(() => loops.stop());
  const known = largeWorld({ components: 3, incidents: 0, open: 0, locales: ['en', 'de', 'ja', 'ar'] });
  return {
    shelf,
    async show(more: Partial<typeof known> = {}) {
      cards.show('status', makeSnapshot({ ...known, ...more }));
      await loops.settled();
    },
    known,
  };
}

describe('the cards of a page', () => {
  it('stand on the shelf in every language; what the font cannot write is in English', async (test) => {
    const { shelf, show } = world(test);
    await show();
    assert.deepEqual([...shelf.keys()], ['/card.png', '/de/card.png', '/ja/card.png', '/ar/card.png']);
    for (const { body } of shelf.values()) read(body as Uint8Array);
    assert.notDeepEqual(shelf.get('/de/card.png')!.body, shelf.get('/card.png')!.body);
  });

  it('are drawn again when their words change or a quarter of an hour is over, and not before', async (test) => {
    const { shelf, show, known } = world(test);
    await show();
    const first = shelf.get('/card.png');
    await show({ nowMs: known.nowMs + 60_000 });
    assert.equal(shelf.get('/card.png'), first);
    await show({ nowMs: known.nowMs + 120_000, unknown: new Set(['cmp_0']) });
    const second = shelf.get('/card.png');
    assert.notEqual(second, first);
    await show({ nowMs: known.nowMs + 16 * 60_000, unknown: new Set(['cmp_0']) });
    assert.notEqual(shelf.get('/card.png'), second);
  });

  it('lie where the page lies', async (test) => {
    const { shelf, show } = world(test);
    await show({ url: 'https://shop.example/p/acme' });
    assert.deepEqual([...shelf.keys()].slice(0, 2), ['/p/acme/card.png', '/p/acme/de/card.png']);
  });

  it('never show a box for a letter, even when nothing on the page can be written', async (test) => {
    const { shelf, show, known } = world(test);
    await show({
      unknown: new Set(['cmp_0']),
      page: { ...known.page, name: '状態' },
      components: known.components.map((each) => ({ ...each, name: { en: '決済' } })),
    });
    read(shelf.get('/card.png')!.body as Uint8Array);
  });
});
