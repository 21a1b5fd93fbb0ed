/** A renderer with a memory says, byte for byte, what one without a memory says; and remembers enough to be quick. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { temporarySigningKey } from '#timeline';
import { largeWorld } from '../../bench/rebuild/world.ts';
import { createRenderer } from './renderer.ts';
import { createSealer } from './seal.ts';
import { type Known, makeSnapshot } from './snapshot.ts';

const key = temporarySigningKey();
const HOUR_MS = 3_600_000;
const small = () => largeWorld({ components: 6, incidents: 4, locales: ['en', 'de'], open: 1 });

/** Things that happen to a page, each as its rooms would hand it over: new objects all over. */
type Change = (world: Known, n: number) => Known;
const CHANGES: Record<string, Change> = {
  aMinutePasses: (w) => ({ ...w, nowMs: w.nowMs + 60_000 }),
  hoursPass: (w, n) => ({ ...w, nowMs: w.nowMs + (1 + (n % 40)) * HOUR_MS }),
  theYearEnds: (w) => ({ ...w, nowMs: w.nowMs + 305 * 24 * HOUR_MS }),
  aComponentBreaks: (w, n) => component(w, n, { manualStatus: 'major_outage' }),
  aComponentRecovers: (w, n) => component(w, n, { manualStatus: null }),
  aComponentIsRenamed: (w, n) => component(w, n, { name: { en: `Renamed ${n}`, de: `Umbenannt ${n}` } }),
  aComponentHides: (w, n) => component(w, n, { onlyShowIfDegraded: true, showcase: false }),
  aComponentMoves: (w, n) => component(w, n, { groupId: null }),
  nobodyVouches: (w, n) => ({ ...w, unknown: new Set([`cmp_${n % 6}`]) }),
  aGroupIsRenamed: (w, n) => ({
    ...w,
    groups: w.groups.map((group) => ({ ...group, name: { en: `G ${n}` } })),
  }),
  thePageIsRenamed: (w, n) => ({ ...w, page: { ...w.page, name: `Page ${n}` } }),
  thePageMoves: (w, n) => ({ ...w, url: n % 2 ? 'https://a.example' : 'https://a.example/p/acme' }),
  theZoneChanges: (w, n) => ({ ...w, page: { ...w.page, timeZone: n % 2 ? 'Asia/Tokyo' : 'UTC' } }),
  languagesChange: (w, n) => ({ ...w, page: { ...w.page, locales: n % 2 ? ['de', 'en'] : ['en', 'de'] } }),
  supportMoves: (w, n) => ({ ...w, page: { ...w.page, supportUrl: `https://help.example/${n}` } }),
  anUpdateIsCorrected: (w, n) =>
    incident(w, n, ({ updates, ...rest }) => ({
      ...rest,
      lastFactAt: instant(w),
      updates: updates.map((update) => ({
        ...update,
        text: { en: `Corrected ${n}` },
        corrections: [
          ...update.corrections,
          { at: instant(w), by: 'person:1', was: update.text, text: { en: 'x' }, reason: null },
        ],
      })),
    })),
  anIncidentResolves: (w, n) =>
    incident(w, n, (each) => ({
      ...each,
      phase: 'resolved',
      lastFactAt: instant(w),
      resolvedAt: each.resolvedAt ?? instant(w),
    })),
  anIncidentIsRetitled: (w, n) => incident(w, n, (each) => ({ ...each, title: { en: `Title ${n}` } })),
  maintenanceIsPlanned: (w, n) => ({
    ...w,
    incidents: [
      ...w.incidents,
      {
        ...w.incidents[0]!,
        id: `mnt_${n}_${w.incidents.length}`,
        kind: 'maintenance',
        phase: n % 3 === 0 ? 'cancelled' : n % 3 === 1 ? 'scheduled' : 'completed',
        scheduledFor: new Date(w.nowMs + 2 * HOUR_MS).toISOString(),
        scheduledUntil: new Date(w.nowMs + 30 * HOUR_MS).toISOString(),
      },
    ],
  }),
  aPostmortemComes: (w, n) => ({
    ...w,
    blocks: {
      ...w.blocks,
      postmortems: new Map([
        [
          `inc_${n % 4}`,
          { url: `/incidents/inc_${n % 4}/postmortem`, title: `Why ${n}`, publishedAt: instant(w) },
        ],
      ]),
    },
  }),
  anEstimateIsGiven: (w, n) =>
    incident(w, n, (each) => ({
      ...each,
      lastFactAt: instant(w),
      estimate: {
        recoveryAt: new Date(w.nowMs + n * 60_000).toISOString(),
        basis: { en: `B ${n}` },
        givenAt: instant(w),
      },
      workaround: n % 2 ? { en: `W ${n}` } : null,
    })),
  answerTimesCome: (w, n) => ({
    ...w,
    latency: new Map([
      [
        `cmp_${n % 6}`,
        [{ from: instant(w).replace(/:\d\d:.*/, ':00:00.000Z'), stepSeconds: 3_600, p50: [n], p95: [n + 1] }],
      ],
    ]),
  }),
  aLinkComes: (w) => ({ ...w, blocks: { ...w.blocks, links: [{ kind: 'trust', url: '/trust' }] } }),
};
const instant = (w: Known) => new Date(w.nowMs).toISOString();
const component = (w: Known, n: number, more: object): Known => ({
  ...w,
  components: w.components.map((each, i) => (i === n % 6 ? { ...each, ...more } : each)),
});
type Incident = Known['incidents'][number];
const incident = (w: Known, n: number, change: (incident: Incident) => Incident): Known => ({
  ...w,
  incidents: w.incidents.map((each, i) => (i === n % w.incidents.length ? change(each) : each)),
});

