/**
 * One Candor as far as promises go: the real rooms up to telling, on a real store and a clock moved by hand. It can
 * die at any statement, and another one on the same database goes on. Nothing is stood in for but the monitors (which
 * see nothing here) and the ways out: what would leave the house stays in the ledger.
 */
import { createAudience } from '#audience';
import { createCalendar } from '#calendar';
import { createCarriers } from '#carriers';
import { createCatalog } from '#catalog';
import type { HandClock } from '#lib/clock.ts';
import { createIds } from '#lib/id.ts';
import { silentLog } from '#lib/log.ts';
import { createLoops } from '#lib/loop.ts';
import { createOutbound } from '#lib/outbound/index.ts';
import { createPeople } from '#people';
import { createRespond } from '#respond';
import { createMatters, createReach, createSettings, createTell, createVoice } from '#tell';
import { createTimeline, type SigningKey } from '#timeline';
import { createWords } from '#words';
import type { TestStore } from '../../server/store/testing.ts';

export type Process = ReturnType<typeof startProcess>;

/** Statements until the power is cut, counted down; null: it stays. */
export type Fuse = { left: number | null; dark: boolean };

/** `reaches`: whether deliveries are planned for subscribers too (of whom there are none). */
export function startProcess(
  base: TestStore,
  clock: HandClock,
  key: SigningKey,
  fuse: Fuse,
  { reaches }: { reaches: boolean },
) {
  const store = base.again({
    hook() {
      if (fuse.dark) throw new Error('the power is gone');
      if (fuse.left !== null && --fuse.left <= 0) {
        fuse.dark = true;
        throw new Error('the power is cut');
      }
    },
  });
  const ids = createIds(clock);
  const log = silentLog();
  const loops = createLoops({ clock, log });
  const outbound = createOutbound({ allow: '', clock });
  const timeline = createTimeline({ store, clock, ids, log, loops, key });
  const catalog = createCatalog({ store, clock, ids });
  const people = createPeople({ store, clock, ids, log, scryptCost: { N: 16, r: 1, p: 1 } });
  const publicUrl = () => 'https://status.example.org';
  const config = {
    dataFolder: '/nonexistent',
    publicUrl: publicUrl(),
    smtpUrl: '',
    mailFrom: '',
    mailConnections: 1,
    mailUnsubscribe: '',
    mailDkim: false,
    mailDkimSelector: 'candor',
    pushServices: '',
  };
  const carriers = createCarriers({ store, clock, ids, log, loops, outbound, config });
  const words = createWords({ store, ids, clock });
  const respond = createRespond({ store, timeline, catalog, people, carriers, words, clock, ids, publicUrl });
  const calendar = createCalendar({ store, clock, loops });
  const audience = createAudience({ store, clock, ids, linkKey: Buffer.alloc(32, 7) });
  const settings = createSettings({ store, clock });
  const matters = createMatters({ catalog, timeline, carriers, settings, clock });
  const voice = createVoice({
    words,
    catalog,
    watch: { states: () => [], failing: () => [] },
    clock,
    settings,
    publicUrl,
  });
  const { render, segmentsWith } = voice;
  const reach = createReach({
    audience,
    carriers,
    timeline,
    matters,
    settings,
    clock,
    render,
    segmentsWith,
    publicUrl,
  });
  const tell = createTell({
    store,
    timeline,
    catalog,
    calendar,
    audience,
    matters,
    respond,
    people,
    clock,
    ids,
    voice,
    settings,
    carriers,
    publicUrl,
    states: () => [],
    failing: () => [],
    reach: reaches ? reach : async () => {},
  });
  timeline.start();
  return {
    store,
    ids,
    loops,
    timeline,
    catalog,
    people,
    respond,
    tell,
    settings,
    async end() {
      await loops.stop();
      await outbound.close();
      await store.close().catch(() => {});
    },
  };
}
