/** Workflow rules under /api/v1: what they can be made of, the rules with their versions, dry runs, and what they did. */
import { patchOf } from '@candor/protocol/patch.ts';
import {
  WorkflowDryRun,
  WorkflowDryRunInput,
  WorkflowKinds,
  WorkflowRule,
  WorkflowRuleInput,
  WorkflowRun,
  WorkflowVersion,
} from '@candor/protocol/workflows.ts';
import { z } from 'zod';
import { type Api, actorOf, requireMatch, tagged } from '#web';
import type { Workflows } from './index.ts';

const Params = z.object({ id: z.string().max(64) });
const list = <T extends z.ZodType>(of: T) => z.strictObject({ items: z.array(of), next: z.null() });

export const workflowRoutes =
  ({ rules, steps, kinds, runs, dryRun }: Workflows) =>
  (api: Api): void => {
    const read = { access: 'tell:read' } as const;
    const write = { access: 'tell:write' } as const;

    api.get(
      '/api/v1/workflow-kinds',
      { config: read, schema: { summary: 'What rules can be made of', response: { 200: WorkflowKinds } } },
      async () => kinds(),
    );
    api.get(
      '/api/v1/workflow-rules',
      { config: read, schema: { summary: 'Rules', response: { 200: list(WorkflowRule) } } },
      async () => ({ items: await rules.list(), next: null }),
    );
    api.post(
      '/api/v1/workflow-rules',
      {
        config: write,
        schema: { summary: 'Add a rule', body: WorkflowRuleInput, response: { 201: WorkflowRule } },
      },
      async (request, reply) =>
        reply.status(201).send(tagged(reply, await rules.create(request.body, actorOf(request).by))),
    );
    api.post(
      '/api/v1/workflow-rules/dry-runs',
      {
        config: write,
        schema: {
          summary: 'What a rule would have done, and when, at a past incident or a pretended one',
          description: 'Writes and sends nothing.',
          body: WorkflowDryRunInput,
          response: { 200: WorkflowDryRun },
        },
      },
      ({ body }) => dryRun(body),
    );
    api.get(
      '/api/v1/workflow-rules/:id',
      { config: read, schema: { summary: 'One rule', params: Params, response: { 200: WorkflowRule } } },
      async ({ params }, reply) => tagged(reply, await rules.get(params.id)),
    );
    api.patch(
      '/api/v1/workflow-rules/:id',
      {
        config: write,
        schema: {
          summary: 'Change a rule, or switch it on or off; each change is a version',
          params: Params,
          body: patchOf(WorkflowRuleInput),
          response: { 200: WorkflowRule },
        },
      },
      async (request, reply) => {
        requireMatch(request, await rules.get(request.params.id));
        const change = Object.fromEntries(
          Object.entries(request.body).filter(([, value]) => value !== undefined),
        );
        return tagged(reply, await rules.update(request.params.id, change, actorOf(request).by));
      },
    );
    api.delete(
      '/api/v1/workflow-rules/:id',
      {
        config: write,
        schema: {
          summary: 'Remove a rule; what it did stays on record, and is still taken back in its time',
          params: Params,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        requireMatch(request, await rules.get(request.params.id));
        await rules.remove(request.params.id, actorOf(request).by);
        return reply.status(204).send(null);
      },
    );
    api.get(
      '/api/v1/workflow-rules/:id/versions',
      {
        config: read,
        schema: {
          summary: 'Every version of a rule',
          params: Params,
          response: { 200: list(WorkflowVersion) },
        },
      },
      async ({ params }) => ({ items: await rules.versions(params.id), next: null }),
    );
    api.get(
      '/api/v1/workflow-runs',
      {
        config: read,
        schema: {
          summary: 'What rules did, the newest first',
          querystring: z.object({
            ruleId: z.string().max(64).optional(),
            incidentId: z.string().max(64).optional(),
            limit: z.coerce.number().int().min(1).max(200).default(50),
          }),
          response: { 200: list(WorkflowRun) },
        },
      },
      async ({ query }) => ({ items: await runs(query), next: null }),
    );
    api.post(
      '/api/v1/workflow-steps/:id/attempt',
      {
        config: write,
        schema: { summary: 'Try a step that failed again, now', params: Params, response: { 204: z.null() } },
      },
      async ({ params }, reply) => {
        await steps.again(params.id);
        return reply.status(204).send(null);
      },
    );
    api.put(
      '/api/v1/workflow-steps/:id/approval',
      {
        config: write,
        schema: {
          summary: 'Answer a rule that asks for approval',
          params: Params,
          body: z.strictObject({ approved: z.boolean() }),
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        await steps.answer(request.params.id, request.body.approved, actorOf(request).by);
        return reply.status(204).send(null);
      },
    );
  };