const copyOf = (world: Known): Known => structuredClone(world);
const textsOf = (documents: ReturnType<ReturnType<typeof createRenderer>['documents']>) =>
  new Map([...documents].map(([path, { body, ...head }]) => [path, { ...head, text: String(body) }]));

describe('a renderer with a memory', () => {
  it('says what one without a memory says, whatever happens to the page', () => {
    const happening = fc.tuple(fc.constantFrom(...Object.keys(CHANGES)), fc.nat(1_000));
    fc.assert(
      fc.property(fc.array(happening, { minLength: 1, maxLength: 8 }), (happenings) => {
        const seal = createSealer(key);
        const renderer = createRenderer();
        let world = small();
        renderer.documents(seal(makeSnapshot(world)).signed);
        for (const [name, n] of happenings) {
          world = copyOf(CHANGES[name]!(world, n));
          const made = renderer.documents(seal(makeSnapshot(world)).signed);
          const cold = createRenderer().documents(
            createSealer(key)(structuredClone(makeSnapshot(copyOf(world)))).signed,
          );
          assert.deepEqual(textsOf(made), textsOf(cold), name);
        }
      }),
      { numRuns: 15 },
    );
  });
});

const changedIn = (before: Map<string, unknown>, after: Map<string, unknown>) =>
  [...after].filter(([path, item]) => before.get(path) !== item).map(([path]) => path);

function press() {
  const seal = createSealer(key);
  const renderer = createRenderer();
  return (world: Known, extra?: Parameters<typeof renderer.documents>[1]) =>
    renderer.documents(seal(makeSnapshot(copyOf(world))).signed, extra);
}

