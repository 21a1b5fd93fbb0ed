/**
 * The files of one set of holding pages, from the data folder of this machine or from a Candor that runs elsewhere;
 * loaded only by `candor holding`.
 */
import { z } from 'zod';
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
import { createApiClient } from './api-client.ts';
import { Complaint } from './complaint.ts';
import { needCandor } from './data-folder.ts';

/** The text of each file by its path. */
type Files = ReadonlyMap<string, string>;

export async function filesOf({
  env,
  folder,
  wanted,
}: {
  env: Record<string, string | undefined>;
  folder: string;
  wanted?: string;
}): Promise<{ name: string; files: Files }> {
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
    const set = oneOf(await holding.sets.list(), wanted);
    return { name: set.name, files: bodiesOf(await holding.export(set.id, { folder })) };
  } finally {
    await store.close();
  }
}

const bodiesOf = (files: ReadonlyMap<string, { body: string }>): Files =>
  new Map([...files].map(([path, { body }]) => [path, body]));

/** Names as our own exports have them: what answers there cannot write beside the folder. */
const PATH = /^(?:[\w@+-][\w.@+-]*\/)*[\w@+-][\w.@+-]*$/;
const Listed = z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) });
const Archive = z.object({ files: z.record(z.string().regex(PATH), z.string()) });

/** The same through the API. */
export async function filesFrom({
  url,
  token,
  folder,
  wanted,
}: {
  url: string;
  token: string;
  folder: string;
  wanted?: string;
}): Promise<{ name: string; files: Files }> {
  const api = createApiClient(url, token, ['tell:read']);
  const read = async <T>(shape: z.ZodType<T>, path: string): Promise<T> => {
    const answer = shape.safeParse(await api('GET', path));
    if (!answer.success)
      throw new Complaint(`${url} does not answer like this version of Candor: GET ${path}.`);
    return answer.data;
  };
  const set = oneOf((await read(Listed, '/api/v1/holding-sets')).items, wanted);
  const query = new URLSearchParams({ format: 'json', folder });
  const { files } = await read(
    Archive,
    `/api/v1/holding-sets/${encodeURIComponent(set.id)}/archive?${query}`,
  );
  return { name: set.name, files: new Map(Object.entries(files)) };
}

type Named = { id: string; name: string };

function oneOf<T extends Named>(sets: readonly T[], wanted: string | undefined): T {
  const named = sets.filter(({ id, name }) => wanted === undefined || id === wanted || name === wanted);
  const [set, ...others] = named;
  if (!set || others.length > 0) throw new Complaint(which(wanted, sets));
  return set;
}

function which(wanted: string | undefined, sets: readonly Named[]): string {
  if (sets.length === 0)
    return 'There is no set of holding pages yet. Make one in the console under Tell, Holding pages.';
  const list = sets.map(({ id, name }) => `${name} (${id})`).join(', ');
  return wanted === undefined
    ? `There are several sets; name one with --set: ${list}.`
    : `"${wanted}" is not the one name or id of a set. There are: ${list}.`;
}
