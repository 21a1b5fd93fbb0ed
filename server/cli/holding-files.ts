/** The files of one set of holding pages, from the data folder of this machine; loaded only by `candor holding`. */
import { createCatalog } from '#catalog';
import { readConfig } from '#config';
import { learnedFrom } from '#learn';
import { systemClock } from '#lib/clock.ts';
import { createIds } from '#lib/id.ts';
import { createLog } from '#lib/log.ts';
import { createLoops } from '#lib/loop.ts';
import { createPeople } from '#people';
import { openStore } from '#store';
import { createHolding } from '#tell';
import { createTimeline, openSigningKey } from '#timeline';
import { createWords } from '#words';
import { Complaint } from './complaint.ts';
import { needCandor } from './data-folder.ts';

export async function filesOf({
  env,
  folder,
  wanted,
}: {
  env: Record<string, string | undefined>;
  folder: string;
  wanted?: string;
}) {
  const config = readConfig(env);
  needCandor(config);
  const log = createLog({ level: 'warn' });
  const clock = systemClock();
  const ids = createIds(clock);
  const loops = createLoops({ clock, log });
  const store = await openStore({ config, clock, log });
  try {
    const timeline = createTimeline({
      store,
      clock,
      log,
      ids,
      loops,
      key: openSigningKey(config.dataFolder),
    });
    const catalog = createCatalog({ store, clock, ids });
    const base = (config.publicUrl || `http://127.0.0.1:${config.port}`).replace(/\/+$/, '');
    const people = createPeople({ store, clock, ids, log });
    const holding = createHolding({
      store,
      clock,
      ids,
      log,
      loops,
      catalog,
      timeline,
      words: createWords({ store, ids, clock }),
      people,
      failing: () => [],
      findings: async () => [],
      learned: learnedFrom(store),
      pageUrl: ({ isDefault, host, slug }) =>
        isDefault ? base : host ? `https://${host}` : `${base}/p/${slug}`,
      carry: () => {},
    });
    const sets = await holding.sets.list();
    const named = sets.filter(({ id, name }) => wanted === undefined || id === wanted || name === wanted);
    const [set, ...others] = named;
    if (!set || others.length > 0) throw new Complaint(which(wanted, sets));
    return { name: set.name, files: await holding.export(set.id, { folder }) };
  } finally {
    await store.close();
  }
}

function which(wanted: string | undefined, sets: readonly { id: string; name: string }[]): string {
  if (sets.length === 0)
    return 'There is no set of holding pages yet. Make one in the console under Tell, Holding pages.';
  const list = sets.map(({ id, name }) => `${name} (${id})`).join(', ');
  return wanted === undefined
    ? `There are several sets; name one with --set: ${list}.`
    : `"${wanted}" is not the one name or id of a set. There are: ${list}.`;
}
