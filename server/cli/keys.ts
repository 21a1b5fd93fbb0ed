/** `candor keys rotate`: a new signing key, which the old one signs before it is removed. */
import { buildCommand, buildRouteMap } from '@stricli/core';
import { readConfig } from '#config';
import { systemClock } from '#lib/clock.ts';
import { createLog } from '#lib/log.ts';
import { openStore } from '#store';
import { openSigningKey, rotateSigningKey } from '#timeline';
import { needCandor } from './data-folder.ts';

const rotate = buildCommand({
  docs: { brief: 'Change the signing key for a new one, signed by the old; also beside a running Candor' },
  parameters: { flags: {} },
  async func() {
    const config = readConfig();
    needCandor(config);
    const log = createLog({ level: 'warn' });
    const clock = systemClock();
    const store = await openStore({ config, clock, log });
    try {
      const key = openSigningKey(config.dataFolder);
      const { previous, next, position, size } = await rotateSigningKey({
        store,
        clock,
        key,
        dataFolder: config.dataFolder,
      });
      console.log(
        `The key ${next} follows ${previous}, after fact ${position} and ${size} entries of the public log. The old key is removed; keep a copy of the new one (keys/signing-${key.keyId}.pem).`,
      );
    } finally {
      await store.close();
    }
  },
});

export const keys = buildRouteMap({
  routes: { rotate },
  docs: { brief: 'The key that signs the history and the page' },
});
