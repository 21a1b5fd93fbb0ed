/** What is written and not public yet, its approval, and what a composer opens with, under /api/v1. */
import { MessagePreview, MessagePreviewInput, Suggestion } from '@candor/protocol/composer.ts';
import { ApprovalInput, DraftView, RejectionInput, UpdateInput } from '@candor/protocol/tell.ts';
import { z } from 'zod';
import { type Api, actorOf } from '#web';
import { type Draft, digestOf, stateOf } from './drafts.ts';
import type { Tell } from './index.ts';

const Params = z.object({ id: z.string().max(64) });
const listOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item), next: z.null() });

export function draftView(draft: Draft): DraftView {
  const { id, incidentId, input, by, createdAt, commitsAt, publishAt, refused, approval, corrects } = draft;
  return {
    id,
    incidentId,
    phase: input.phase,
    text: input.text,
    nextUpdateBy: input.nextUpdateBy,
    by,
    createdAt,
    state: stateOf(draft),
    commitsAt,
    publishAt,
    refused,
    digest: digestOf(draft),
    approval: approval && {
      because: approval.because,
      askedAt: approval.askedAt,
      givenBy: approval.given?.by ?? null,
      givenAt: approval.given?.at ?? null,
    },
    corrects,
    input,
  };
}

export const draftRoutes =
  (tell: Pick<Tell, 'drafts' | 'approvals' | 'rewrite' | 'suggest' | 'previewMessages'>) =>
  (api: Api): void => {
    const read = { access: 'tell:read' } as const;
    const write = { access: 'tell:write' } as const;
    const drafts = async (incidentId: string | null) => ({
      items: (await tell.drafts.list(incidentId)).map(draftView),
      next: null,
    });

    api.get(
      '/api/v1/incidents/:id/drafts',
      {
        config: read,
        schema: {
          summary: 'Updates that are not public yet: held, scheduled, waiting for an approval, or refused',
          params: Params,
          response: { 200: listOf(DraftView) },
        },
      },
      ({ params }) => drafts(params.id),
    );
    api.get(
      '/api/v1/drafts',
      {
        config: read,
        schema: { summary: 'The same of every incident, oldest first', response: { 200: listOf(DraftView) } },
      },
      () => drafts(null),
    );
    api.put(
      '/api/v1/drafts/:id',
      {
        config: write,
        schema: {
          summary: 'Other words, or another time, for an update that waits',
          description:
            'Judged as anew; an approval that was given is asked for again. `If-Match` with the digest of the draft refuses to overwrite what somebody else wrote meanwhile.',
          params: Params,
          body: UpdateInput,
          response: { 200: DraftView },
        },
      },
      async (request) => {
        const digest = request.headers['if-match']?.trim().replace(/^"(.*)"$/, '$1');
        const { by } = actorOf(request);
        return draftView(
          await tell.rewrite(request.params.id, request.body, by, digest === '*' ? undefined : digest),
        );
      },
    );
    api.delete(
      '/api/v1/drafts/:id',
      {
        config: write,
        schema: {
          summary: 'Take an update back before it is public',
          params: Params,
          response: { 204: z.null() },
        },
      },
      async ({ params }, reply) => {
        await tell.drafts.takeBack(params.id);
        return reply.status(204).send(null);
      },
    );
    api.put(
      '/api/v1/drafts/:id/approval',
      {
        config: write,
        schema: {
          summary: 'Approve exactly the text that you read',
          description:
            'For a person who did not write it. It goes public after the hold, or at the time that its author chose.',
          params: Params,
          body: ApprovalInput,
          response: { 200: DraftView },
        },
      },
      async (request) =>
        draftView(await tell.approvals.approve(request.params.id, request.body.digest, actorOf(request))),
    );
    api.put(
      '/api/v1/drafts/:id/rejection',
      {
        config: write,
        schema: {
          summary: 'Give it back to its author, with what has to change',
          params: Params,
          body: RejectionInput,
          response: { 200: DraftView },
        },
      },
      async (request) =>
        draftView(await tell.approvals.refuse(request.params.id, request.body, actorOf(request))),
    );
    api.get(
      '/api/v1/incidents/:id/suggestion',
      {
        config: read,
        schema: {
          summary: 'What a composer opens with: the phase that follows from the facts, and texts for each',
          params: Params,
          response: { 200: Suggestion },
        },
      },
      ({ params }) => tell.suggest(params.id),
    );
    api.post(
      '/api/v1/incidents/:id/message-previews',
      {
        config: write,
        schema: {
          summary: 'An update as each channel will show it, counted by each channel’s own rule',
          params: Params,
          body: MessagePreviewInput,
          response: { 200: listOf(MessagePreview) },
        },
      },
      async ({ params, body }) => ({ items: await tell.previewMessages(params.id, body), next: null }),
    );
  };
