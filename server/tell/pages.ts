/**
 * The pages' keeper: makes the snapshot of each page when something changed and every minute when calm, signs it, and
 * puts the bytes on the shelf before anything is sent to anybody. A private page's bytes lie on the shelf behind the
 * gate and nowhere else. Reads the database; no page view ever does.
 */
import type { LatencySeries, SignedSnapshot, Snapshot } from '@candor/protocol/snapshot.ts';
import { assetPath, type Catalog, lookOf, type Page, type PageGate } from '#catalog';
import type { Clock } from '#lib/clock.ts';
import type { Loop, Loops } from '#lib/loop.ts';
import type { Timeline } from '#timeline';
import type { LiveChannel, LiveEvent, ShelfItem, Web } from '#web';
import { createCards } from './card/index.ts';
import { createExpiry } from './compat/expiry.ts';
import { createFinish, type Finish } from './finish.ts';
import { prefixOf } from './placement.ts';
import { createRenderer, type Renderer } from './renderer.ts';
import { createSealer, versionOn } from './seal.ts';
import { selectFor } from './selection.ts';
import { type Blocks, makeSnapshot } from './snapshot.ts';
import type { ToldHere } from './told-here.ts';

export type Pages = {
  start(): void;
  /** Something that a page shows has changed. */
  kick(): void;
  /** Resolves when everything that was kicked before is on the shelf, or could not be made. */
  settled(): Promise<void>;
  /** Of this page, or of the default one. */
  current(pageId?: string): SignedSnapshot | null;
  /** Something was removed from the past: no stream of any page repeats it. */
  forget(): void;
  /** The page as it would be with this draft of it, and nothing of it is kept. */
  preview(draft: Page, locale: string): Promise<string>;
};

/** Which documents of later rooms belong to a page: those of its own incidents; the rest to the default page. */
export type Extras = (
  snapshot: Snapshot,
  which: { shows: (incidentId: string) => boolean; isDefault: boolean },
) => Promise<Map<string, ShelfItem>>;

const CALM_MS = 60_000;

type Keeper = {
  renderer: Renderer;
  seal: ReturnType<typeof createSealer>;
  finish: Finish;
  channel: LiveChannel;
  current: SignedSnapshot | null;
  /** Something that live readers were not told of yet, also when the page could not be shown at once. */
  untold: boolean;
  assets: { key: string; items: Map<string, ShelfItem> };
};

