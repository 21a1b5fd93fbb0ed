/** Updates, drafts, corrections, promises, maintenance and the settings of telling under /api/v1. */

import { patchOf } from '@candor/protocol/patch.ts';
import { IncidentView } from '@candor/protocol/respond.ts';
import {
  ChallengeItem,
  CorrectionInput,
  DismissalInput,
  DraftView,
  PreviewFinding,
  PromiseRecord,
  PromiseView,
  SnoozeInput,
  TellSettings,
  TruthFinding,
  UpdateInput,
} from '@candor/protocol/tell.ts';
import { Finding } from '@candor/protocol/words.ts';
import { Instant } from '@candor/protocol/words-of-state.ts';
import { z } from 'zod';
import { type Api, actorOf } from '#web';
import { stateOf } from './drafts.ts';
import { draftView } from './drafts-routes.ts';
import type { Tell } from './index.ts';
import { maintenanceRoutes } from './maintenance/routes.ts';

const Params = z.object({ id: z.string().max(64) });

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
            'Answers 202 with the time at which it becomes public; until then DELETE /api/v1/drafts/:id takes it back. With `publishAt` that time is yours; where a second person has to approve it there is none until then (`state` is `waiting`).',
          params: Params,
          body: UpdateInput,
          response: { 201: DraftView, 202: DraftView },
        },
      },
      async (request, reply) => {
        const draft = await tell.update(request.params.id, request.body, actorOf(request).by);
        return reply
          .status(stateOf(draft) === 'held' && draft.commitsAt === draft.createdAt ? 201 : 202)
          .send(draftView(draft));
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
              findings: z.array(PreviewFinding),
              /** What the truth gate knows of each claim. */
              truth: z.array(TruthFinding),
              /** What is found in the words for each segment, counted within them. */
              notes: z.array(
                z.strictObject({ segment: z.string(), locale: z.string(), findings: z.array(Finding) }),
              ),
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
          description:
            'Answers 201 with the incident once it is public. Where the settings ask for a second person it answers 202 with the draft that waits for one; a newer correction of the same update takes its place.',
          params: Params.extend({ updateId: z.string().max(64) }),
          body: CorrectionInput,
          response: { 201: IncidentView, 202: DraftView },
        },
      },
      async (request, reply) => {
        const { id, updateId } = request.params;
        const { by } = actorOf(request);
        const { incident, waiting } = await tell.correct(id, updateId, request.body, by);
        return waiting ? reply.status(202).send(draftView(waiting)) : reply.status(201).send(incident);
      },
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
      '/api/v1/challenges',
      {
        config: read,
        schema: {
          summary: 'Public words that are contradicted now, the oldest first',
          response: { 200: z.strictObject({ items: z.array(ChallengeItem), next: z.null() }) },
        },
      },
      async () => ({
        items: (await tell.challenges.open()).map(({ incident, challenge }) => ({
          ...challenge,
          incidentId: incident.id,
          title: incident.title,
          ownerId: incident.roles.owner ?? null,
        })),
        next: null,
      }),
    );
    api.put(
      '/api/v1/incidents/:id/challenges/:challengeId/dismissal',
      {
        config: write,
        schema: {
          summary: 'Decline to correct, with a signed reason',
          params: Params.extend({ challengeId: z.string().max(64) }),
          body: DismissalInput,
          response: { 200: IncidentView },
        },
      },
      (request) =>
        tell.challenges.dismiss(
          request.params.id,
          request.params.challengeId,
          request.body,
          actorOf(request).by,
        ),
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

    maintenanceRoutes(tell.maintenance)(api);
  };