describe('what did not change stays the same item', () => {
  const calm = largeWorld({ components: 6, incidents: 4, locales: ['en', 'de'], open: 0 });

  it('in a calm minute everything but what shows the time', () => {
    const make = press();
    const before = make(calm);
    const after = make({ ...calm, nowMs: calm.nowMs + 60_000 });
    assert.deepEqual(changedIn(before, after), ['/', '/de/', '/snapshot.json', '/embed', '/de/embed']);
  });

  it('when a component breaks, every incident, feed and calendar', () => {
    const make = press();
    const before = make(calm);
    const after = make(
      component({ ...calm, nowMs: calm.nowMs + 1_000 }, 1, { manualStatus: 'partial_outage' }),
    );
    const changed = changedIn(before, after);
    assert.ok(changed.includes('/') && changed.includes('/api/v2/summary.json'));
    assert.deepEqual(
      changed.filter(
        (path) => !path.startsWith('/api/') && /incidents\/|feed|calendar|history|404/.test(path),
      ),
      [],
    );
  });

  it('when one incident gets a word, the documents of all others', () => {
    const make = press();
    const before = make(calm);
    const after = make(CHANGES['anUpdateIsCorrected']!({ ...calm, nowMs: calm.nowMs + 1_000 }, 2));
    const endings = ['', '.rss', '.atom', '.json'];
    assert.deepEqual(
      changedIn(before, after).filter((path) => /^\/(de\/)?incidents\//.test(path)),
      ['', '/de'].flatMap((start) => endings.map((ending) => `${start}/incidents/inc_2${ending}`)),
    );
  });

  it('what other rooms hand over anew with the same words', () => {
    const make = press();
    const extra = (text: string) =>
      new Map([['/trust', { contentType: 'text/html; charset=utf-8', body: `<p>${text}</p>` }]]);
    const first = make(calm, extra('one')).get('/trust');
    assert.equal(make(calm, extra('one')).get('/trust'), first);
    assert.notEqual(make(calm, extra('two')).get('/trust'), first);
  });
});

describe('a page under a path of its own', () => {
  const url = 'https://shop.example/p/acme';
  const text = 'See <a href="/nowhere"> or href="/somewhere" or action="/there".';
  const world = CHANGES['maintenanceIsPlanned']!(
    incident({ ...small(), url }, 0, (each) => ({
      ...each,
      updates: each.updates.map((update) => ({ ...update, text: { en: text } })),
    })),
    1,
  );
  const documents = press()(
    world,
    new Map([
      ['/trust', { contentType: 'text/html; charset=utf-8', body: '<a class="x" href="/de/">home</a>' }],
    ]),
  );

  it('has every document and every link below it', () => {
    for (const [path, { contentType, body }] of documents) {
      assert.match(path, /^\/p\/acme\//);
      if (!contentType.startsWith('text/html')) continue;
      for (const [, to] of String(body).matchAll(/<[^>]* (?:href|src|action)="(\/[^"]*)"/g))
        assert.match(to!, /^\/p\/acme\//, `${path}: ${to}`);
      assert.doesNotMatch(String(body), /"\/p\/acme\/p\/acme/);
    }
    assert.equal(String(documents.get('/p/acme/trust')!.body), '<a class="x" href="/p/acme/de/">home</a>');
  });

  it('names every link that exists, and leaves alone what a person wrote', () => {
    const home = String(documents.get('/p/acme/')!.body);
    assert.match(home, /action="\/p\/acme\/subscribers"/);
    assert.match(home, /<meta property="og:image" content="https:\/\/shop\.example\/p\/acme\/card\.png">/);
    assert.match(home, /<html [^>]*data-base="\/p\/acme"/);
    assert.ok(home.includes('See &lt;a href=&quot;/nowhere&quot;&gt; or href=&quot;/somewhere&quot;'));
    // A worker under another path would be of another page, and one with a fetch handler would stand before this one.
    const worker = documents.get('/p/acme/push-worker.js')!;
    assert.match(String(worker.body), /addEventListener\('push'/);
    assert.doesNotMatch(String(worker.body), /'fetch'/);
    assert.match(worker.csp!, /default-src 'none'/);
    assert.match(
      String(documents.get('/p/acme/feed.json')!.body),
      /https:\/\/shop\.example\/p\/acme\/incidents\/inc_0open/,
    );
  });
});

describe('feeds of one thing alone', () => {
  const given = { ...small(), nowMs: small().nowMs + 1 };

  it('exist wherever a document names them', () => {
    for (const world of [given, { ...given, url: 'https://shop.example/p/acme' }]) {
      const documents = press()(world);
      let seen = 0;
      for (const [path, { contentType, body }] of documents) {
        if (!contentType.startsWith('text/html')) continue;
        for (const [, to] of String(body).matchAll(/href="(\/[^"]*\.(?:rss|atom|json|ics))"/g)) {
          assert.ok(documents.has(to!), `${path}: ${to}`);
          seen += /(incidents|components)\//.test(to!) ? 1 : 0;
        }
      }
      assert.ok(seen > 50, `${seen} links`);
    }
  });

  it('stay for what is open and for what ended last, and are left out where components are very many', () => {
    const own = (world: Known, of: string) =>
      [...press()(world).keys()].filter(
        (path) => path.includes(of) && !path.startsWith('/api/') && /\.(rss|atom|json)$/.test(path),
      ).length;
    assert.equal(own(given, 'inc_0open'), 6);
    const long = largeWorld({ components: 6, incidents: 20, locales: ['en'], open: 2 });
    assert.equal(own(long, '/incidents/'), (2 + 5) * 3);
    const oldest = long.incidents.reduce((a, b) => (a.lastFactAt < b.lastFactAt ? a : b));
    assert.equal(own(long, `/incidents/${oldest.id}.`), 0);
    const many = largeWorld({ components: 80, incidents: 1, locales: ['en', 'de', 'fr'] });
    assert.equal(own(many, '/components/'), 240, 'in the first language');
    const tooMany = largeWorld({ components: 201, incidents: 1, locales: ['en'] });
    assert.equal(own(tooMany, '/components/'), 0);
  });
});

describe('the bytes of a page', () => {
  it('weigh at most 14 kB compressed with fifty components, ninety days and their history', () => {
    const large = makeSnapshot(largeWorld({ components: 50, incidents: 100, locales: ['en', 'de'] }));
    for (const path of ['/', '/de/']) {
      const { body } = createRenderer().documents(createSealer(key)(large).signed).get(path)!;
      assert.ok(gzipSync(body, { level: 9 }).length <= 14_000);
      assert.ok(brotliCompressSync(body).length <= 14_000);
    }
  });

  it('may be shown after a failure only where they say until when they hold', () => {
    for (const [path, { cacheControl, body }] of press()(small())) {
      assert.match(cacheControl!, path.endsWith('/embed.js') ? /max-age=3600/ : /max-age=(0|60)(,|$)/, path);
      const text = String(body);
      const stated =
        /data-until=|"validUntil"|<lastBuildDate>|<updated>|jsonfeed|VCALENDAR/.test(text) ||
        /\/(history(\/\d{4}-\d\d)?|promises(\.json)?|report|components\/cmp_\d+|404|incidents\/inc_\d+)$/.test(
          path,
        );
      if (cacheControl!.includes('stale-if-error')) {
        assert.ok(stated, path);
        assert.doesNotMatch(cacheControl!, /must-revalidate/);
      } else
        assert.match(
          path,
          /^(\/\w\w)?\/(api\/v2\/.*|summary\.json|index\.json|embed|embed\.js|push-worker\.js)$/,
        );
    }
  });
});
