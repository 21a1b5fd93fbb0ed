/** `candor verify`: walks the whole history and says whether anything in it was changed. */
import { buildCommand } from '@stricli/core';
import { readConfig } from '#config';
import { systemClock } from '#lib/clock.ts';
import { createIds } from '#lib/id.ts';
import { createLog } from '#lib/log.ts';
import { createLoops } from '#lib/loop.ts';
import { openStore } from '#store';
import { createTimeline, openSigningKey } from '#timeline';

export const verify = buildCommand({
  docs: { brief: 'Prove that the recorded history was not rewritten' },
  parameters: { flags: {} },
  async func() {
    const config = readConfig();
    const log = createLog({ level: 'warn' });
    const clock = systemClock();
    const store = await openStore({ config, clock, log });
    try {
      const timeline = createTimeline({
        store,
        clock,
        log,
        ids: createIds(clock),
        loops: createLoops({ clock, log }),
        key: openSigningKey(config.dataFolder),
      });
      const found = await timeline.verify();
      const head = await timeline.head();
      if (found) {
        console.log(`The history was changed at position ${found.position}: ${found.what}.`);
        process.exitCode = 1;
      } else
        console.log(
          `${head.position} facts, each in its place. Head ${head.hash}, key ${timeline.key.keyId}.`,
        );
    } finally {
      await store.close();
    }
  },
});
