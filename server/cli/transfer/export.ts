/**
 * `candor export`: page, components, monitors, incidents and maintenance of this Candor as one document, whether it
 * runs or not. With --url it asks another Candor for it, through its API.
 */
import { writeFileSync } from 'node:fs';
import { buildCommand, type CommandContext } from '@stricli/core';
import { createAudience, openLinkKey } from '#audience';
import { createCalendar } from '#calendar';
import { createCatalog } from '#catalog';
import { readConfig } from '#config';
import { systemClock } from '#lib/clock.ts';
import { createIds } from '#lib/id.ts';
import { createLog } from '#lib/log.ts';
import { createLoops } from '#lib/loop.ts';
import { createAddressPolicy } from '#lib/outbound/index.ts';
import { openStore } from '#store';
import { createTimeline, openSigningKey } from '#timeline';
import { createWatch } from '#watch';
import { createExport } from '../../tell/transfer/export.ts';
import { createApiClient } from '../api-client.ts';
import { Complaint } from '../complaint.ts';
import { needCandor } from '../data-folder.ts';

type Flags = { out?: string; withSubscribers: boolean; url?: string };

export const exportCommand = buildCommand({
  docs: { brief: 'Write everything public of this Candor as one document: candor export --out FILE' },
  parameters: {
    flags: {
      out: {
        kind: 'parsed',
        parse: String,
        brief: 'The file; standard output when left out',
        optional: true,
      },
      withSubscribers: {
        kind: 'boolean',
        brief: 'Also who is subscribed: the file then holds addresses and secrets of people',
        default: false,
      },
      url: {
        kind: 'parsed',
        parse: String,
        brief: 'Address of another Candor, with CANDOR_TOKEN',
        optional: true,
      },
    },
  },
  async func(this: CommandContext, { out, withSubscribers, url }: Flags) {
    const env = (this.process as { env?: Record<string, string | undefined> }).env ?? process.env;
    const document = url ? await fromAfar(url, withSubscribers, env) : await fromHere(withSubscribers, env);
    const text = `${JSON.stringify(document, null, 1)}\n`;
    if (!out) return void this.process.stdout.write(text);
    try {
      writeFileSync(out, text, { mode: 0o600, flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      throw new Complaint(`${out} exists already; name another file, or remove it.`, { cause: error });
    }
    this.process.stdout.write(`Written to ${out}.\n`);
  },
});

async function fromAfar(url: string, subscribers: boolean, env: Record<string, string | undefined>) {
  const scopes = ['tell:read', 'catalog:read', 'watch:read', ...(subscribers ? ['audience:read'] : [])];
  const token = env['CANDOR_TOKEN'];
  if (!token)
    throw new Complaint(
      `CANDOR_TOKEN is not set. Make a token in the console under Settings, Tokens, with ${scopes.join(', ')}.`,
    );
  return createApiClient(url, token, scopes)('GET', `/api/v1/export?subscribers=${subscribers}`);
}

async function fromHere(subscribers: boolean, env: Record<string, string | undefined>) {
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
    const { monitors } = createWatch({
      store,
      timeline,
      clock,
      ids,
      log,
      loops,
      calendar: createCalendar({ store, clock, loops }),
      policy: createAddressPolicy(config.allowPrivateTargets),
    });
    const audience = createAudience({ store, clock, ids, linkKey: openLinkKey(config.dataFolder) });
    return await createExport({ store, timeline, catalog, monitors, audience, clock })({
      subscribers,
      secrets: subscribers,
    });
  } finally {
    await store.close();
  }
}
