/**
 * For what a start has to do once and cannot leave out: a database that goes away in the middle of it ends no process,
 * because ending would take the page away too. `ask` begins again from its beginning, so it has to stand repetition.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '#lib/log.ts';
import { Problem } from '#lib/problem.ts';

const TRY_AGAIN_MS = 500;

export async function patiently<T>(log: Log, ask: () => Promise<T>): Promise<T> {
  for (let said = false; ; said = true) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Problem && error.code === 'store.unavailable')) throw error;
      if (!said)
        log.warn(
          { err: error },
          'the database cannot be used in the middle of the start, which goes on when it can',
        );
      await pause(TRY_AGAIN_MS);
    }
  }
}
