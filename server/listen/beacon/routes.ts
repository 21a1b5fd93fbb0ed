/** The collector's address. The body is `text/plain`, so that a browser asks no preflight first. */
import { BeaconReceipt } from '@candor/protocol/listen.ts';
import { z } from 'zod';
import type { Api } from '#web';
import type { Listen } from '../index.ts';

/** A thousand events of ordinary length. */
const LARGEST_BATCH = 512 * 1024;
/** An office behind one address sends one batch in ten seconds for each open page. */
const PER_MINUTE = 1_200;

export function beaconRoutes(listen: Listen, api: Api): void {
  api.register(async (plain) => {
    plain.addContentTypeParser(
      'text/plain',
      { parseAs: 'string', bodyLimit: LARGEST_BATCH },
      (_request, body, done) => done(null, body),
    );
    (plain as unknown as Api).post(
      '/beacons',
      {
        config: { access: 'public', cors: true, perMinute: PER_MINUTE },
        bodyLimit: LARGEST_BATCH,
        schema: {
          summary: 'What browsers report; each event once, however often it comes',
          body: z.string('the body is text/plain, one JSON object'),
          response: { 202: BeaconReceipt },
        },
      },
      async ({ body }, reply) => reply.status(202).send(await listen.beacons.take(body)),
    );
  });
}
