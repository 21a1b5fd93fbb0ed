/** What is said after recovery, under /api/v1: shown to whoever may read what is told, sent by whoever may tell. */
import { FollowUp, FollowUpInput } from '@candor/protocol/followup.ts';
import { z } from 'zod';
import { type Api, actorOf } from '#web';
import type { FollowUps } from './index.ts';

const Params = z.object({ id: z.string().max(64) });

export const followUpRoutes =
  (followUps: FollowUps) =>
  (api: Api): void => {
    api.get(
      '/api/v1/incidents/:id/follow-up',
      {
        config: { access: 'tell:read' },
        schema: {
          summary: 'What can be said after recovery, to whom, and what staff may say meanwhile',
          params: Params,
          response: { 200: FollowUp },
        },
      },
      ({ params }) => followUps.show(params.id),
    );
    api.post(
      '/api/v1/incidents/:id/follow-up/preview',
      {
        config: { access: 'tell:read' },
        schema: {
          summary: 'The same with an offer, questions or a survey; sends nothing',
          params: Params,
          body: FollowUpInput,
          response: { 200: FollowUp },
        },
      },
      ({ params, body }) => followUps.show(params.id, body),
    );
    api.post(
      '/api/v1/incidents/:id/follow-up',
      {
        config: { access: 'tell:write' },
        schema: {
          summary: 'Send it, once, to those who were affected',
          params: Params,
          body: FollowUpInput,
          response: { 201: FollowUp },
        },
      },
      async (request, reply) =>
        reply.status(201).send(await followUps.send(request.params.id, request.body, actorOf(request).by)),
    );
  };
