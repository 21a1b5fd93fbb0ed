/** Who will be told, who was told later and why, under /api/v1. */
import { AudiencePreview, AudiencePreviewInput, HeldCount, HeldWord } from '@candor/protocol/told.ts';
import { z } from 'zod';
import type { Audience } from '#audience';
import type { Api } from '#web';
import type { Tell } from './index.ts';

const Params = z.object({ id: z.string().max(64) });
const listOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item), next: z.null() });

export const tellAudienceRoutes =
  ({
    tell,
    audience,
  }: {
    tell: Pick<Tell, 'showAudience'>;
    audience: Pick<Audience, 'digests' | 'subscribers'>;
  }) =>
  (api: Api): void => {
    api.post(
      '/api/v1/incidents/:id/audience-previews',
      {
        config: { access: 'tell:write' },
        schema: {
          summary: 'Who will get an update, and why',
          description:
            'Counts by carrier, reason and lane, what is held back and why, and examples with masked addresses. With `address` it says for this one whether they are told, and the exact reason.',
          params: Params,
          body: AudiencePreviewInput,
          response: { 200: AudiencePreview },
        },
      },
      ({ params, body }) => tell.showAudience(params.id, body),
    );
    api.get(
      '/api/v1/incidents/:id/held-back',
      {
        config: { access: 'tell:read' },
        schema: {
          summary: 'How many were told of it later, and what became of that',
          params: Params,
          response: { 200: listOf(HeldCount) },
        },
      },
      async ({ params }) => ({ items: await audience.digests.counts(params.id), next: null }),
    );
    api.get(
      '/api/v1/subscribers/:id/held-back',
      {
        config: { access: 'audience:read' },
        schema: {
          summary: 'What one subscriber was or will be told later, and why, the newest first',
          params: Params,
          response: { 200: listOf(HeldWord) },
        },
      },
      async ({ params }) => {
        await audience.subscribers.get(params.id);
        return { items: await audience.digests.of(params.id), next: null };
      },
    );
  };
