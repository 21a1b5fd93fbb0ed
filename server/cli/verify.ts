/**
 * `candor verify`: walks the whole history in the database and says whether anything in it was changed. With an address
 * or a folder it checks a page from outside instead.
 */
import { buildCommand } from '@stricli/core';
import { readConfig } from '#config';
import { systemClock } from '#lib/clock.ts';
import { createIds } from '#lib/id.ts';
import { createLog } from '#lib/log.ts';
import { createLoops } from '#lib/loop.ts';
import { openStore } from '#store';
import { createTimeline, openSigningKey } from '#timeline';
import { Complaint } from './complaint.ts';
import { needCandor } from './data-folder.ts';
import { verifyPage } from './verify-page.ts';

export const verify = buildCommand({
  docs: { brief: 'Prove that the recorded history, or that of a page, was not rewritten' },
  parameters: {
    flags: {
      remember: {
        kind: 'parsed',
        parse: String,
        optional: true,
        placeholder: 'FILE',
        brief: 'Prove that the public log only grew since FILE was written, and write it anew',
      },
    },
    positional: {
      kind: 'tuple',
      parameters: [
        {
          parse: String,
          optional: true,
          placeholder: 'ADDRESS',
          brief: 'A page to check from outside: its address, or a folder with a copy of it',
        },
      ],
    },
  },
  async func({ remember }: { remember?: string }, place?: string) {
    if (place !== undefined) return verifyPage(place, remember);
    if (remember !== undefined)
      throw new Complaint('--remember is about a page: candor verify ADDRESS --remember FILE.', {
        exitCode: 2,
      });
    const config = readConfig();
    needCandor(config);
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
