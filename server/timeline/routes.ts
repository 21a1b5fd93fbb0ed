/** Removing a text from history under /api/v1. Reading facts is `respond`'s; adding them is nobody's but the rooms'. */
import { FactView } from '@candor/protocol/respond.ts';
import { z } from 'zod';
import type { People } from '#people';
import type { Store } from '#store';
import { type Api, actorOf } from '#web';
import type { Timeline } from './index.ts';

export const timelineRoutes =
  ({ timeline, people, store }: { timeline: Timeline; people: People; store: Store }) =>
  (api: Api): void => {
    api.put(
      '/api/v1/facts/:id/redaction',
      {
        // The one scope over what is stored, which owners and administrators alone have.
        config: { access: 'store:write' },
        schema: {
          summary: 'Remove the free text of a fact for good; that it was there stays proven',
          params: z.object({ id: z.string().max(64) }),
          body: z.strictObject({ reason: z.string().trim().min(1).max(2_000) }),
          response: { 200: FactView },
        },
      },
      (request) =>
        store.transaction(async (tx) => {
          const { by } = actorOf(request);
          const { fact, removed } = await timeline.redact(tx, request.params.id, { by, ...request.body });
          // The reason stands in the fact that records the removal, where it can be removed as well.
          if (removed > 0)
            await people.audit(tx, {
              by,
              what: 'fact.redacted',
              target: fact.id,
              detail: { texts: removed },
            });
          return fact;
        }),
    );
  };
