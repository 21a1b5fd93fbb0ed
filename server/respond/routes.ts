/** The room's addresses under /api/v1: incidents as nouns, their changes as nouns below them. */
import {
  EscalationPolicy,
  EscalationPolicyInput,
  EstimateInput,
  FactView,
  IncidentInput,
  IncidentMeasures,
  IncidentView,
  PersonWays,
  RetitleInput,
  WorkaroundInput,
} from '@candor/protocol/respond.ts';
import { IncidentRole, Instant, Severity } from '@candor/protocol/words-of-state.ts';
import { z } from 'zod';
import { Problem } from '#lib/problem.ts';
import type { Timeline } from '#timeline';
import { type Api, actorOf } from '#web';
import { measuresOf, type Respond } from './index.ts';

const Params = z.object({ id: z.string().max(64) });
const Sentence = z.string().trim().min(1).max(2_000);

export const respondRoutes =
  (respond: Respond, timeline: Timeline) =>
  (api: Api): void => {
    const read = { access: 'respond:read' } as const;
    const write = { access: 'respond:write' } as const;

    api.get(
      '/api/v1/incidents',
      {
        config: read,
        schema: {
          summary: 'Incidents, newest first',
          querystring: z.strictObject({
            open: z.enum(['true', 'false']).optional(),
            kind: z.enum(['incident', 'maintenance']).default('incident'),
            limit: z.coerce.number().int().min(1).max(200).default(50),
            after: z.string().max(64).optional(),
          }),
          response: { 200: z.strictObject({ items: z.array(IncidentView), next: z.string().nullable() }) },
        },
      },
      async ({ query }) => {
        const all = await timeline.incidents({
          kind: query.kind,
          limit: Number.MAX_SAFE_INTEGER,
          ...(query.open ? { open: query.open === 'true' } : {}),
        });
        const start = query.after ? all.findIndex((incident) => incident.id === query.after) + 1 : 0;
        const items = all.slice(start, start + query.limit);
        return { items, next: start + items.length < all.length ? items.at(-1)!.id : null };
      },
    );

    api.post(
      '/api/v1/incidents',
      {
        config: write,
        schema: { summary: 'Open an incident', body: IncidentInput, response: { 201: IncidentView } },
      },
      async (request, reply) => reply.status(201).send(await respond.open(request.body, actorOf(request).by)),
    );

    api.get(
      '/api/v1/incidents/:id',
      {
        config: read,
        schema: {
          summary: 'One incident',
          params: Params,
          response: { 200: IncidentView.extend({ measures: IncidentMeasures }) },
        },
      },
      async ({ params }) => {
        const incident = await respond.get(params.id);
        return { ...incident, measures: measuresOf(incident) };
      },
    );

    api.get(
      '/api/v1/incidents/:id/facts',
      {
        config: read,
        schema: {
          summary: 'Everything that happened in an incident, in order',
          params: Params,
          querystring: z.strictObject({
            after: z.coerce.number().int().min(0).default(0),
            limit: z.coerce.number().int().min(1).max(1_000).default(500),
          }),
          response: { 200: z.strictObject({ items: z.array(FactView), next: z.number().nullable() }) },
        },
      },
      async ({ params, query }) => {
        const items = await timeline.read({
          subject: `incident:${params.id}`,
          after: query.after,
          limit: query.limit,
        });
        return { items, next: items.length === query.limit ? items.at(-1)!.position : null };
      },
    );

    api.put(
      '/api/v1/incidents/:id/acknowledgement',
      { config: write, schema: { summary: 'Acknowledge', params: Params, response: { 200: IncidentView } } },
      (request) => respond.acknowledge(request.params.id, actorOf(request).by),
    );

    api.put(
      '/api/v1/incidents/:id/title',
      {
        config: write,
        schema: {
          summary: 'Say better what it is',
          params: Params,
          body: RetitleInput,
          response: { 200: IncidentView },
        },
      },
      (request) => respond.retitle(request.params.id, request.body, actorOf(request).by),
    );

    api.put(
      '/api/v1/incidents/:id/estimate',
      {
        config: write,
        schema: {
          summary: 'Say when it is expected to be over, and what that is based on',
          params: Params,
          body: EstimateInput,
          response: { 200: IncidentView },
        },
      },
      (request) => respond.estimate(request.params.id, request.body, actorOf(request).by),
    );

    api.put(
      '/api/v1/incidents/:id/workaround',
      {
        config: write,
        schema: {
          summary: 'Say what users can do meanwhile',
          params: Params,
          body: WorkaroundInput,
          response: { 200: IncidentView },
        },
      },
      (request) => respond.workaround(request.params.id, request.body, actorOf(request).by),
    );

    api.put(
      '/api/v1/incidents/:id/severity',
      {
        config: write,
        schema: {
          summary: 'Change the severity',
          params: Params,
          body: z.strictObject({ severity: Severity, reason: Sentence.nullable().default(null) }),
          response: { 200: IncidentView },
        },
      },
      (request) => respond.changeSeverity(request.params.id, request.body, actorOf(request).by),
    );

    api.put(
      '/api/v1/incidents/:id/roles/:role',
      {
        config: write,
        schema: {
          summary: 'Give a role to a person, or take it back with null',
          params: Params.extend({ role: IncidentRole }),
          body: z.strictObject({ personId: z.string().min(1).max(64).nullable() }),
          response: { 200: IncidentView },
        },
      },
      (request) =>
        respond.assignRole(
          request.params.id,
          { role: request.params.role, personId: request.body.personId },
          actorOf(request).by,
        ),
    );

    api.post(
      '/api/v1/incidents/:id/tasks',
      {
        config: write,
        schema: {
          summary: 'Add a task',
          params: Params,
          body: z.strictObject({
            title: Sentence,
            personId: z.string().min(1).max(64).nullable().default(null),
            dueAt: Instant.nullable().default(null),
          }),
          response: { 201: IncidentView },
        },
      },
      async (request, reply) =>
        reply.status(201).send(await respond.addTask(request.params.id, request.body, actorOf(request).by)),
    );

    api.put(
      '/api/v1/incidents/:id/tasks/:taskId/completion',
      {
        config: write,
        schema: {
          summary: 'Finish a task',
          params: Params.extend({ taskId: z.string().max(64) }),
          response: { 200: IncidentView },
        },
      },
      (request) => respond.finishTask(request.params.id, request.params.taskId, actorOf(request).by),
    );

    api.post(
      '/api/v1/incidents/:id/notes',
      {
        config: write,
        schema: {
          summary: 'Enter a note into the timeline (for staff only)',
          params: Params,
          body: z.strictObject({ text: z.string().trim().min(1).max(10_000) }),
          response: { 201: IncidentView },
        },
      },
      async (request, reply) =>
        reply
          .status(201)
          .send(await respond.addNote(request.params.id, request.body.text, actorOf(request).by)),
    );

    api.get(
      '/api/v1/escalation-policies',
      {
        config: read,
        schema: {
          summary: 'Escalation policies',
          response: { 200: z.strictObject({ items: z.array(EscalationPolicy), next: z.null() }) },
        },
      },
      async () => ({ items: (await respond.policies.list()).map(respond.policies.shown), next: null }),
    );

    api.put(
      '/api/v1/escalation-policies/:id',
      {
        config: write,
        schema: {
          summary: 'Change an escalation policy; a webhook secret of null keeps the one it has',
          params: Params,
          body: EscalationPolicyInput,
          response: { 200: EscalationPolicy },
        },
      },
      async (request) => respond.policies.shown(await respond.policies.save(request.params.id, request.body)),
    );

    api.get(
      '/api/v1/persons/:id/ways',
      {
        config: read,
        schema: {
          summary: 'How a person of the staff is called, besides by mail',
          params: Params,
          response: { 200: PersonWays },
        },
      },
      async ({ params }) => ({ ways: await respond.ways.list(params.id) }),
    );

    api.put(
      '/api/v1/persons/:id/ways',
      {
        config: write,
        schema: {
          summary: 'Change how a person is called: oneself, or anybody for those who manage people',
          params: Params,
          body: PersonWays,
          response: { 200: PersonWays },
        },
      },
      async (request) => {
        const actor = actorOf(request);
        const { id } = request.params;
        if (actor.by !== `person:${id}` && !actor.scopes.has('people:write'))
          throw new Problem(
            'auth.forbidden',
            'You may change how you are called yourself; how others are is for those who manage people (people:write).',
          );
        return { ways: await respond.ways.save(id, request.body.ways) };
      },
    );
  };
