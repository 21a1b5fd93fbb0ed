/** Traffic and the settings of listening under /api/v1. */
import {
  ListenSettings,
  ListenSettingsInput,
  Traffic,
  TrafficImport,
  TrafficImportReport,
} from '@candor/protocol/listen.ts';
import { Instant } from '@candor/protocol/words-of-state.ts';
import { z } from 'zod';
import { Problem } from '#lib/problem.ts';
import type { Api } from '#web';
import type { Listen } from './index.ts';

const MOST_BUCKETS = 5_000;

export function trafficRoutes(listen: Listen, api: Api): void {
  const read = { access: 'listen:read' } as const;
  const write = { access: 'listen:write' } as const;

  api.get(
    '/api/v1/traffic',
    {
      config: read,
      schema: {
        summary: 'Traffic in buckets; what was not measured is null, never zero',
        querystring: z.strictObject({
          from: Instant,
          to: Instant,
          /** Seconds; a multiple of the grain in the settings, which is also the default. */
          bucket: z.coerce
            .number()
            .int()
            .min(5)
            .max(31 * 86_400)
            .optional(),
        }),
        response: { 200: Traffic },
      },
    },
    async ({ query }) => {
      const { bucketSeconds: grain } = await listen.settings.get();
      const bucketSeconds = query.bucket ?? grain;
      const [fromMs, untilMs] = [Date.parse(query.from), Date.parse(query.to)];
      if (!(fromMs < untilMs)) throw new Problem('request.invalid', '`from` has to lie before `to`.');
      if (bucketSeconds % grain !== 0)
        throw new Problem('request.invalid', `\`bucket\` has to be a multiple of ${grain} seconds.`);
      const widthMs = bucketSeconds * 1_000;
      if ((untilMs - fromMs) / widthMs > MOST_BUCKETS)
        throw new Problem(
          'request.invalid',
          `That would be more than ${MOST_BUCKETS} buckets; ask for wider ones or a shorter time.`,
        );
      const items = await listen.traffic.read({ startMs: fromMs, endMs: untilMs }, widthMs);
      return { bucketSeconds, from: query.from, until: query.to, items, next: null };
    },
  );
  api.post(
    '/api/v1/traffic/imports',
    {
      config: write,
      bodyLimit: 32_000_000,
      schema: {
        summary: 'Bring in buckets of the past, all or nothing',
        body: TrafficImport,
        response: { 201: TrafficImportReport },
      },
    },
    async ({ body }, reply) => reply.status(201).send(await listen.traffic.import(body.rows)),
  );
  api.get(
    '/api/v1/listen/settings',
    {
      config: read,
      schema: { summary: 'How this installation listens', response: { 200: ListenSettings } },
    },
    () => listen.settings.get(),
  );
  api.put(
    '/api/v1/listen/settings',
    {
      config: write,
      schema: {
        summary: 'Change how it listens; what is left out stays',
        body: ListenSettingsInput,
        response: { 200: ListenSettings },
      },
    },
    ({ body }) => listen.settings.set(body),
  );
}
