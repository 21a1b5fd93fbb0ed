/** Planned maintenance and recurring windows under /api/v1. */
import {
  ExceptionInput,
  MaintenanceInput,
  MaintenancePreview,
  MoveInput,
  OccurrenceView,
  SeriesInput,
  SeriesView,
  SilencedView,
} from '@candor/protocol/maintenance.ts';
import { IncidentView } from '@candor/protocol/respond.ts';
import { SegmentNotes } from '@candor/protocol/told.ts';
import { Instant, LocalizedText } from '@candor/protocol/words-of-state.ts';
import { z } from 'zod';
import { type Api, actorOf } from '#web';
import type { Maintenance } from './index.ts';

const Params = z.object({ id: z.string().max(64) });
const Reason = z.strictObject({ reason: z.string().trim().min(1).max(2_000).nullable().default(null) });
const listOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item), next: z.null() });
/** A step may come with words of one's own; without any the template speaks. */
const Step = z
  .strictObject({
    text: LocalizedText.optional(),
    segmentNotes: SegmentNotes.optional(),
    override: z.strictObject({ reason: z.string().trim().min(10).max(2_000) }).optional(),
    notify: z.boolean().optional(),
  })
  .nullish();

export const maintenanceRoutes =
  (maintenance: Maintenance) =>
  (api: Api): void => {
    const read = { access: 'tell:read' } as const;
    const write = { access: 'tell:write' } as const;
    const { series } = maintenance;

    api.post(
      '/api/v1/maintenances',
      {
        config: write,
        schema: {
          summary: 'Announce planned maintenance',
          description:
            'Times are instants, or times on the wall of a zone (`local` and `timeZone`); one that the clock shows twice or never is asked back with both readings in `choices`. What is in the way answers 409 with `conflicts`.',
          body: MaintenanceInput,
          response: { 201: IncidentView },
        },
      },
      async (request, reply) =>
        reply.status(201).send(await maintenance.schedule(request.body, actorOf(request).by)),
    );
    api.post(
      '/api/v1/maintenances/previews',
      {
        config: write,
        schema: {
          summary: 'What would be told of a plan, when, and to how many',
          body: MaintenanceInput,
          response: { 200: MaintenancePreview },
        },
      },
      (request) => maintenance.preview(request.body, actorOf(request).by),
    );
    api.get(
      '/api/v1/maintenances/:id/silenced',
      {
        config: read,
        schema: {
          summary: 'The failures that it hid',
          params: Params,
          response: { 200: listOf(SilencedView) },
        },
      },
      async ({ params }) => ({ items: await maintenance.silenced(params.id), next: null }),
    );
    api.put(
      '/api/v1/maintenances/:id/start',
      {
        config: write,
        schema: { summary: 'Start it now', params: Params, body: Step, response: { 200: IncidentView } },
      },
      (request) => maintenance.start(request.params.id, actorOf(request).by, request.body ?? {}),
    );
    api.put(
      '/api/v1/maintenances/:id/completion',
      {
        config: write,
        schema: {
          summary: 'It is done',
          description:
            'Completed at once where its monitors have been green for long enough; else it is in the phase `verifying` until they have.',
          params: Params,
          body: Step,
          response: { 200: IncidentView },
        },
      },
      (request) => maintenance.complete(request.params.id, actorOf(request).by, request.body ?? {}),
    );
    api.put(
      '/api/v1/maintenances/:id/cancellation',
      {
        config: write,
        schema: { summary: 'Cancel it', params: Params, body: Reason, response: { 200: IncidentView } },
      },
      (request) => maintenance.cancel(request.params.id, request.body, actorOf(request).by),
    );
    api.put(
      '/api/v1/maintenances/:id/end',
      {
        config: write,
        schema: {
          summary: 'Move its end',
          params: Params,
          body: Reason.extend({ scheduledUntil: Instant }),
          response: { 200: IncidentView },
        },
      },
      (request) => maintenance.extend(request.params.id, request.body, actorOf(request).by),
    );
    api.put(
      '/api/v1/maintenances/:id/window',
      {
        config: write,
        schema: {
          summary: 'Move it to other times, before it has begun',
          description:
            'Without an end it lasts as long as before. Who was told of it is told of its new times.',
          params: Params,
          body: MoveInput,
          response: { 200: IncidentView },
        },
      },
      (request) => maintenance.move(request.params.id, request.body, actorOf(request).by),
    );

    api.post(
      '/api/v1/maintenance-series',
      {
        config: write,
        schema: {
          summary: 'Announce a window that recurs',
          body: SeriesInput,
          response: { 201: SeriesView },
        },
      },
      async (request, reply) => reply.status(201).send(await series.plan(request.body, actorOf(request).by)),
    );
    api.post(
      '/api/v1/maintenance-series/previews',
      {
        config: write,
        schema: {
          summary: 'The first windows of a rule, at most twelve',
          body: SeriesInput,
          response: { 200: listOf(OccurrenceView) },
        },
      },
      ({ body }) => ({
        items: series.preview(body).map((each) => ({ ...each, maintenanceId: null })),
        next: null,
      }),
    );
    api.get(
      '/api/v1/maintenance-series',
      {
        config: read,
        schema: { summary: 'Windows that recur', response: { 200: listOf(SeriesView) } },
      },
      async () => ({ items: await series.list(), next: null }),
    );
    api.get(
      '/api/v1/maintenance-series/:id',
      {
        config: read,
        schema: {
          summary: 'One series with its next windows',
          params: Params,
          response: { 200: SeriesView },
        },
      },
      ({ params }) => series.get(params.id),
    );
    api.put(
      '/api/v1/maintenance-series/:id/exceptions/:date',
      {
        config: write,
        schema: {
          summary: 'Leave one window of a series out, or move it',
          params: Params.extend({ date: z.iso.date() }),
          body: ExceptionInput,
          response: { 200: SeriesView },
        },
      },
      (request) => series.except(request.params.id, request.params.date, request.body, actorOf(request).by),
    );
    api.put(
      '/api/v1/maintenance-series/:id/end',
      {
        config: write,
        schema: {
          summary: 'No more of them; what is planned and has not begun is cancelled',
          params: Params,
          body: Reason,
          response: { 200: SeriesView },
        },
      },
      (request) => series.end(request.params.id, request.body.reason, actorOf(request).by),
    );
  };
