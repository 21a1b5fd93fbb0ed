/**
 * Subscribers and customers under /api/v1, and the public addresses of subscribing. A GET never changes a
 * subscription, because mail scanners follow links; only the POST that a person (or one click in the mail program)
 * sends does.
 */
import { html, renderDocument, textIn } from '@candor/page';
import {
  Customer,
  ImportReport,
  PreferencesInput,
  SubscribeInput,
  Subscriber,
  SubscriberInput,
  SubscriberState,
} from '@candor/protocol/audience.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Carriers } from '#carriers';
import type { Catalog, Page } from '#catalog';
import { placed, refuseUnknown } from '#lib/known.ts';
import { Problem } from '#lib/problem.ts';
import type { Store } from '#store';
import { type Api, actorOf, type Web, withForms } from '#web';
import { createChoices } from './choices.ts';
import { formWords } from './form-words.ts';
import type { Audience, SubscriberRow } from './index.ts';
import { confirmation } from './letters.ts';
import { oldLinkRoutes } from './old-links/routes.ts';

const Params = z.object({ id: z.string().max(64) });
const Token = z.object({ token: z.string().max(200) });

type Deps = {
  audience: Audience;
  carriers: Carriers;
  catalog: Catalog;
  store: Store;
  publicUrl: () => string;
  csp: string;
  web: Pick<Web, 'pageOf'>;
};

