/** `candor serve`: runs the product until it is told to stop. */
import { buildCommand } from '@stricli/core';
import { readConfig } from '#config';
import { systemClock } from '#lib/clock.ts';
import { createLog } from '#lib/log.ts';
import { patiently } from '#store';
import { createApp } from '../app.ts';

/** After this a stop is no longer graceful. */
const STOP_MS = 5_000;

export const serve = buildCommand({
  docs: { brief: 'Serve the page, the API and the console' },
  parameters: { flags: {} },
  async func() {
    const config = readConfig();
    const log = createLog({ level: config.logLevel });
    const app = await createApp({ config, clock: systemClock(), log });
    await app.start();
    // Whoever opens what is named below finds a page.
    await app.pages.settled();
    const url = app.web.url();
    console.log(
      `\n  Public page  ${url}/\n  Console      ${url}/console/\n  API          ${url}/api/openapi.json`,
    );
    const link = await patiently(log, () => app.people.firstOwnerLink());
    if (link)
      console.log(
        `\n  Nobody owns this Candor yet. Open this link once to become its owner:\n  ${new URL(link, url)}\n`,
      );

    let stopping = false;
    await new Promise<void>((resolve) => {
      const stop = (signal: string) => {
        if (stopping) return;
        stopping = true;
        log.info({ signal }, 'stopping');
        setTimeout(() => {
          log.warn('stopping took too long; what is left goes on after the next start');
          process.exit(0);
        }, STOP_MS).unref();
        app.close().then(resolve, (error) => {
          log.error({ err: error }, 'the stop was not clean');
          resolve();
        });
      };
      process.on('SIGTERM', () => stop('SIGTERM'));
      process.on('SIGINT', () => stop('SIGINT'));
    });
    process.exit(0);
  },
});
