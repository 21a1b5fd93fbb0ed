/**
 * What the host app's own pages ask for their end users: checklists and the policy, from any origin and without
 * cookies. Shapes and rules stand in packages/protocol/embed.ts.
 */
import { ChecklistProgress, EmbeddedChecklist, EmbedQuery } from '@candor/protocol/embed.ts';
import { AcceptanceInput, EmbeddedPolicy } from '@candor/protocol/prepare.ts';
import { z } from 'zod';
import { Problem } from '#lib/problem.ts';
import type { Api } from '#web';
import type { Prepare } from './index.ts';

const List = z.object({ id: z.string().max(100) });
const Item = List.extend({ itemId: z.string().max(64) });

export const embedRoutes =
  ({ policy, checklists, readers }: Prepare) =>
  (api: Api): void => {
    const open = { access: 'public', cors: true, perMinute: 120 } as const;

    const sure = (reader: string | null): string => {
      if (reader === null)
        throw new Problem(
          'request.invalid',
          'Say who reads: the host app\'s token as "Authorization: Bearer …", or a random `reader` in the body.',
        );
      return reader;
    };
    async function policyFor(reader: string | null): Promise<EmbeddedPolicy> {
      const [current, acceptFrom, accepted] = await Promise.all([
        policy.current(),
        policy.acceptFrom(),
        reader === null ? null : policy.acceptanceOf(reader),
      ]);
      if (!current) throw new Problem('not-found', 'No policy has been published yet.');
      return {
        ...current,
        url: '/policy',
        accepted: accepted && { version: accepted.version, at: accepted.acceptedAt },
        asks: !accepted || accepted.version < acceptFrom!,
      };
    }

    api.get(
      '/api/v1/embed/checklists/:id',
      {
        config: open,
        schema: {
          summary: 'A checklist as one reader sees it',
          params: List,
          querystring: EmbedQuery,
          response: { 200: EmbeddedChecklist },
        },
      },
      async ({ params, query, headers }) =>
        checklists.seenBy(await readers.of(headers.authorization, query.reader), params.id),
    );
    api.put(
      '/api/v1/embed/checklists/:id/items/:itemId',
      {
        config: open,
        schema: {
          summary: 'Tick, answer or accept an item',
          params: Item,
          body: ChecklistProgress,
          response: { 200: EmbeddedChecklist },
        },
      },
      async ({ params, body, headers }) =>
        checklists.progress(
          sure(await readers.of(headers.authorization, body.reader)),
          params.id,
          params.itemId,
          body,
        ),
    );
    api.get(
      '/api/v1/embed/policy',
      {
        config: open,
        schema: {
          summary: 'The policy in force, and whether this reader accepted it',
          querystring: EmbedQuery,
          response: { 200: EmbeddedPolicy },
        },
      },
      async ({ query, headers }) => policyFor(await readers.of(headers.authorization, query.reader)),
    );
    api.put(
      '/api/v1/embed/policy/acceptance',
      {
        config: open,
        schema: {
          summary: 'Accept the policy in the version that the reader has seen',
          body: AcceptanceInput,
          response: { 200: EmbeddedPolicy },
        },
      },
      async ({ body, headers }) => {
        const reader = sure(await readers.of(headers.authorization, body.reader));
        await policy.accept(reader, body.version);
        return policyFor(reader);
      },
    );
  };
