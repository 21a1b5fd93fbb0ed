/**
 * A pretend space of Google Chat with a webhook: cards, threads by key, repeats by request id.
 * Source: developers.google.com/workspace/chat (webhooks, spaces.messages.create, errors as google.rpc.Status).
 */
import { type Reply, type Service, startService } from './services.ts';

const PATH = '/v1/spaces/AAAApretend/messages';
const KEY = 'key=pretend-google-key-01&token=pretend-google-token-01';

export type PretendGoogleChat = Service & { hookUrl: string; goneUrl: string };

const no = (code: number, status: string, message: string): Reply => ({
  status: code,
  body: { error: { code, message, status } },
});

type Post = {
  text?: string;
  fallbackText?: string;
  thread?: { threadKey?: string };
  cardsV2?: {
    cardId?: string;
    card?: { header?: { title?: string }; sections?: { widgets?: unknown[] }[] };
  }[];
};

export async function startGoogleChat(): Promise<PretendGoogleChat> {
  const byRequest = new Map<string, Reply>();
  const threads = new Map<string, string>();

  const service = await startService({
    name: 'google-chat',
    answer({ method, path, query, body, raw }) {
      if (method !== 'POST' || path !== PATH) return no(404, 'NOT_FOUND', 'Requested entity was not found.');
      if (`key=${query.get('key')}&token=${query.get('token')}` !== KEY)
        return no(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.');
      const given = body as Post;
      const [card] = given.cardsV2 ?? [];
      if (!given.text && !card) return no(400, 'INVALID_ARGUMENT', 'Message cannot be empty.');
      if (card && !card.card?.header?.title)
        return no(400, 'INVALID_ARGUMENT', 'Card header must have a title.');
      if (card && !card.card?.sections?.every(({ widgets = [] }) => widgets.length > 0))
        return no(400, 'INVALID_ARGUMENT', 'Card section must have widgets.');
      if (Buffer.byteLength(raw) > 32_000) return no(400, 'INVALID_ARGUMENT', 'Message is too long.');
      const request = query.get('requestId');
      const known = request ? byRequest.get(request) : undefined;
      const key = given.thread?.threadKey;
      if (key && !threads.has(key)) threads.set(key, `spaces/AAAApretend/threads/${threads.size + 1}`);
      const isReply = query.get('messageReplyOption') === 'REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD';
      const thread = (isReply && key && threads.get(key)) || 'spaces/AAAApretend/threads/new';
      const reply = known ?? {
        body: {
          name: `spaces/AAAApretend/messages/${byRequest.size + 1}`,
          thread: { name: thread },
          createTime: '2026-03-01T10:00:00.000000Z',
        },
      };
      if (request) byRequest.set(request, reply);
      return {
        ...reply,
        message: {
          to: thread,
          text: given.fallbackText ?? given.text ?? '',
          ...(request ? { id: request } : {}),
        },
      };
    },
    failure: ({ status, retryAfterSeconds }) => ({
      ...(status === 429
        ? no(429, 'RESOURCE_EXHAUSTED', 'Resource has been exhausted (e.g. check quota).')
        : no(status, 'INTERNAL', 'Internal error encountered.')),
      ...(retryAfterSeconds === undefined ? {} : { headers: { 'retry-after': String(retryAfterSeconds) } }),
    }),
  });
  return {
    ...service,
    hookUrl: `${service.url}${PATH}?${KEY}`,
    goneUrl: `${service.url}${PATH.replace('AAAApretend', 'BBBB')}?${KEY}`,
  };
}
