/** Where live streams are opened: `/live` for readers, `/api/v1/live` for the console and for tokens. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Problem } from '#lib/problem.ts';
import type { Api } from '../api.ts';
import type { PlainRequest } from '../front/wire/request.ts';
import { rawProblem } from '../status.ts';
import type { Hub } from './hub.ts';

/** A stream opened by somebody whose rights end since then must end too; browsers come back by themselves. */
const STAFF_LIFETIME_MS = 10 * 60_000;

const REFUSALS = {
  unknown: new Problem('not-found', 'There is no page of this name to follow.'),
  'too-many': new Problem(
    'store.unavailable',
    'All live streams are taken; read the page or a feed instead.',
  ),
  'too-many-from-address': new Problem(
    'request.rate-limited',
    'Too many live streams are open from this address.',
  ),
} as const;

/** What is looked at of a request, however it was read. */
export type Asking = Pick<IncomingMessage, 'socket' | 'headers' | 'url'>;

export function liveRoutes({
  hub,
  addressOf,
  channelOf = () => 'public',
}: {
  hub: Hub;
  addressOf: (request: Asking) => string;
  /** Of the page that the request means. */
  channelOf?: (request: Asking) => string;
}) {
  const attach = (
    channel: string,
    request: IncomingMessage,
    response: ServerResponse,
    options: { lifetimeMs?: number; openToAll?: boolean },
  ) => {
    const outcome = hub.attach(channel, request, response, { address: addressOf(request), ...options });
    if (outcome !== 'attached') rawProblem(response, REFUSALS[outcome]);
  };
  return {
    attach,
    public(request: IncomingMessage, response: ServerResponse) {
      if (request.method === 'HEAD') {
        response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8' }).end();
        return;
      }
      attach(channelOf(request), request, response, { openToAll: true });
    },
    /** The same for a plain request that `node:http` never saw; what is refused is answered there, so false leaves it. */
    plain({ url, host, lastEventId, forwardedFor }: PlainRequest, socket: Socket): boolean {
      const headers = { host, ...(forwardedFor ? { 'x-forwarded-for': forwardedFor } : {}) };
      const asking = { socket, url, headers };
      const reader = { address: addressOf(asking), openToAll: true, lastId: lastEventId };
      return hub.take(channelOf(asking), socket, reader) === 'attached';
    },
    staff(api: Api) {
      const schema = { summary: 'Changes as server-sent events', tags: ['live'] };
      const config = { access: 'timeline:read' } as const;
      api.get('/api/v1/live', { config, schema, exposeHeadRoute: false }, (request, reply) => {
        reply.hijack();
        attach('staff', request.raw, reply.raw, { lifetimeMs: STAFF_LIFETIME_MS });
      });
    },
  };
}
