/**
 * The addresses of Statuspage's REST API v1 under /v1/pages: plain arrays, pages by number, bodies as JSON or forms,
 * refusals in its shape. A key is an API token of this installation with the scopes of what it does.
 */
import type { Scope } from '@candor/protocol/people.ts';
import type { Snapshot } from '@candor/protocol/snapshot.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Catalog } from '#catalog';
import { Problem } from '#lib/problem.ts';
import { type Api, actorOf, withForms } from '#web';
import type { createCatalogCalls } from './catalog.ts';
import {
  ComponentEdit,
  GroupEdit,
  given,
  IncidentEdit,
  NewComponent,
  NewGroup,
  NewIncident,
  NewSubscriber,
  SubscriberEdit,
  UpdateEdit,
} from './fields.ts';
import type { IncidentCalls } from './incidents.ts';
import { nested } from './nested.ts';
import type { Now } from './now.ts';
import { refuse } from './refusal.ts';
import {
  componentShape,
  groupShape,
  incidentShape,
  incidentsOf,
  LISTS,
  pageShape,
  subscriberShape,
} from './shapes.ts';
import type { SubscriberCalls } from './subscribers.ts';

export type V1 = {
  catalog: Catalog;
  now: Now;
  incidents: IncidentCalls;
  things: ReturnType<typeof createCatalogCalls>;
  subscribers: SubscriberCalls;
  publicUrl: () => string;
  storeDown: () => boolean;
};

const Query = z.object({
  page: z.coerce.number().int().min(0).max(10_000).default(1),
  per_page: z.coerce.number().int().min(1).max(100).optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
  q: z.string().max(200).optional(),
  state: z.enum(['active', 'unconfirmed', 'quarantined', 'all']).default('active'),
  type: z.enum(['email', 'webhook', 'sms', 'slack', 'teams', 'integration_partner']).optional(),
});
type Asked = {
  /** Path parameters, without a `.json` at their end. */
  id: (name: string) => string;
  query: z.output<typeof Query>;
  body: Record<string, unknown>;
  by: string;
  need: (scope: Scope) => void;
};
type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

const MISSING = new Problem('not-found', 'There is nothing at this address.');

