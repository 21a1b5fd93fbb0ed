/** Updates, drafts, corrections, promises, maintenance and the settings of telling under /api/v1. */

import { patchOf } from '@candor/protocol/patch.ts';
import { IncidentView } from '@candor/protocol/respond.ts';
import {
  CorrectionInput,
  DraftView,
  MaintenanceInput,
  PromiseRecord,
  PromiseView,
  SilencedView,
  SnoozeInput,
  TellSettings,
  UpdateInput,
} from '@candor/protocol/tell.ts';
import { Finding } from '@candor/protocol/words.ts';
import { Instant } from '@candor/protocol/words-of-state.ts';
import { z } from 'zod';
import { type Api, actorOf } from '#web';
import type { Draft } from './drafts.ts';
import type { Tell } from './index.ts';

const Params = z.object({ id: z.string().max(64) });

const toView = ({ id, incidentId, input, by, createdAt, commitsAt }: Draft) => ({
  id,
  incidentId,
  phase: input.phase,
  text: input.text,
  nextUpdateBy: input.nextUpdateBy,
  by,
  createdAt,
  commitsAt,
});

export const tellRoutes =
  (tell: Tell) =>
  (api: Api): void => {
    const read = { access: 'tell:read' } as const;
    const write = { access: 'tell:write' } as const;

    api.get(
      '/api/v1/tell/settings',
      { config: read, schema: { summary: 'Cadence, holds and tone', response: { 200: TellSettings } } },
      () => tell.settings.get(),
    );
    api.put(
      '/api/v1/tell/settings',
      {
        config: write,
        schema: {
          summary: 'Change cadence, holds and tone',
          body: patchOf(TellSettings),
          response: { 200: TellSettings },
        },
      },
      ({ body }) => tell.settings.set(body),
    );

    api.post(
      '/api/v1/incidents/:id/updates',
      {
        config: write,
        schema: {
          summary: 'Publish an update, after its hold',
          description:
            'Answers 202 with the time at which it becomes public; until then DELETE /api/v1/drafts/:id takes it back.',
          params: Params,
          body: UpdateInput,
          response: { 201: DraftView, 202: DraftView },
        },
      },
      async (request, reply) => {
        const draft = await tell.update(request.params.id, request.body, actorOf(request).by);
        return reply.status(draft.commitsAt > draft.createdAt ? 202 : 201).send(toView(draft));
      },
    );
    api.get(
      '/api/v1/incidents/:id/drafts',
      {
        config: read,
        schema: {
          summary: 'Updates in their hold',
          params: Params,
          response: { 200: z.strictObject({ items: z.array(DraftView), next: z.null() }) },
        },
      },
      async ({ params }) => ({ items: (await tell.drafts.list(params.id)).map(toView), next: null }),
    );
    api.delete(
      '/api/v1/drafts/:id',
      {
        config: write,
        schema: {
          summary: 'Take an update back within its hold',
          params: Params,
          response: { 204: z.null() },
        },
      },
      async ({ params }, reply) => {
        await tell.drafts.takeBack(params.id);
        return reply.status(204).send(null);
      },
    );
    api.post(
      '/api/v1/incidents/:id/previews',
      {
        config: write,
        schema: {
          summary: 'What the linter and the truth gate say of a text',
          params: Params,
          body: UpdateInput,
          response: {
            200: z.strictObject({
              findings: z.array(Finding),
              nextUpdateBy: Instant.nullable(),
              blocked: z.string().nullable(),
            }),
          },
        },
      },
      ({ params, body }) => tell.preview(params.id, body),
    );
    api.post(
      '/api/v1/incidents/:id/updates/:updateId/corrections',
      {
        config: write,
        schema: {
          summary: 'Correct a published update in public',
          params: Params.extend({ updateId: z.string().max(64) }),
          body: CorrectionInput,
          response: { 201: IncidentView },
        },
      },
      async (request, reply) =>
        reply
          .status(201)
          .send(
            await tell.correct(request.params.id, request.params.updateId, request.body, actorOf(request).by),
          ),
    );
    api.put(
      '/api/v1/incidents/:id/snooze',
      {
        config: write,
        schema: {
          summary: 'Put the next word off, in public and with a reason',
          description:
            'It is published at once as an update: before the promised time it keeps the promise, after it the promise stays missed.',
          params: Params,
          body: SnoozeInput,
          response: { 200: IncidentView },
        },
      },
      (request) => tell.snooze(request.params.id, request.body, actorOf(request).by),
    );
    api.put(
      '/api/v1/incidents/:id/promise/acknowledgement',
      {
        config: write,
        schema: {
          summary: 'Say that you are writing the next word: nobody else is called for it',
          params: Params,
          response: { 200: IncidentView },
        },
      },
      (request) => tell.acknowledgePromise(request.params.id, actorOf(request).by),
    );
    api.get(
      '/api/v1/promises',
      {
        config: read,
        schema: {
          summary: 'Promised words, the next due first',
          response: { 200: z.strictObject({ items: z.array(PromiseView), next: z.null() }) },
        },
      },
      async () => ({
        items: (await tell.promises()).map(({ incident, dueAt }) => ({
          incidentId: incident.id,
          title: incident.title,
          dueAt,
          ownerId: incident.roles.owner ?? null,
          deputyId: incident.roles.deputy ?? null,
        })),
        next: null,
      }),
    );

    api.get(
      '/api/v1/promises/record',
      {
        config: read,
        schema: {
          summary: 'Promises kept and missed, over everything, with every miss',
          response: { 200: PromiseRecord },
        },
      },
      () => tell.promiseRecord(),
    );

    const { maintenance } = tell;
    const Reason = z.strictObject({ reason: z.string().trim().min(1).max(2_000).nullable().default(null) });
    api.post(
      '/api/v1/maintenances',
      {
        config: write,
        schema: {
          summary: 'Announce planned maintenance',
          body: MaintenanceInput,
          response: { 201: IncidentView },
        },
      },
      async (request, reply) =>
        reply.status(201).send(await maintenance.schedule(request.body, actorOf(request).by)),
    );
    api.get(
      '/api/v1/maintenances/:id/silenced',
      {
        config: read,
        schema: {
          summary: 'The failures that it hid',
          params: Params,
          response: { 200: z.strictObject({ items: z.array(SilencedView), next: z.null() }) },
        },
      },
      async ({ params }) => ({ items: await maintenance.silenced(params.id), next: null }),
    );
    const changes = {
      start: { summary: 'Start it now', run: maintenance.start },
      completion: { summary: 'It is done', run: maintenance.complete },
    };
    for (const [noun, { summary, run }] of Object.entries(changes))
      api.put(
        `/api/v1/maintenances/:id/${noun}`,
        { config: write, schema: { summary, params: Params, response: { 200: IncidentView } } },
        (request) => run(request.params.id, actorOf(request).by),
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
  };
