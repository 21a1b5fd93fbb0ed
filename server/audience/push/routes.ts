/**
 * Where a reader's browser switches notifications on and off: the same addresses below every page. What comes in is a
 * stranger's, so the endpoint has to be one of a push service that the operator knows.
 */
import { PushProof, PushSubscribeInput } from '@candor/protocol/push.ts';
import { z } from 'zod';
import type { Carriers } from '#carriers';
import type { Catalog } from '#catalog';
import { placed, refuseUnknown } from '#lib/known.ts';
import { Problem } from '#lib/problem.ts';
import type { Api, Web } from '#web';
import { createChoices } from '../choices.ts';
import type { Audience } from '../index.ts';

const PATHS = ['/subscribers/push', '/p/:slug/subscribers/push'];

type Deps = {
  audience: Pick<Audience, 'browsers'>;
  carriers: Pick<Carriers, 'all' | 'ledger'>;
  catalog: Catalog;
  web: Pick<Web, 'pageOf'>;
};

export const pushRoutes =
  ({ audience: { browsers }, carriers, catalog, web }: Deps) =>
  (api: Api): void => {
    const choices = createChoices(catalog);
    const carrier = carriers.all.get('webpush')!;

    for (const path of PATHS) {
      api.get(
        path,
        {
          config: { access: 'public' },
          schema: {
            summary: 'The key that a browser binds its subscription to',
            response: { 200: z.strictObject({ key: z.string() }) },
          },
        },
        async (request, reply) => {
          web.pageOf(request);
          return reply
            .header('cache-control', 'no-store')
            .send({ key: String(carrier.settings?.['publicKey']) });
        },
      );
      api.post(
        path,
        {
          config: { access: 'public', perMinute: 10, sameSite: true },
          bodyLimit: 64_000,
          schema: {
            summary: 'Notify this browser',
            body: PushSubscribeInput,
            response: { 204: z.null() },
          },
        },
        async (request, reply) => {
          const page = web.pageOf(request) ?? (await catalog.pages.default());
          const { components, everything } = await choices.on(page);
          const { body } = request;
          const known = new Set(components.map(({ id }) => id));
          refuseUnknown('component', placed('componentIds', body.componentIds ?? []), known);
          const endpoint = carrier.address.parse(body.endpoint);
          if ('fault' in endpoint)
            throw new Problem('request.invalid', 'This browser’s push service cannot be used.', {
              errors: [{ path: 'endpoint', message: endpoint.fault }],
            });
          await browsers.subscribe({
            ...body,
            endpoint: endpoint.address,
            componentIds: body.componentIds ?? everything,
          });
          // Its reader asked again, so an address that was given up is tried again.
          await carriers.ledger.lift(carrier.name, endpoint.address);
          return reply.status(204).send(null);
        },
      );
      api.delete(
        path,
        {
          config: { access: 'public', perMinute: 30, sameSite: true },
          bodyLimit: 64_000,
          schema: { summary: 'Notify this browser no more', body: PushProof, response: { 204: z.null() } },
        },
        async (request, reply) => {
          web.pageOf(request);
          await browsers.end(request.body);
          return reply.status(204).send(null);
        },
      );
    }
  };
