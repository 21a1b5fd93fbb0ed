/**
 * Holding pages: what users see while the service cannot be served, and just after. Sets of static pages, exported as
 * one folder for any host, and published at places outside by a person or by a rule. Writes rows, `holding.published`
 * and `holding.withdrawn`; a page never claims more than what holds whenever it is served, and no place is waited for.
 */
import { type HoldingChanges, type HoldingFile, holdingFolder, renderHolding } from '@candor/page';
import type { HoldingKind, HoldingSet, HoldingSetInput } from '@candor/protocol/holding.ts';
import { accentIn, type Catalog, chosenComponents, type Page } from '#catalog';
import type { Clock } from '#lib/clock.ts';
import { MINUTE_MS } from '#lib/duration.ts';
import type { Ids } from '#lib/id.ts';
import type { Log } from '#lib/log.ts';
import type { Loop, Loops } from '#lib/loop.ts';
import type { People } from '#people';
import type { Store } from '#store';
import type { Timeline } from '#timeline';
import type { Words } from '#words';
import type { FailingMonitor, Gate } from '../gate.ts';
import type { Copy } from '../outside/copy.ts';
import { bundle, published } from './bundle.ts';
import { holdingLook } from './look.ts';
import { createPlacements } from './placements.ts';
import { createSets } from './sets.ts';

export type Holding = ReturnType<typeof createHolding>;

/** A published postmortem, as learning knows it; the newest first. */
export type Learned = HoldingChanges & { incidentId: string };

/** Where the snippets for proxies expect the folder when nobody said. */
export const USUAL_FOLDER = '/var/www/candor-holding';

export function createHolding({
  store,
  clock,
  ids,
  log,
  loops,
  catalog,
  timeline,
  words,
  people,
  failing,
  findings,
  learned,
  pageUrl,
  carry,
}: {
  store: Store;
  clock: Clock;
  ids: Ids;
  log: Log;
  loops: Loops;
  catalog: Catalog;
  timeline: Timeline;
  words: Pick<Words, 'lint'>;
  people: Pick<People, 'audit'>;
  failing: () => FailingMonitor[];
  findings: Gate['findings'];
  learned: () => Promise<Learned[]>;
  pageUrl: (page: Page) => string;
  /** Has the places look again at what has to lie there. */
  carry: () => void;
}) {
  let copies = new Map<string, Copy>();
  let loop: Loop | undefined;
  const changed = () => loop?.kick();
  const sets = createSets({ store, clock, ids, catalog, words, people, changed });
  const placements = createPlacements({ store, clock, timeline, people, sets, failing, findings, changed });
  catalog.onChange(changed);

  /** Of what this page may tell: the postmortem of one incident, or the newest. */
  async function changesFor(page: Page, incidentId: string | null): Promise<HoldingChanges | null> {
    const shown = chosenComponents(page, await catalog.components.list());
    for (const each of await learned()) {
      if (incidentId && each.incidentId !== incidentId) continue;
      const incident = await timeline.incident(each.incidentId);
      const tells = shown === null || incident?.openedComponents.some((one) => shown.has(one.componentId));
      if (incident && tells) return { ...each, url: new URL(each.url, `${pageUrl(page)}/`).href };
    }
    return null;
  }

  async function lookOfSet(set: HoldingSet, incidentId: string | null = null) {
    const page = set.pageId ? await catalog.pages.get(set.pageId) : await catalog.pages.default();
    return holdingLook({
      set,
      page,
      pageUrl: pageUrl(page),
      assets: await catalog.pages.assets(page.id),
      liveKey: timeline.key.publicKey,
      changes: await changesFor(page, incidentId),
    });
  }

  async function filesOf(set: HoldingSet, folder: string, incidentId: string | null = null) {
    const look = await lookOfSet(set, incidentId);
    return holdingFolder({ look, retryAfterSeconds: set.retryAfterSeconds, folder });
  }

  /** What has to lie where, made anew; places hear of it when anything differs. */
  async function turn(): Promise<number> {
    if (store.state() === 'down') return clock.nowMs() + MINUTE_MS;
    const next = new Map<string, Copy>();
    for (const row of await placements.rows()) {
      const folder = (await placements.folderOf(row.targetId)) ?? USUAL_FOLDER;
      const files = await filesOf(await sets.get(row.setId), folder, row.incidentId);
      next.set(row.targetId, bundle(files, row, timeline.key));
    }
    const differs =
      next.size !== copies.size || [...next].some(([id, { content }]) => copies.get(id)?.content !== content);
    if (differs) {
      copies = next;
      log.debug({ places: next.size }, 'holding pages were made anew');
      carry();
    }
    return clock.nowMs() + MINUTE_MS;
  }

  return {
    sets,
    placements,
    changed,
    /** What has to lie at this place; null while nothing was ever published there. */
    copyOf: (targetId: string): Copy | null => copies.get(targetId) ?? null,
    /** A set as one folder of files, as a proxy's machine has them at `folder`. */
    async export(
      setId: string,
      { folder = USUAL_FOLDER, kind = null }: { folder?: string; kind?: HoldingKind | null } = {},
    ): Promise<Map<string, HoldingFile>> {
      return published(await filesOf(await sets.get(setId), folder), kind);
    },
    /** A page of a set that need not be saved, and what the rules say of it. */
    async preview(given: HoldingSetInput, kind: HoldingKind) {
      const { set, findings } = await sets.check(given);
      const look = await lookOfSet(set);
      const accent = set.accent;
      return {
        body: renderHolding(kind, look),
        findings,
        accent: accent ? [accentIn('light', accent), accentIn('dark', accent)] : [],
      };
    },
    start() {
      loop = loops.start('holding', turn);
    },
  };
}
