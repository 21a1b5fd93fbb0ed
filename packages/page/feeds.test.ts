/** Feeds as two independent parsers read them, and by the rules of their standards that can be checked offline. */
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import FeedParser from 'feedparser';
import Parser from 'rss-parser';
import { z } from 'zod';
import { everything } from './golden/everything.ts';
import { renderAtom, renderJsonFeed, renderRss } from './index.ts';

const RFC_822 =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT$/;

type Item = { guid: string; link: string; title: string; date: Date; description: string };
async function parsed(text: string): Promise<{ meta: FeedParser.Meta; items: Item[] }> {
  const parser = new FeedParser({ addmeta: false });
  const items: Item[] = [];
  parser.on('data', (item) => items.push(item as Item));
  await new Promise((resolve, reject) => {
    parser.on('end', resolve).on('error', reject);
    Readable.from([text]).pipe(parser);
  });
  return { meta: parser.meta, items };
}

test('feeds: two parsers agree, ids are unique, newest first, dates as the standards write them', async () => {
  for (const locale of ['en', 'de'])
    for (const per of ['incident', 'update'] as const)
      for (const make of [renderRss, renderAtom]) {
        const text = make(everything, { locale, per });
        const [one, two] = [await parsed(text), await new Parser().parseString(text)];
        assert.equal(one.items.length, two.items.length);
        assert.deepEqual(
          one.items.map(({ title }) => title),
          two.items.map(({ title }) => title),
        );
        assert.equal(new Set(one.items.map(({ guid }) => guid)).size, one.items.length);
        const times = one.items.map(({ date }) => date.getTime());
        assert.deepEqual(
          times,
          times.toSorted((a, b) => b - a),
        );
        const prefix = locale === 'en' ? '' : '/de';
        assert.ok(
          one.items.every(({ link }) => link.startsWith(`https://status.shop.example${prefix}/incidents/`)),
        );
        const file = make === renderRss ? 'feed.rss' : 'feed.atom';
        const self = `https://status.shop.example${prefix}/${file}${per === 'update' ? '?per=update' : ''}`;
        assert.ok(text.includes(`href="${self}"`), self);
        assert.equal(one.meta.xmlurl ?? one.meta.xmlUrl, self);
        for (const [, instant] of text.matchAll(/<(?:pubDate|lastBuildDate)>([^<]*)</g))
          assert.match(instant!, RFC_822);
        for (const [, instant] of text.matchAll(/<(?:updated|published)>([^<]*)</g))
          assert.equal(z.iso.datetime().safeParse(instant).success, true);
        // Addresses in the content lead somewhere from anywhere.
        assert.ok(!/href=(&quot;|")(?!https?:|mailto:)/.test(text));
      }
});

test('feeds: the same facts are the same bytes, whenever they are made', () => {
  const later = {
    ...everything,
    version: 8,
    madeAt: '2026-03-01T12:01:00.000Z',
    validUntil: '2026-03-01T12:04:00.000Z',
  };
  for (const make of [renderRss, renderAtom, renderJsonFeed])
    assert.equal(make(later, { locale: 'en' }), make(everything, { locale: 'en' }));
  const nothing = { ...everything, incidents: [], maintenances: [] };
  assert.ok(
    renderAtom(nothing, { locale: 'en' }).includes(`<updated>${everything.page.updatedAt}</updated>`),
  );
});

test('each Atom feed of a page has an id of its own, which never changes', () => {
  const idOf = (per: 'incident' | 'update') =>
    /<id>([^<]*)<\/id>/.exec(renderAtom(everything, { locale: 'en', per }))![1];
  assert.equal(idOf('incident'), `tag:status.shop.example,2026:${everything.page.id}`);
  assert.equal(idOf('update'), `tag:status.shop.example,2026:${everything.page.id}/updates`);
});

test('a JSON feed has what version 1.1 requires', () => {
  const feed = JSON.parse(renderJsonFeed(everything, { locale: 'de' }));
  assert.equal(feed.version, 'https://jsonfeed.org/version/1.1');
  assert.equal(feed.feed_url, 'https://status.shop.example/de/feed.json');
  for (const item of feed.items) {
    assert.ok(item.id && item.url && item.title && item.content_html);
    assert.equal(z.iso.datetime().safeParse(item.date_modified).success, true);
  }
});

test('a feed of one incident has its updates, under the ids that they have in the feed of the page', async () => {
  const outages = [...everything.incidents, ...everything.maintenances];
  const ids = async (text: string) => (await parsed(text)).items.map(({ guid }) => guid);
  const all = new Set(await ids(renderRss(everything, { locale: 'en', per: 'update' })));
  let corrected = 0;
  for (const of of outages) {
    const [rss, atom] = [
      renderRss(everything, { locale: 'de', of }),
      renderAtom(everything, { locale: 'de', of }),
    ];
    const [one, two] = [await parsed(rss), await parsed(atom)];
    assert.equal(one.items.length, of.updates.length);
    assert.deepEqual(
      one.items.map(({ guid }) => guid),
      two.items.map(({ guid }) => guid),
    );
    for (const id of await ids(rss)) assert.ok(all.size >= 50 || all.has(id), id);
    assert.equal(one.meta.link, `https://status.shop.example/de/incidents/${of.id}`);
    const self = `https://status.shop.example/de/incidents/${of.id}`;
    assert.equal(one.meta.xmlurl, `${self}.rss`);
    assert.equal(two.meta.xmlurl, `${self}.atom`);
    const json = JSON.parse(renderJsonFeed(everything, { locale: 'de', of }));
    assert.equal(json.feed_url, `${self}.json`);
    assert.equal(json.items.length, of.updates.length);
    for (const update of of.updates) {
      const entry = json.items.find(({ id }: { id: string }) => id.endsWith(`#${update.id}`));
      if (update.corrections.length === 0) continue;
      corrected += 1;
      assert.equal(entry.date_modified, update.corrections.at(-1)!.at);
      assert.match(entry.content_text, /berichtigt|korrigiert/i);
    }
  }
  assert.ok(corrected > 0, 'a correction was looked at');
});

test('a feed of a component has what happened to it and nothing else', async () => {
  const [of] = everything.components;
  const { items, meta } = await parsed(renderRss(everything, { locale: 'en', of: of! }));
  const mine = [...everything.incidents, ...everything.maintenances].filter(({ components }) =>
    components.some(({ componentId }) => componentId === of!.id),
  );
  assert.ok(mine.length > 0);
  assert.deepEqual(items.map(({ guid }) => guid.split(':').at(-1)).sort(), mine.map(({ id }) => id).sort());
  assert.equal(meta.xmlurl, `https://status.shop.example/components/${of!.id}.rss`);
});