export function createPages({
  timeline,
  catalog,
  clock,
  loops,
  web,
  unknown,
  latency,
  blocks,
  documents,
  toldHere,
  made: seen,
}: {
  timeline: Timeline;
  catalog: Catalog;
  clock: Clock;
  loops: Loops;
  web: Pick<Web, 'shelf' | 'privateShelf' | 'sites' | 'live' | 'url'>;
  /** Components that no monitor can vouch for right now. */
  unknown: () => ReadonlySet<string>;
  /** How fast each component answered. */
  latency: () => ReadonlyMap<string, LatencySeries[]>;
  blocks: () => Promise<Blocks>;
  /** Documents that later rooms put on the shelf: policy, postmortems, trust reports. */
  documents: Extras;
  toldHere: ToldHere;
  /** After readers of the default page can see it: whoever tells others of changes looks at it. */
  made?: (snapshot: Snapshot) => Promise<void>;
}): Pages {
  let loop: Loop | undefined;
  let asked = 0;
  let waiting: { until: number; done: () => void }[] = [];
  let lastVersion = 0;
  let defaultId = '';
  const keepers = new Map<string, Keeper>();
  const expiry = createExpiry({ clock, loops });
  const cards = createCards({ loops, shelf: web.shelf });

  /** Of a private page the channel has another name, so that nobody who followed it before goes on to. */
  const channelOf = (page: Page) =>
    page.isDefault ? web.live.public : web.live.channel(`${page.private ? 'private' : 'page'}:${page.id}`);

  function keeperOf(page: Page): Keeper {
    const known = keepers.get(page.id);
    const channel = channelOf(page);
    if (known?.channel === channel) return known;
    const keeper: Keeper = {
      renderer: createRenderer(),
      finish: createFinish(),
      channel,
      current: null,
      untold: false,
      seal: createSealer(timeline.key),
      assets: { key: '', items: new Map() },
    };
    channel.snapshot(() => keeper.current && liveEvent(keeper.current));
    keepers.set(page.id, keeper);
    return keeper;
  }

  async function everything() {
    const [groups, components, incidents, given] = await Promise.all([
      catalog.groups.list(),
      catalog.components.list(),
      timeline.incidents({ limit: Number.MAX_SAFE_INTEGER }),
      blocks(),
    ]);
    return { groups, components, incidents, blocks: given };
  }
  type Everything = Awaited<ReturnType<typeof everything>>;

  async function snapshotOf(page: Page, known: Everything, look = lookOf(page)) {
    const { shows, ...selected } = selectFor(page, known, await toldHere.of(page.id));
    const nowMs = clock.nowMs();
    // Time itself is the version: it rises over restarts and over several processes. Where the clock was set back, it
    // goes on from the last page, which is on the shelf also after a restart: readers never go back.
    lastVersion ||= versionOn(web.shelf.body(`${prefixOf(web.url())}/snapshot.json`));
    lastVersion = Math.max(lastVersion + 1, nowMs);
    const made = makeSnapshot({
      nowMs,
      version: lastVersion,
      url: web.sites.urlOf(page),
      page,
      ...selected,
      unknown: unknown(),
      latency: latency(),
      blocks: {
        ...known.blocks,
        postmortems: new Map([...known.blocks.postmortems].filter(([incidentId]) => shows(incidentId))),
        links: page.isDefault ? known.blocks.links : [],
      },
    });
    return {
      shows,
      incidents: selected.incidents,
      snapshot: { ...made, page: { ...made.page, ...(look ? { look } : {}) } },
    };
  }

  /** Read again only when one was changed. */
  async function assetsOf(page: Page, keeper: Keeper) {
    const key = page.assets.map(({ digest }) => digest).join();
    if (keeper.assets.key !== key) {
      const assets = await catalog.pages.assets(page.id);
      keeper.assets = { key, items: new Map(assets.map((asset) => [assetPath(asset), asItem(asset)])) };
    }
    return keeper.assets.items;
  }

  async function makeOne(page: Page, known: Everything) {
    const keeper = keeperOf(page);
    const { shows, incidents, snapshot: fresh } = await snapshotOf(page, known);
    const { signed, changed } = keeper.seal(fresh);
    keeper.untold ||= changed;
    const { snapshot } = signed;
    const [others, assets] = await Promise.all([
      documents(snapshot, { shows, isDefault: page.isDefault }),
      assetsOf(page, keeper),
    ]);
    keeper.current = signed;
    const items = keeper.renderer.documents(signed, new Map([...others, ...assets]));
    const made = keeper.finish(page, prefixOf(snapshot.page.url), items);
    const set = page.isDefault ? 'status' : setOf(page.id);
    const host = page.isDefault ? null : page.host;
    if (page.private) await web.privateShelf.replace(set, made, { host: page.id });
    else await web.shelf.replace(set, made, { host });
    // A card is a picture for strangers' previews, so a private page has none.
    if (!page.private) cards.show(set, snapshot, { host });
    if (keeper.untold) keeper.channel.broadcast(liveEvent(signed));
    keeper.untold = false;
    const shelf = page.private ? web.privateShelf : web.shelf;
    await expiry.made(page.id, snapshot, {
      show: (items) =>
        shelf.replace(`${set}:doubt`, keeper.finish(page, prefixOf(snapshot.page.url), items), {
          host: page.private ? page.id : host,
        }),
      hide: () => shelf.remove(`${set}:doubt`),
    });
    if (page.isDefault) await seen?.(snapshot);
    if (page.selection.kind === 'chosen') await toldHere.note(page.id, incidents);
  }

  /** Before anything is made: what became private or is gone is read by nobody from here on. */
  async function place(pages: readonly Page[], gates: readonly PageGate[]) {
    const gateOf = (page: Page) => (page.private ? gates.find(({ pageId }) => pageId === page.id)! : null);
    web.sites.replace(pages.map((page) => ({ page, gate: gateOf(page) })));
    const hidden = pages.filter((page) => page.private);
    const shown = pages.filter((page) => !page.private);
    const left = (sets: string[], stay: readonly Page[]) => {
      const names = new Set(stay.flatMap(({ id }) => [setOf(id), `${setOf(id)}:cards`]));
      return sets.filter((set) => set.startsWith('page:') && !names.has(set));
    };
    await Promise.all([
      ...left(web.shelf.sets(), shown).map(web.shelf.remove),
      ...left(web.privateShelf.sets(), hidden).map(web.privateShelf.remove),
    ]);
    await expiry.keepOnly(new Set(pages.map(({ id }) => id)));
    for (const id of keepers.keys()) if (!pages.some((page) => page.id === id)) keepers.delete(id);
  }

  async function make() {
    await catalog.pages.default();
    const [pages, gates, known] = await Promise.all([
      catalog.pages.list(),
      catalog.pages.gates(),
      everything(),
    ]);
    await place(pages, gates);
    const failed: unknown[] = [];
    // The default page first, and none waits for one that cannot be made.
    for (const page of pages.toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault))) {
      if (page.isDefault) defaultId = page.id;
      await makeOne(page, known).catch((error: unknown) => failed.push(error));
    }
    if (failed.length > 0) throw failed[0];
  }

  return {
    start() {
      cards.start();
      expiry.start();
      loop = loops.start('page', async () => {
        const upTo = asked;
        try {
          await make();
        } finally {
          // A page that cannot be made keeps nobody waiting.
          const ready = waiting.filter(({ until }) => until <= upTo);
          waiting = waiting.filter(({ until }) => until > upTo);
          for (const { done } of ready) done();
        }
        return clock.nowMs() + CALM_MS;
      });
    },
    kick() {
      asked++;
      loop?.kick();
    },
    async settled() {
      if (!loop?.busy()) return;
      await new Promise<void>((done) => {
        waiting.push({ until: asked, done });
      });
    },
    forget() {
      for (const { channel } of keepers.values()) channel.forget();
    },
    current: (pageId = defaultId) => keepers.get(pageId)?.current ?? null,
    async preview(draft, locale) {
      const assets = await catalog.pages.assets(draft.id);
      // Within the document, because the gate would ask the frame for a session.
      const urlOf = (asset: { digest: string }) => {
        const { contentType, bytes } = assets.find(({ digest }) => digest === asset.digest)!;
        return `data:${contentType};base64,${bytes.toString('base64')}`;
      };
      const spoken = [locale, ...draft.locales.filter((other) => other !== locale)];
      const page = draft.locales.includes(locale) ? { ...draft, locales: spoken } : draft;
      const { snapshot } = await snapshotOf(page, await everything(), lookOf(page, { urlOf }));
      const { signed } = createSealer(timeline.key)(snapshot);
      const made = createRenderer().documents(signed);
      const { pathname } = new URL(`${snapshot.page.url}/`);
      // Seen in a frame that may run nothing and goes nowhere.
      return String(made.get(pathname)?.body ?? '').replaceAll(/<(script|noscript)>[\s\S]*?<\/\1>/g, '');
    },
  };
}

