/**
 * A pretend X: API v2 for one account, signed with OAuth 1.0a. It counts weighted characters by itself, refuses the
 * same text twice, shortens links and escapes letters as the real one does, and knows which posts are gone.
 */
import { createHmac } from 'node:crypto';
import { type Asked, type Reply, type Service, startService } from './services.ts';

export const X_KEYS = {
  apiKey: 'pretend-api-key',
  apiKeySecret: 'pretend-api-key-secret',
  accessToken: '1234-pretend-access-token',
  accessTokenSecret: 'pretend-access-token-secret',
};

export type XPost = { id: string; text: string; at: string; answers: string | null; media: string[] };
export type PretendX = Service & { posts(): XPost[]; remove(id: string): void; alt(mediaId: string): string };

const problem = (status: number, title: string, detail: string, type = 'about:blank'): Reply => ({
  status,
  body: { title, detail, type, status },
});

export async function startX({
  handle = 'acme_status',
  port = 0,
  now = () => new Date().toISOString(),
} = {}): Promise<PretendX> {
  const posts = new Map<string, XPost>();
  const alts = new Map<string, string>();
  const nonces = new Set<string>();
  let count = 1_800_000_000_000_000_000n;
  const nextId = () => {
    count += 1n;
    return String(count);
  };

  function create({ text = '', reply, media }: Created): Reply {
    const over = weight(text) > 280;
    const message = { to: `@${handle}`, text };
    if (!text) return problem(400, 'Invalid Request', 'One or more parameters to your request was invalid.');
    if (over) return { ...problem(403, 'Forbidden', 'Your Tweet text is too long.'), message };
    const answers = reply?.in_reply_to_tweet_id ?? null;
    if (answers && !posts.has(answers))
      return problem(
        403,
        'Forbidden',
        'You attempted to reply to a Tweet that is deleted or not visible to you.',
      );
    if ([...posts.values()].some((one) => one.text === text))
      return {
        ...problem(403, 'Forbidden', 'You are not allowed to create a Tweet with duplicate content.'),
        message,
      };
    const id = nextId();
    posts.set(id, { id, text, answers, media: media?.media_ids ?? [], at: now() });
    return {
      status: 201,
      body: { data: { id, text: shortened(text).text, edit_history_tweet_ids: [id] } },
      message: { ...message, id },
    };
  }

  function answer(asked: Asked): Reply {
    if (!isSigned(asked, nonces)) return problem(401, 'Unauthorized', 'Unauthorized');
    const { method, path, body } = asked;
    if (method === 'GET' && path === '/2/users/me')
      return { body: { data: { id: '42', name: 'Acme', username: handle } } };
    if (method === 'GET' && path === '/2/users/42/tweets')
      return {
        body: {
          data: [...posts.values()]
            .reverse()
            .map(({ id, text, at }) => ({ id, created_at: at, ...shortened(text) })),
          meta: { result_count: posts.size },
        },
      };
    if (method === 'POST' && path === '/2/tweets') return create(body as Created);
    if (method === 'POST' && path === '/2/media/upload') {
      if (!asked.raw.includes('name="media_category"\r\n\r\ntweet_image') || !asked.raw.includes('PNG'))
        return problem(400, 'Invalid Request', 'media is missing');
      return { body: { data: { id: nextId(), media_key: '3_1', expires_after_secs: 86_400 } } };
    }
    if (method === 'POST' && path === '/2/media/metadata') {
      const { id, metadata } = body as { id: string; metadata: { alt_text: { text: string } } };
      alts.set(id, metadata.alt_text.text);
      return { body: { data: { id } } };
    }
    return problem(404, 'Not Found', 'Not Found');
  }

  const service = await startService({
    name: 'x',
    port,
    answer,
    failure: ({ status, body, headers }) => ({
      status,
      body: body ?? {
        title: status === 429 ? 'Too Many Requests' : 'Service Unavailable',
        type: 'about:blank',
        status,
      },
      ...(headers ? { headers } : {}),
    }),
  });
  return {
    ...service,
    posts: () => [...posts.values()],
    remove: (id) => void posts.delete(id),
    alt: (id) => alts.get(id) ?? '',
  };
}

type Created = {
  text?: string;
  reply?: { in_reply_to_tweet_id: string };
  media?: { media_ids: string[] };
};

/** As X gives a text back: links behind its own, three letters escaped. */
function shortened(text: string) {
  const urls: { url: string; expanded_url: string }[] = [];
  const short = text.replace(/https?:\/\/\S+/g, (link) => {
    const url = `https://t.co/a${urls.length}`;
    urls.push({ url, expanded_url: link });
    return url;
  });
  const escaped = short.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return { text: escaped, ...(urls.length > 0 ? { entities: { urls } } : {}) };
}

/** Its own count, made otherwise than the product's: every address 23, everything beyond the light ranges 2 a code point, joined emoji 2. */
export function weight(text: string): number {
  const links = text.match(/https?:\/\/\S+/g) ?? [];
  let sum = links.length * 23;
  for (const { segment } of new Intl.Segmenter().segment(
    text.replace(/https?:\/\/\S+/g, '').normalize('NFC'),
  ))
    if (/\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u.test(segment)) sum += 2;
    else
      for (const point of [...segment].map((letter) => letter.codePointAt(0)!))
        sum +=
          point < 4_352 ||
          (point > 8_191 && point < 8_206) ||
          (point > 8_207 && point < 8_224) ||
          (point > 8_241 && point < 8_248)
            ? 1
            : 2;
  return sum;
}

function isSigned({ method, path, query, headers, origin }: Asked, nonces: Set<string>): boolean {
  const given = Object.fromEntries(
    [...(headers['authorization'] ?? '').matchAll(/(oauth_\w+)="([^"]*)"/g)].map(([, name, value]) => [
      name,
      decodeURIComponent(value!),
    ]),
  );
  const { oauth_signature, oauth_nonce = '', ...rest } = given as Record<string, string>;
  // A nonce is good for one request.
  if (!oauth_nonce || nonces.has(oauth_nonce)) return false;
  nonces.add(oauth_nonce);
  if (rest['oauth_consumer_key'] !== X_KEYS.apiKey || rest['oauth_token'] !== X_KEYS.accessToken)
    return false;
  const strict = (text: string) =>
    encodeURIComponent(text).replace(/[!*'()]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const pairs = Object.entries({ ...rest, oauth_nonce, ...Object.fromEntries(query) })
    .map(([name, value]) => `${strict(name)}=${strict(value)}`)
    .sort();
  const base = `${method}&${strict(origin + path)}&${strict(pairs.join('&'))}`;
  const key = `${strict(X_KEYS.apiKeySecret)}&${strict(X_KEYS.accessTokenSecret)}`;
  return createHmac('sha1', key).update(base).digest('base64') === oauth_signature;
}
