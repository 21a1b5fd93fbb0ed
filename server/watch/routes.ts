/** Watch under /api/v1, and the public address to which jobs send their heartbeats. */
import { patchOf } from '@candor/protocol/patch.ts';
import {
  CheckResult,
  type Monitor,
  MonitorInput,
  MonitorWithState,
  SampleImport,
  SeriesPoint,
} from '@candor/protocol/watch.ts';
import { Instant } from '@candor/protocol/words-of-state.ts';
import { z } from 'zod';
import { Problem } from '#lib/problem.ts';
import { type Api, actorOf } from '#web';
import type { Watch } from './index.ts';

const Params = z.object({ id: z.string().max(64) });
const Token = z.object({ token: z.string().max(100) });
const Page = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(100),
  after: z.string().max(64).optional(),
});
const SeriesQuery = z.object({
  from: Instant,
  to: Instant,
  /** Seconds. */
  step: z.coerce.number().int().min(1).max(31_536_000).default(300),
});

export const watchRoutes =
  (watch: Watch) =>
  (api: Api): void => {
    const read = { access: 'watch:read' } as const;
    const write = { access: 'watch:write' } as const;

    const shown = (monitor: Monitor): MonitorWithState => ({
      ...monitor,
      state: watch.state(monitor.id) ?? {
        monitorId: monitor.id,
        verdict: 'unknown',
        since: null,
        downSince: null,
        silencedBy: null,
        doubts: 0,
        last: null,
        nextDueAt: null,
      },
    });

    api.get(
      '/api/v1/monitors',
      {
        config: read,
        schema: {
          summary: 'Monitors and how they stand',
          querystring: Page,
          response: {
            200: z.strictObject({ items: z.array(MonitorWithState), next: z.string().nullable() }),
          },
        },
      },
      async ({ query: { limit, after = '' } }) => {
        const found = (await watch.monitors.list()).filter(({ id }) => id > after);
        const items = found.slice(0, limit).map(shown);
        return { items, next: found.length > limit ? items.at(-1)!.id : null };
      },
    );
    api.post(
      '/api/v1/monitors',
      {
        config: write,
        schema: { summary: 'Add a monitor', body: MonitorInput, response: { 201: MonitorWithState } },
      },
      async ({ body }, reply) => reply.status(201).send(shown(await watch.monitors.create(body))),
    );
    api.get(
      '/api/v1/monitors/:id',
      {
        config: read,
        schema: { summary: 'One monitor', params: Params, response: { 200: MonitorWithState } },
      },
      async ({ params }) => shown(await watch.monitors.get(params.id)),
    );
    api.patch(
      '/api/v1/monitors/:id',
      {
        config: write,
        schema: {
          summary: 'Change a monitor; a secret header without a value keeps the one it has',
          params: Params,
          body: patchOf(MonitorInput),
          response: { 200: MonitorWithState },
        },
      },
      async (request) => {
        const change = Object.fromEntries(
          Object.entries(request.body).filter(([, value]) => value !== undefined),
        );
        return shown(await watch.monitors.update(request.params.id, change, actorOf(request).by));
      },
    );
    api.delete(
      '/api/v1/monitors/:id',
      {
        config: write,
        schema: {
          summary: 'Remove a monitor with its samples; its facts stay',
          params: Params,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        await watch.monitors.remove(request.params.id, actorOf(request).by);
        return reply.status(204).send(null);
      },
    );
    api.get(
      '/api/v1/monitors/:id/samples',
      {
        config: read,
        schema: {
          summary: 'Answer times and good checks over time',
          params: Params,
          querystring: SeriesQuery,
          response: { 200: z.strictObject({ items: z.array(SeriesPoint), next: z.null() }) },
        },
      },
      async ({ params, query: { from, to, step } }) => ({
        items: await watch.series(params.id, from, to, step),
        next: null,
      }),
    );
    api.post(
      '/api/v1/monitors/:id/samples',
      {
        config: write,
        bodyLimit: 16 * 1024 * 1024,
        schema: {
          summary: 'Import samples of the past with their own times',
          params: Params,
          body: z.strictObject({ samples: z.array(SampleImport).max(50_000) }),
          response: { 200: z.strictObject({ samples: z.number(), facts: z.number() }) },
        },
      },
      ({ params, body }) => watch.importSamples(params.id, body.samples),
    );
    api.post(
      '/api/v1/monitors/:id/checks',
      {
        config: write,
        schema: { summary: 'Check now and show the phases', params: Params, response: { 201: CheckResult } },
      },
      async ({ params }, reply) => reply.status(201).send(await watch.checkNow(params.id)),
    );

    const beat = (failed: boolean) => async (request: { params: { token: string } }) => {
      if (!watch.heartbeat(request.params.token, { failed }))
        throw new Problem('not-found', 'No heartbeat has this address; it may have been removed.');
      return { ok: true as const };
    };
    for (const [suffix, failed] of [
      ['', false],
      ['/failures', true],
    ] as const)
      api.route({
        // HEAD comes with GET.
        method: ['GET', 'POST'],
        url: `/heartbeats/:token${suffix}`,
        config: { access: 'public', perMinute: 6_000 },
        schema: {
          summary: failed ? 'A job says that it failed' : 'A job says that it is alive',
          params: Token,
          response: { 200: z.strictObject({ ok: z.literal(true) }) },
        },
        handler: beat(failed),
      });
  };
