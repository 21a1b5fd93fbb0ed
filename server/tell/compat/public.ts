/**
 * Public addresses of foreign formats that cannot lie ready as bytes: badges, which have to look at the time before
 * they say a state; oEmbed, whose answer depends on its question; sign-up through Statuspage's public API; and what
 * browsers ask before they read across sites. None of them reaches the database to show a state.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { badgeOf, oembedDocument, promisesBadge, renderBadge, shieldsDocument } from '@candor/page';
import type { Snapshot } from '@candor/protocol/snapshot.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '#lib/clock.ts';
import { type Api, type Web, withForms } from '#web';
import { given, NewSubscriber } from './fields.ts';
import { nested } from './nested.ts';
import { refuse } from './refusal.ts';
import { subscriberShape } from './shapes.ts';
import type { SubscriberCalls } from './subscribers.ts';

const OPEN = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
};
const JSON_TYPE = 'application/json; charset=utf-8';
/** Within the time for which a state holds, and never shown again without asking after that. */
const SHORT = 'public, max-age=60, must-revalidate';

type Answer = { status: number; type: string; body: string; cacheControl?: string };

const json = (status: number, body: unknown): Answer => ({
  status,
  type: JSON_TYPE,
  body: JSON.stringify(body),
});

function send(response: ServerResponse, { status, type, body, cacheControl = 'no-store' }: Answer) {
  response.writeHead(status, {
    ...OPEN,
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': cacheControl,
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  });
  response.end(body);
}

export type PublicParts = {
  web: Pick<Web, 'registerPublic' | 'shelf'>;
  /** Of the page that the request means; without one, of the default page. */
  current: (request?: IncomingMessage) => Snapshot | null;
  clock: Clock;
  subscribers: SubscriberCalls;
  storeDown: () => boolean;
};

/** In place of a component's id: the badge of what was promised and kept. */
const PROMISES = 'promises';

export function badgeAnswer(
  snapshot: Snapshot | null,
  {
    now,
    componentId,
    locale,
    as,
  }: { now: string; componentId?: string; locale: string | null; as: 'svg' | 'json' },
): Answer {
  const spoken =
    snapshot && locale && snapshot.page.locales.includes(locale) ? locale : snapshot?.page.locales[0];
  const ofPromises = componentId === PROMISES;
  const badge = snapshot
    ? ofPromises
      ? promisesBadge(snapshot, { now, locale: spoken ?? 'en' })
      : badgeOf(snapshot, {
          now,
          locale: spoken ?? 'en',
          ...(componentId === undefined ? {} : { componentId }),
        })
    : { label: 'Status', message: 'Not known', state: 'unknown' as const };
  if (!badge) return json(404, { error: 'There is no such component on this page.' });
  return {
    status: 200,
    cacheControl: SHORT,
    ...(as === 'svg'
      ? { type: 'image/svg+xml; charset=utf-8', body: renderBadge(badge) }
      : { type: JSON_TYPE, body: JSON.stringify(shieldsDocument(badge)) }),
  };
}

const SIZE = /^[1-9]\d{0,4}$/;

export function oembedAnswer(page: Snapshot['page'] | null, query: URLSearchParams): Answer {
  if (!page) return json(503, { error: 'The page is not made yet; try again in a few seconds.' });
  const format = query.get('format') ?? 'json';
  if (format !== 'json') return json(501, { error: 'Only format=json is spoken here.' });
  const [maxWidth, maxHeight] = ['maxwidth', 'maxheight'].map((name) => query.get(name));
  if ([maxWidth, maxHeight].some((size) => size !== null && size !== undefined && !SIZE.test(size)))
    return json(400, { error: 'maxwidth and maxheight are whole numbers of pixels.' });
  const asked = query.get('url') ?? '';
  const home = new URL(`${page.url}/`);
  const target = asked.startsWith('/') && !asked.startsWith('//') ? `${page.url}${asked}` : asked;
  const url = URL.canParse(target) ? new URL(target) : null;
  if (!url || url.origin !== home.origin || !`${url.pathname}/`.startsWith(home.pathname))
    return json(404, { error: `url has to be an address of ${home.href}` });
  const [first] = url.pathname.slice(home.pathname.length).split('/');
  const locale = page.locales.slice(1).find((each) => each === first);
  const size = (text: string | null | undefined) => (text ? Number(text) : null);
  return {
    ...json(
      200,
      oembedDocument(page, {
        path: locale ? `/${locale}/embed` : '/embed',
        maxWidth: size(maxWidth),
        maxHeight: size(maxHeight),
      }),
    ),
    cacheControl: SHORT,
  };
}

const queryOf = (request: IncomingMessage) =>
  new URL(request.url ?? '/', 'http://candor.invalid').searchParams;

const PREFLIGHTS = [
  '/api/v2/*',
  '/summary.json',
  '/index.json',
  '/snapshot.json',
  '/badge.json',
  '/promises.json',
];