export const audienceRoutes =
  ({ audience, carriers, catalog, store, publicUrl, csp, web }: Deps) =>
  (api: Api): void => {
    const { subscribers, customers, links } = audience;
    const choices = createChoices(catalog);
    const read = { access: 'audience:read' } as const;
    const write = { access: 'audience:write' } as const;
    const withoutSecret = ({ secret: _, ...subscriber }: SubscriberRow) => subscriber;

    const pageOf = async (request: FastifyRequest): Promise<Page> =>
      web.pageOf(request) ?? catalog.pages.default();

    async function askToConfirm(subscriber: SubscriberRow, page: Page) {
      const link = `${publicUrl()}/subscribers/${links.make('confirm', subscriber.id)}/confirm`;
      await store.transaction((tx) => carriers.ledger.plan(tx, confirmation(subscriber, page.name, link)));
    }

    async function refuseStrangers(componentIds: string[] | null, among?: readonly { id: string }[]) {
      const known = new Set((among ?? (await catalog.components.list())).map((component) => component.id));
      refuseUnknown('component', placed('componentIds', componentIds ?? []), known);
    }

    const named = ({ name, supportUrl, locales }: Page) => ({ name, supportUrl, locales });

    /** A small page in the public page's look. */
    async function show(
      reply: FastifyReply,
      locale: string,
      path: string,
      title: string,
      body: ReturnType<typeof html>,
      at?: Page,
    ) {
      const page = at ? named(at) : await catalog.pages.default();
      return reply
        .header('content-security-policy', csp)
        .header('cache-control', 'private, no-store')
        .header('referrer-policy', 'no-referrer')
        .type('text/html; charset=utf-8')
        .send(renderDocument(page, { locale, path, title, body, noindex: true }));
    }

    async function subscriberOf(purpose: 'confirm' | 'manage', token: string): Promise<SubscriberRow> {
      const id = links.read(purpose, token);
      if (!id)
        throw new Problem(
          'not-found',
          'This link belongs to no subscription; it may have been cut off by the mail program.',
        );
      return subscribers.get(id);
    }

    withForms(api, (forms) => {
      const signUp = async (request: FastifyRequest, reply: FastifyReply) => {
        const page = await pageOf(request);
        const form = (request.body ?? {}) as Record<string, unknown>;
        const chosen = form['componentIds'];
        const parsed = SubscribeInput.safeParse({
          ...form,
          componentIds:
            chosen === undefined || chosen === '' ? null : Array.isArray(chosen) ? chosen : [chosen],
        });
        const isJson = request.headers['content-type']?.startsWith('application/json') ?? false;
        if (!parsed.success)
          throw new Problem('request.invalid', 'The sign-up could not be read.', {
            errors: parsed.error.issues.map((issue) => ({
              path: issue.path.join('.'),
              message: issue.message,
            })),
          });
        const { components, everything } = await choices.on(page);
        await refuseStrangers(parsed.data.componentIds, components);
        const componentIds = parsed.data.componentIds ?? everything;
        const subscriber = await subscribers.signUp({ ...parsed.data, componentIds });
        if (subscriber) await askToConfirm(subscriber, page);
        // The same answer whether the address is known or not.
        const words = formWords(parsed.data.locale);
        if (isJson) return reply.status(202).send({ message: words.checkMail });
        return show(
          reply.status(202),
          parsed.data.locale,
          '/subscribers',
          words.checkMailTitle,
          html`<p>${words.checkMail}</p>`,
          page,
        );
      };
      for (const path of ['/subscribers', '/p/:slug/subscribers'])
        forms.post(
          path,
          {
            config: { access: 'public', perMinute: 10 },
            schema: { summary: 'Ask to be told', body: z.unknown() },
          },
          signUp,
        );

      forms.get(
        '/subscribers/:token/confirm',
        { config: { access: 'public' }, schema: { params: Token } },
        async ({ params }, reply) => {
          const subscriber = await subscriberOf('confirm', params.token);
          const words = formWords(subscriber.locale);
          return show(
            reply,
            subscriber.locale,
            '/subscribers',
            words.confirmTitle,
            html`<p>${words.confirmAsk}</p><form method="post"><button>${words.confirmButton}</button></form>`,
          );
        },
      );
      forms.post(
        '/subscribers/:token/confirm',
        { config: { access: 'public', perMinute: 30 }, schema: { params: Token } },
        async ({ params }, reply) => {
          const subscriber = await subscriberOf('confirm', params.token);
          if (subscriber.state === 'unsubscribed' || subscriber.state === 'suppressed')
            throw new Problem('state.conflict', 'This subscription was ended; sign up again on the page.');
          await subscribers.confirm(subscriber.id);
          const words = formWords(subscriber.locale);
          const manage = `/subscribers/${links.make('manage', subscriber.id)}`;
          return show(
            reply,
            subscriber.locale,
            '/subscribers',
            words.confirmedTitle,
            html`<p>${words.confirmed}</p><p><a href="${manage}">${words.manage}</a></p>`,
          );
        },
      );

      forms.get(
        '/subscribers/:token',
        { config: { access: 'public' }, schema: { params: Token } },
        async ({ params }, reply) => {
          const subscriber = await subscriberOf('manage', params.token);
          const words = formWords(subscriber.locale);
          const chosen = new Set(subscriber.componentIds);
          const components = await choices.of(subscriber);
          const body = html`<p>${words.state[subscriber.state]}</p><form method="post"><fieldset><legend>${words.whichComponents}</legend>${components.map(
            (component) =>
              html`<label><input type="checkbox" name="componentIds" value="${component.id}"${chosen.has(component.id) && html` checked`}>${textIn(component.name, subscriber.locale)}</label>`,
          )}</fieldset><label><input type="checkbox" name="everyNote" value="true"${subscriber.everyNote && html` checked`}> ${words.everyNote}</label><button>${words.save}</button></form><form method="post" action="/subscribers/${params.token}/unsubscribe"><button>${words.unsubscribeButton}</button></form>`;
          return show(reply, subscriber.locale, '/subscribers', words.manage, body);
        },
      );
      forms.post(
        '/subscribers/:token',
        { config: { access: 'public', perMinute: 30 }, schema: { params: Token, body: z.unknown() } },
        async (request, reply) => {
          const subscriber = await subscriberOf('manage', (request.params as { token: string }).token);
          const form = (request.body ?? {}) as Record<string, unknown>;
          const chosen = form['componentIds'];
          const input = PreferencesInput.safeParse({
            componentIds:
              chosen === undefined
                ? (await choices.on(await catalog.pages.default())).everything
                : Array.isArray(chosen)
                  ? chosen
                  : [chosen],
            everyNote: form['everyNote'] === 'true' || form['everyNote'] === true,
            locale: subscriber.locale,
            timeZone: subscriber.timeZone,
          });
          if (!input.success) throw new Problem('request.invalid', 'The preferences could not be read.');
          await refuseStrangers(input.data.componentIds, await choices.of(subscriber));
          await subscribers.changePreferences(subscriber.id, input.data);
          const words = formWords(subscriber.locale);
          return show(
            reply,
            subscriber.locale,
            '/subscribers',
            words.savedTitle,
            html`<p>${words.saved}</p>`,
          );
        },
      );

      forms.get(
        '/subscribers/:token/unsubscribe',
        { config: { access: 'public' }, schema: { params: Token } },
        async ({ params }, reply) => {
          const subscriber = await subscriberOf('manage', params.token);
          const words = formWords(subscriber.locale);
          return show(
            reply,
            subscriber.locale,
            '/subscribers',
            words.unsubscribeTitle,
            html`<p>${words.unsubscribeAsk}</p><form method="post"><button>${words.unsubscribeButton}</button></form>`,
          );
        },
      );
      // RFC 8058: one click in the mail program is this POST, without cookies and without any further question.
      forms.post(
        '/subscribers/:token/unsubscribe',
        {
          config: { access: 'public', perMinute: 120 },
          schema: { params: Token, body: z.unknown() },
        },
        async (request, reply) => {
          const subscriber = await subscriberOf('manage', (request.params as { token: string }).token);
          await subscribers.end(subscriber.id, 'unsubscribed', 'asked to stop');
          const words = formWords(subscriber.locale);
          return show(
            reply,
            subscriber.locale,
            '/subscribers',
            words.unsubscribedTitle,
            html`<p>${words.unsubscribed}</p>`,
          );
        },
      );
    });

    oldLinkRoutes(api, { audience, show });

    api.get(
      '/api/v1/subscribers',
      {
        config: read,
        schema: {
          summary: 'Subscribers',
          querystring: z.strictObject({
            state: SubscriberState.optional(),
            after: z.string().max(64).optional(),
            limit: z.coerce.number().int().min(1).max(500).default(100),
          }),
          response: { 200: z.strictObject({ items: z.array(Subscriber), next: z.string().nullable() }) },
        },
      },
      async ({ query }) => {
        const items = await subscribers.list({
          limit: query.limit,
          ...(query.state ? { state: query.state } : {}),
          ...(query.after ? { after: query.after } : {}),
        });
        return { items, next: items.length === query.limit ? items.at(-1)!.id : null };
      },
    );
    api.get(
      '/api/v1/subscribers/counts',
      {
        config: { access: 'tell:read' },
        schema: {
          summary: 'How many there are in each state',
          response: { 200: z.record(SubscriberState, z.number()) },
        },
      },
      () => subscribers.counts(),
    );
    api.post(
      '/api/v1/subscribers',
      {
        config: { ...write, showsSecret: true },
        schema: {
          summary: 'Add a subscriber',
          body: SubscriberInput,
          response: { 201: Subscriber.extend({ secret: z.string().nullable() }) },
        },
      },
      async (request, reply) => {
        await refuseStrangers(request.body.componentIds ?? null);
        const subscriber = await subscribers.add(request.body, actorOf(request).by);
        if (subscriber.state === 'pending') await askToConfirm(subscriber, await catalog.pages.default());
        return reply.status(201).send(subscriber);
      },
    );
    api.delete(
      '/api/v1/subscribers/:id',
      {
        config: write,
        schema: {
          summary: 'Erase a subscriber and what the ledger knows of them',
          params: Params,
          response: { 204: z.null() },
        },
      },
      async ({ params }, reply) => {
        await subscribers.erase(params.id);
        await carriers.ledger.erase(params.id);
        return reply.status(204).send(null);
      },
    );
    api.get(
      '/api/v1/subscribers/:id',
      { config: read, schema: { summary: 'One subscriber', params: Params, response: { 200: Subscriber } } },
      async ({ params }) => withoutSecret(await subscribers.get(params.id)),
    );

    api.get(
      '/api/v1/customers',
      {
        config: read,
        schema: {
          summary: 'Customers',
          response: { 200: z.strictObject({ items: z.array(Customer), next: z.null() }) },
        },
      },
      async () => ({ items: await customers.list(), next: null }),
    );
    api.post(
      '/api/v1/customers/imports',
      {
        config: write,
        bodyLimit: 64_000_000,
        schema: {
          summary: 'Import customers from CSV, all or nothing',
          description: 'With `plan` it answers what the import would change, and changes nothing.',
          body: z.strictObject({ csv: z.string().max(60_000_000), plan: z.boolean().default(false) }),
          response: { 200: ImportReport, 201: ImportReport },
        },
      },
      async ({ body: { csv, plan } }, reply) =>
        reply.status(plan ? 200 : 201).send(await customers.importCsv(csv, { plan })),
    );
    api.delete(
      '/api/v1/customers/:id',
      { config: write, schema: { summary: 'Erase a customer', params: Params, response: { 204: z.null() } } },
      async ({ params }, reply) => {
        await customers.erase(params.id);
        return reply.status(204).send(null);
      },
    );
  };