const setOf = (pageId: string) => `page:${pageId}`;

/** An image or font of a brand. Opened by itself, an SVG is a document: it may do nothing. */
const asItem = ({ contentType, bytes }: { contentType: string; bytes: Buffer }): ShelfItem => ({
  contentType,
  body: bytes,
  cacheControl: 'public, max-age=31536000, immutable',
  csp: "default-src 'none'; style-src 'unsafe-inline'; sandbox",
});

const liveEvents = new WeakMap<SignedSnapshot, LiveEvent>();

/** Once for everybody who is told of this snapshot, also when thousands come back together. */
function liveEvent(signed: SignedSnapshot): LiveEvent {
  const { snapshot } = signed;
  const known = liveEvents.get(signed) ?? {
    id: String(snapshot.version),
    type: 'snapshot',
    data: liveView(snapshot),
  };
  liveEvents.set(signed, known);
  return known;
}

/** What a live reader needs at once: the state and the open incidents with their newest word. */
function liveView(snapshot: Snapshot) {
  return {
    version: snapshot.version,
    madeAt: snapshot.madeAt,
    validUntil: snapshot.validUntil,
    components: snapshot.components.map(({ id, status }) => ({ id, status })),
    incidents: snapshot.incidents
      .filter(({ phase }) => phase !== 'resolved')
      .map(({ id, title, phase, severity, nextUpdateBy, components, updates }) => ({
        id,
        title,
        phase,
        severity,
        nextUpdateBy,
        components,
        updates: updates.slice(0, 1),
      })),
  };
}
