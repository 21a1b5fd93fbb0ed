/** The rows of copies outside and of the kit, opened beside a running Candor or alone, for as long as one command needs. */
import { type Config, readConfig } from '#config';
import { type Clock, systemClock } from '#lib/clock.ts';
import { createIds } from '#lib/id.ts';
import { createLog } from '#lib/log.ts';
import { createOutbound } from '#lib/outbound/index.ts';
import { createSecretBox, openSecretKey } from '#lib/secret-box.ts';
import { openStore } from '#store';
import { createFallback, type Fallback } from '../../tell/outside/fallback.ts';
import { createTargets, type Targets } from '../../tell/outside/targets.ts';

type Rows = { config: Config; clock: Clock; targets: Targets; fallback: Fallback };

export async function withRows<T>(work: (rows: Rows) => Promise<T>): Promise<T> {
  const config = readConfig();
  const log = createLog({ level: 'warn' });
  const clock = systemClock();
  const ids = createIds(clock);
  const store = await openStore({ config, clock, log });
  const outbound = createOutbound({ allow: config.allowPrivateTargets, clock });
  try {
    const box = createSecretBox(() => openSecretKey(config.dataFolder, 'outside'));
    const ways = { outbound, clock, roots: [], dataFolder: config.dataFolder };
    const targets = createTargets({ store, clock, ids, box, ways, changed: () => {} });
    return await work({ config, clock, targets, fallback: createFallback({ store, clock, ids }) });
  } finally {
    await outbound.close();
    await store.close();
  }
}