export const publicRoutes =
  ({ web, current, clock, subscribers, storeDown }: PublicParts) =>
  (api: Api): void => {
    for (const as of ['svg', 'json'] as const)
      web.registerPublic(`/badge.${as}`, (request, response) =>
        send(
          response,
          badgeAnswer(current(request), { now: clock.now(), locale: queryOf(request).get('locale'), as }),
        ),
      );
    web.registerPublic('/oembed', (request, response) =>
      send(response, oembedAnswer(current(request)?.page ?? null, queryOf(request))),
    );

    const open = { access: 'public' } as const;
    const badge = (request: FastifyRequest, reply: FastifyReply) => {
      const [, componentId, as] =
        /^(\w{1,64})\.(svg|json)$/.exec((request.params as { file: string }).file) ?? [];
      const answer =
        componentId && as
          ? badgeAnswer(current(request.raw), {
              now: clock.now(),
              componentId,
              locale: queryOf(request.raw).get('locale'),
              as: as as 'svg' | 'json',
            })
          : json(404, { error: 'A badge is /badge/COMPONENT.svg or .json.' });
      reply.hijack();
      send(reply.raw, answer);
    };
    for (const path of ['/badge/:file', '/p/:slug/badge/:file'])
      api.get(path, { config: open, schema: { hide: true } }, badge);

    const preflight = (_request: FastifyRequest, reply: FastifyReply) =>
      reply
        .headers({
          'access-control-allow-origin': '*',
          'access-control-allow-methods': 'GET, HEAD, POST, DELETE, OPTIONS',
          'access-control-allow-headers': 'authorization, cache-control, content-type, if-none-match',
          'access-control-max-age': '86400',
        })
        .code(204)
        .send();
    for (const path of PREFLIGHTS) api.options(path, { config: open, schema: { hide: true } }, preflight);

    /** `/api/v2/summary` and `/api/v2/summary.json/` are what somebody typed; only what exists is sent on to. */
    api.get('/api/v2/*', { config: open, schema: { hide: true } }, (request: FastifyRequest, reply) => {
      reply.headers(OPEN);
      const path = request.raw
        .url!.split('?')[0]!
        .replace(/\/+$/, '')
        .replace(/(\.json)?$/, '.json');
      if (path !== request.raw.url!.split('?')[0] && web.shelf.has(path, request.headers.host))
        return reply.redirect(path, 308);
      return reply.code(404).send({ error: 'Not found' });
    });

    const signUp = (scope: Api) => {
      const fieldsOf = (body: unknown) => {
        const whole = nested((body ?? {}) as Record<string, unknown>);
        const { id, component_id } = (whole['subscriber'] ?? {}) as { id?: unknown; component_id?: unknown };
        return {
          whole,
          token: String(id ?? ''),
          component_id: component_id ? String(component_id) : undefined,
        };
      };
      const token = (request: FastifyRequest) =>
        (request.params as { token: string }).token.replace(/\.json$/, '');
      const pageId = () => current()?.page.id ?? '';
      const path = '/api/v2/subscribers.json';
      const write = { config: { access: 'public', perMinute: 10 }, schema: { hide: true } } as const;
      const read = { config: open, schema: { hide: true } };

      scope.post(path, write, async (request: FastifyRequest, reply) => {
        const { whole, component_id } = fieldsOf(request.body);
        const { email, components } = await subscribers.signUp({
          ...given(whole, 'subscriber', NewSubscriber),
          component_id,
        });
        // The same answer whether the address is known or not, so it has no id: that comes with the mail.
        const told = { id: null, mode: 'email', email, components, state: 'unconfirmed' };
        return reply
          .headers(OPEN)
          .code(202)
          .send({ page: { id: pageId() }, subscriber: told });
      });
      // Some clients send GET here. Whoever makes a browser or a crawler load an address must not subscribe anybody.
      scope.get(path, read, async (_request, reply) =>
        reply
          .headers({ ...OPEN, allow: 'POST, DELETE' })
          .code(405)
          .send({ error: 'Subscribe with POST; a GET changes nothing here.' }),
      );
      scope.delete(path, write, async (request: FastifyRequest, reply) => {
        const ended = await subscribers.endMine(fieldsOf(request.body ?? request.query).token);
        return reply.headers(OPEN).send({ subscriber: subscriberShape(ended, pageId()) });
      });
      scope.get('/api/v2/subscribers/:token', read, async (request: FastifyRequest, reply) => {
        const subscriber = await subscribers.mine(token(request));
        return reply.headers(OPEN).send({ subscriber: subscriberShape(subscriber, pageId()) });
      });
      scope.delete('/api/v2/subscribers/:token', write, async (request: FastifyRequest, reply) => {
        const ended = await subscribers.endMine(token(request));
        return reply.headers(OPEN).send({ subscriber: subscriberShape(ended, pageId()) });
      });
    };
    api.register(async (scope) => {
      const inner = scope as unknown as Api;
      inner.setErrorHandler((error, request, reply) => {
        reply.headers(OPEN);
        return refuse(error, request, reply, { storeDown: storeDown() });
      });
      withForms(inner, signUp);
    });
  };
