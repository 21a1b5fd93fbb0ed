/**
 * A pretend Mastodon server with one account: statuses with their limit, threads, idempotency keys and pictures. It
 * counts graphemes and links by itself.
 */
import { type Asked, type Reply, type Service, startService } from './services.ts';

export const MASTODON_TOKEN = 'pretend-mastodon-token';

export type Status = {
  id: string;
  content: string;
  visibility: string;
  language: string;
  in_reply_to_id: string | null;
  media: string[];
};
export type PretendMastodon = Service & {
  statuses(): Status[];
  remove(id: string): void;
  description(mediaId: string): string;
};

const error = (status: number, words: string): Reply => ({ status, body: { error: words } });

export async function startMastodon({
  acct = 'status',
  maxCharacters = 500,
  port = 0,
} = {}): Promise<PretendMastodon> {
  const statuses = new Map<string, Status>();
  const keys = new Map<string, string>();
  const pictures = new Map<string, string>();
  let count = 109_000_000_000_000_000n;
  const nextId = () => {
    count += 1n;
    return String(count);
  };

  function create({ headers, body, origin }: Asked): Reply {
    const given = body as {
      status?: string;
      in_reply_to_id?: string;
      media_ids?: string[];
      visibility?: string;
      language?: string;
    };
    const text = given.status ?? '';
    const shown = (id: string): Reply => ({
      status: 200,
      body: {
        id,
        url: `${origin}/@${acct}/${id}`,
        uri: `${origin}/users/${acct}/statuses/${id}`,
        ...statuses.get(id),
      },
      message: { to: `@${acct}`, text, id: headers['idempotency-key'] ?? id },
    });
    const known = keys.get(headers['idempotency-key'] ?? '');
    if (known) {
      const { message: _, ...again } = shown(known);
      return again;
    }
    if (!text) return error(422, "Validation failed: Text can't be blank");
    const counted = text.replace(/https?:\/\/\S+/g, 'x'.repeat(23));
    if ([...new Intl.Segmenter().segment(counted)].length > maxCharacters)
      return error(422, `Validation failed: Text character limit of ${maxCharacters} exceeded`);
    if (given.in_reply_to_id && !statuses.has(given.in_reply_to_id))
      return error(404, 'The post you are trying to reply to does not appear to exist.');
    if (given.media_ids?.some((id) => !pictures.has(id)))
      return error(422, 'Validation failed: Media attachments is invalid');
    const id = nextId();
    statuses.set(id, {
      id,
      content: text,
      visibility: given.visibility ?? 'public',
      language: given.language ?? 'en',
      in_reply_to_id: given.in_reply_to_id ?? null,
      media: given.media_ids ?? [],
    });
    if (headers['idempotency-key']) keys.set(headers['idempotency-key'], id);
    return shown(id);
  }

  function answer(asked: Asked): Reply {
    const { method, path, headers, raw } = asked;
    if (method === 'GET' && path === '/api/v2/instance')
      return {
        body: {
          domain: 'mastodon.example',
          version: '4.5.0',
          configuration: {
            statuses: {
              max_characters: maxCharacters,
              max_media_attachments: 4,
              characters_reserved_per_url: 23,
            },
          },
        },
      };
    if (headers['authorization'] !== `Bearer ${MASTODON_TOKEN}`)
      return error(401, 'The access token is invalid');
    if (method === 'GET' && path === '/api/v1/accounts/verify_credentials')
      return { body: { id: '1', username: acct, acct, display_name: 'Status' } };
    if (method === 'POST' && path === '/api/v1/statuses') return create(asked);
    if (method === 'POST' && path === '/api/v2/media') {
      if (!/name="file"; filename=/.test(raw)) return error(422, 'Validation failed: File must be set');
      const id = nextId();
      pictures.set(id, /name="description"\r\n\r\n([^\r]*)/.exec(raw)?.[1] ?? '');
      return { body: { id, type: 'image', url: `${asked.origin}/media/${id}.png` } };
    }
    return error(404, 'Record not found');
  }

  const service = await startService({
    name: 'mastodon',
    port,
    answer,
    failure: ({ status, body, headers, retryAfterSeconds }) => ({
      status,
      body: body ?? { error: status === 429 ? 'Too many requests' : 'Something went wrong on our end' },
      headers: {
        ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
        ...headers,
      },
    }),
  });
  return {
    ...service,
    statuses: () => [...statuses.values()],
    remove: (id) => void statuses.delete(id),
    description: (id) => pictures.get(id) ?? '',
  };
}