export const v1Routes =
  ({ catalog, now, incidents, things, subscribers, publicUrl, storeDown }: V1) =>
  (api: Api): void => {
    const paged = <T>(items: readonly T[], { page, per_page, limit }: Asked['query']): T[] => {
      const size = per_page ?? limit ?? 100;
      const from = (Math.max(1, page) - 1) * size;
      return items.slice(from, from + size);
    };

    async function pageOf(asked: Asked) {
      const page = await catalog.pages.default();
      if (asked.id('page') !== page.id && asked.id('page') !== page.slug) throw MISSING;
      return page;
    }
    const find = <T extends { id: string }>(items: readonly T[], id: string): T => {
      const found = items.find((item) => item.id === id);
      if (!found) throw MISSING;
      return found;
    };
    const shown = (snapshot: Snapshot, id: string) =>
      incidentShape(snapshot, find(incidentsOf(snapshot, 'all'), id));
    const shownNow = async (id: string) => shown(await now({ whole: true }), id);

    const routes = (scope: Api) => {
      const on = (
        methods: Method | Method[],
        path: string,
        access: Scope,
        run: (asked: Asked, reply: FastifyReply) => Promise<unknown>,
      ) => {
        for (const url of path === '' || path.endsWith(':id') ? [path] : [path, `${path}.json`])
          scope.route({
            method: methods,
            url,
            config: { access },
            schema: { hide: true },
            handler: async (request: FastifyRequest, reply) => {
              const query = Query.safeParse(request.query);
              if (!query.success)
                throw new Problem('request.invalid', 'The query could not be read.', {
                  errors: query.error.issues.map(({ path: at, message }) => ({
                    path: at.join('.'),
                    message,
                  })),
                });
              const actor = actorOf(request);
              const params = request.params as Record<string, string>;
              const answer = await run(
                {
                  id: (name) => (params[name] ?? '').replace(/\.json$/, ''),
                  query: query.data,
                  body: nested((request.body ?? {}) as Record<string, unknown>),
                  by: actor.by,
                  need(needed) {
                    if (!actor.scopes.has(needed))
                      throw new Problem(
                        'auth.forbidden',
                        `This needs ${needed}, which your token does not have.`,
                      );
                  },
                },
                reply,
              );
              return reply.send(answer);
            },
          });
      };

      on('GET', '', 'catalog:read', async () => [pageShape(await catalog.pages.default(), publicUrl())]);
      on('GET', '/:page', 'catalog:read', async (asked) => pageShape(await pageOf(asked), publicUrl()));

      const components = '/:page/components';
      on('GET', components, 'catalog:read', async (asked) => {
        await pageOf(asked);
        const snapshot = await now();
        return paged(snapshot.components, asked.query).map((each) => componentShape(snapshot, each));
      });
      const oneComponent = async (id: string) => {
        const snapshot = await now();
        return componentShape(snapshot, find(snapshot.components, id));
      };
      on('GET', `${components}/:id`, 'catalog:read', async (asked) => {
        await pageOf(asked);
        return oneComponent(asked.id('id'));
      });
      on('POST', components, 'catalog:write', async (asked, reply) => {
        await pageOf(asked);
        const id = await things.createComponent(given(asked.body, 'component', NewComponent));
        reply.code(201);
        return oneComponent(id);
      });
      on(['PATCH', 'PUT'], `${components}/:id`, 'catalog:write', async (asked) => {
        await pageOf(asked);
        await oneComponent(asked.id('id'));
        await things.changeComponent(asked.id('id'), given(asked.body, 'component', ComponentEdit));
        return oneComponent(asked.id('id'));
      });
      on('DELETE', `${components}/:id`, 'catalog:write', async (asked, reply) => {
        await pageOf(asked);
        await oneComponent(asked.id('id'));
        await catalog.components.retire(asked.id('id'));
        reply.code(204);
      });

      const groups = '/:page/component-groups';
      const oneGroup = async (id: string) => {
        const snapshot = await now();
        return groupShape(snapshot, find(snapshot.groups, id));
      };
      on('GET', groups, 'catalog:read', async (asked) => {
        await pageOf(asked);
        const snapshot = await now();
        return paged(snapshot.groups, asked.query).map((each) => groupShape(snapshot, each));
      });
      on('GET', `${groups}/:id`, 'catalog:read', async (asked) => {
        await pageOf(asked);
        return oneGroup(asked.id('id'));
      });
      on('POST', groups, 'catalog:write', async (asked, reply) => {
        await pageOf(asked);
        const id = await things.createGroup(given(asked.body, 'component_group', NewGroup));
        reply.code(201);
        return oneGroup(id);
      });
      on(['PATCH', 'PUT'], `${groups}/:id`, 'catalog:write', async (asked) => {
        await pageOf(asked);
        await oneGroup(asked.id('id'));
        await things.changeGroup(asked.id('id'), given(asked.body, 'component_group', GroupEdit));
        return oneGroup(asked.id('id'));
      });
      on('DELETE', `${groups}/:id`, 'catalog:write', async (asked) => {
        await pageOf(asked);
        const before = await oneGroup(asked.id('id'));
        await catalog.groups.remove(asked.id('id'));
        return before;
      });

      const all = '/:page/incidents';
      for (const list of Object.keys(LISTS) as (keyof typeof LISTS)[])
        on('GET', list === 'all' ? all : `${all}/${list}`, 'tell:read', async (asked) => {
          await pageOf(asked);
          const snapshot = await now({ whole: true });
          const wanted = asked.query.q?.toLowerCase();
          const told = incidentsOf(snapshot, list).map((each) => incidentShape(snapshot, each));
          return paged(
            wanted ? told.filter((each) => JSON.stringify(each).toLowerCase().includes(wanted)) : told,
            asked.query,
          );
        });
      on('GET', `${all}/:id`, 'tell:read', async (asked) => {
        await pageOf(asked);
        return shownNow(asked.id('id'));
      });
      on('POST', all, 'tell:write', async (asked, reply) => {
        await pageOf(asked);
        asked.need('respond:write');
        const input = given(asked.body, 'incident', NewIncident);
        const id = await incidents.create(input, asked.by);
        reply.code(201);
        const backfilled = Boolean(input.backfill_date || input.backfilled);
        return { ...(await shownNow(id)), ...(backfilled ? { backfilled } : {}) };
      });
      on(['PATCH', 'PUT'], `${all}/:id`, 'tell:write', async (asked) => {
        await pageOf(asked);
        asked.need('respond:write');
        await shownNow(asked.id('id'));
        await incidents.change(asked.id('id'), given(asked.body, 'incident', IncidentEdit), asked.by);
        return shownNow(asked.id('id'));
      });
      on('DELETE', `${all}/:id`, 'tell:write', async (asked) => {
        await pageOf(asked);
        await incidents.remove(asked.id('id'), asked.by);
        return shownNow(asked.id('id'));
      });
      on(['PATCH', 'PUT'], `${all}/:incident/incident_updates/:id`, 'tell:write', async (asked) => {
        await pageOf(asked);
        const { body, metadata } = given(asked.body, 'incident_update', UpdateEdit);
        const candor = metadata?.candor;
        await incidents.correct(
          asked.id('incident'),
          asked.id('id'),
          { body, override: candor?.override, approvedBy: candor?.approved_by },
          asked.by,
        );
        const told = (await shownNow(asked.id('incident')))['incident_updates'] as { id: string }[];
        return find(told, asked.id('id'));
      });
      on('GET', `${all}/:incident/postmortem`, 'tell:read', async (asked) => {
        await pageOf(asked);
        const told = await shownNow(asked.id('incident'));
        if (!told['postmortem_published_at']) throw MISSING;
        const at = told['postmortem_published_at'];
        return {
          preview_key: null,
          body: told['postmortem_body'],
          body_updated_at: at,
          body_draft: null,
          body_draft_updated_at: null,
          published_at: at,
          notify_subscribers: false,
          notify_twitter: false,
          custom_tweet: null,
          created_at: at,
          updated_at: at,
        };
      });

      const people = '/:page/subscribers';
      on('GET', people, 'audience:read', async (asked) => {
        const { id } = await pageOf(asked);
        const listed = await subscribers.list(asked.query);
        return paged(listed, asked.query).map((each) => subscriberShape(each, id));
      });
      on('GET', `${people}/:id`, 'audience:read', async (asked) => {
        const { id } = await pageOf(asked);
        return subscriberShape(await subscribers.get(asked.id('id')), id);
      });
      on('POST', people, 'audience:write', async (asked, reply) => {
        const { id } = await pageOf(asked);
        const input = given(asked.body, 'subscriber', NewSubscriber);
        reply.code(201);
        return subscriberShape(await subscribers.create(input, asked.by), id);
      });
      on(['PATCH', 'PUT'], `${people}/:id`, 'audience:write', async (asked) => {
        const { id } = await pageOf(asked);
        const body = 'subscriber' in asked.body ? asked.body : { subscriber: asked.body };
        const { component_ids } = given(body, 'subscriber', SubscriberEdit);
        return subscriberShape(await subscribers.choose(asked.id('id'), component_ids), id);
      });
      on('DELETE', `${people}/:id`, 'audience:write', async (asked) => {
        const { id } = await pageOf(asked);
        return subscriberShape(await subscribers.end(asked.id('id')), id);
      });
      on('POST', `${people}/:subscriber/resend_confirmation`, 'audience:write', async (asked, reply) => {
        await pageOf(asked);
        await subscribers.askAgain(asked.id('subscriber'));
        reply.code(201);
      });
    };

    api.register(
      async (scope) => {
        const inner = scope as unknown as Api;
        inner.setErrorHandler((error, request, reply) =>
          refuse(error, request, reply, { storeDown: storeDown() }),
        );
        inner.setNotFoundHandler((request, reply) => refuse(MISSING, request, reply, { storeDown: false }));
        withForms(inner, routes);
      },
      { prefix: '/v1/pages' },
    );
  };
