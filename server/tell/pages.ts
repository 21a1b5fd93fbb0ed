/**
 * The page's keeper: makes the snapshot when something changed and every minute when calm, signs it, and puts the
 * bytes on the shelf before anything is sent to anybody. Reads the database; no page view ever does.
 */
import type { LatencySeries, SignedSnapshot, Snapshot } from '@candor/protocol/snapshot.ts';
import type { Catalog } from '#catalog';
import type { Clock } from '#lib/clock.ts';
import type { Loop, Loops } from '#lib/loop.ts';
import type { Timeline } from '#timeline';
import type { ShelfItem, Web } from '#web';
import { createCards } from './card/index.ts';
import { prefixOf } from './placement.ts';
import { createRenderer } from './renderer.ts';
import { createSealer, versionOn } from './seal.ts';
import { type Blocks, makeSnapshot } from './snapshot.ts';

export type Pages = {
  start(): void;
  /** Something that the page shows has changed. */
  kick(): void;
  current(): SignedSnapshot | null;
};

const CALM_MS = 60_000;

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
  made,
}: {
  timeline: Timeline;
  catalog: Catalog;
  clock: Clock;
  loops: Loops;
  web: Pick<Web, 'shelf' | 'live' | 'url'>;
  /** Components that no monitor can vouch for right now. */
  unknown: () => ReadonlySet<string>;
  /** How fast each component answered. */
  latency: () => ReadonlyMap<string, LatencySeries[]>;
  blocks: () => Promise<Blocks>;
  /** Documents that later rooms put on the shelf: policy, postmortems, trust reports. */
  documents: (snapshot: Snapshot) => Promise<Map<string, ShelfItem>>;
  /** After readers can see it: whoever tells others of changes looks at it. */
  made?: (snapshot: Snapshot) => Promise<void>;
}): Pages {
  let loop: Loop | undefined;
  let current: SignedSnapshot | null = null;
  let lastVersion = 0;
  /** Something that live readers were not told of yet, also when the page could not be shown at once. */
  let untold = false;
  const seal = createSealer(timeline.key);
  const renderer = createRenderer();
  const cards = createCards({ loops, shelf: web.shelf });

  async function make() {
    const [page, groups, components, incidents, given] = await Promise.all([
      catalog.pages.default(),
      catalog.groups.list(),
      catalog.components.list(),
      timeline.incidents({ limit: Number.MAX_SAFE_INTEGER }),
      blocks(),
    ]);
    const nowMs = clock.nowMs();
    // Time itself is the version: it rises over restarts and over several processes. Where the clock was set back, it
    // goes on from the last page, which is on the shelf also after a restart: readers never go back.
    lastVersion ||= versionOn(web.shelf.body(`${prefixOf(web.url())}/snapshot.json`));
    lastVersion = Math.max(lastVersion + 1, nowMs);
    const { signed, changed } = seal(
      makeSnapshot({
        nowMs,
        version: lastVersion,
        url: web.url(),
        page,
        groups,
        components,
        incidents,
        unknown: unknown(),
        latency: latency(),
        blocks: given,
      }),
    );
    untold ||= changed;
    current = signed;
    const { snapshot } = signed;
    await web.shelf.replace('status', renderer.documents(signed, await documents(snapshot)));
    cards.show('status', snapshot);
    if (untold)
      web.live.public.broadcast({
        id: String(snapshot.version),
        type: 'snapshot',
        data: liveView(snapshot),
      });
    untold = false;
    await made?.(snapshot);
  }

  web.live.public.snapshot(() =>
    current
      ? { id: String(current.snapshot.version), type: 'snapshot', data: liveView(current.snapshot) }
      : null,
  );

  return {
    start() {
      cards.start();
      loop = loops.start('page', async () => {
        await make();
        return clock.nowMs() + CALM_MS;
      });
    },
    kick: () => loop?.kick(),
    current: () => current,
  };
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
