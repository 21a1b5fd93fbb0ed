/**
 * A pretend server of the AT protocol with one account. What it refuses, and in which words, was taken from answers of
 * the real one (@atproto/pds 0.5.35): it checks the record's lexicon, its key, the bytes of its links, and tokens.
 */
import { createHash, randomBytes } from 'node:crypto';
import { type Asked, type Reply, type Service, startService } from './services.ts';

export const BLUESKY_PASSWORD = 'pretend-app-password';
const DID = 'did:plc:pretendpretendpretendpre';

type StrongRef = { uri: string; cid: string };
export type BlueskyPost = {
  text: string;
  createdAt: string;
  langs?: string[];
  facets?: { index: { byteStart: number; byteEnd: number }; features: { uri: string }[] }[];
  reply?: { root: StrongRef; parent: StrongRef };
  embed?: { images: { alt: string; image: { ref: { $link: string } } }[] };
};
export type PretendBluesky = Service & {
  records(): { uri: string; cid: string; value: BlueskyPost }[];
  /** Makes every access token that was given out too old. */
  expire(): void;
  sessions(): number;
};

const problem = (status: number, name: string, message: string): Reply => ({
  status,
  body: { error: name, message },
});
const invalid = (message: string) => problem(400, 'InvalidRequest', message);

export async function startBluesky({
  handle = 'status.acme.example',
  port = 0,
} = {}): Promise<PretendBluesky> {
  const records = new Map<string, { cid: string; value: BlueskyPost }>();
  const blobs = new Set<string>();
  const access = new Set<string>();
  const expired = new Set<string>();
  const refresh = new Set<string>();
  let signIns = 0;

  function session(): Reply {
    const accessJwt = `access.${randomBytes(12).toString('hex')}`;
    const refreshJwt = `refresh.${randomBytes(12).toString('hex')}`;
    access.add(accessJwt);
    refresh.add(refreshJwt);
    return { body: { accessJwt, refreshJwt, did: DID, handle, active: true } };
  }

  function put({ body }: Asked): Reply {
    const { repo, collection, rkey, record } = body as {
      repo: string;
      collection: string;
      rkey: string;
      record: BlueskyPost;
    };
    if (repo !== DID) return invalid('Invalid repo');
    if (!/^[234567a-j][234567a-z]{12}$/.test(rkey))
      return invalid(`Invalid record key for ${collection}: Invalid TID string (got "${rkey}") at $`);
    const fault = faultOf(record, blobs);
    if (fault)
      return {
        ...invalid(`Invalid app.bsky.feed.post record: ${fault}`),
        message: { to: handle, text: record.text },
      };
    const uri = `at://${DID}/${collection}/${rkey}`;
    const cid = `bafyrei${createHash('sha256').update(JSON.stringify(record)).digest('hex').slice(0, 52)}`;
    records.set(uri, { cid, value: record });
    return {
      body: { uri, cid, commit: { cid, rev: rkey }, validationStatus: 'valid' },
      message: { to: `@${handle}`, text: record.text, id: uri },
    };
  }

  function answer(asked: Asked): Reply {
    const method = asked.path.replace('/xrpc/', '');
    const token = (asked.headers['authorization'] ?? '').replace(/^Bearer /, '');
    if (method === 'com.atproto.server.createSession') {
      const { identifier, password } = asked.body as { identifier: string; password: string };
      if (identifier !== handle || password !== BLUESKY_PASSWORD)
        return problem(401, 'AuthenticationRequired', 'Invalid identifier or password');
      signIns += 1;
      return session();
    }
    if (!token) return problem(401, 'AuthMissing', 'Authentication Required');
    if (method === 'com.atproto.server.refreshSession')
      return refresh.delete(token) ? session() : problem(400, 'InvalidToken', 'Token could not be verified');
    if (expired.has(token)) return problem(400, 'ExpiredToken', 'Token has expired');
    if (!access.has(token)) return problem(400, 'InvalidToken', 'Token could not be verified');
    if (method === 'com.atproto.server.getSession') return { body: { did: DID, handle, active: true } };
    if (method === 'com.atproto.repo.putRecord') return put(asked);
    if (method === 'com.atproto.repo.uploadBlob') {
      const link = `bafkrei${createHash('sha256').update(asked.raw).digest('hex').slice(0, 52)}`;
      blobs.add(link);
      const size = Number(asked.headers['content-length']);
      return {
        body: {
          blob: { $type: 'blob', ref: { $link: link }, mimeType: asked.headers['content-type'], size },
        },
      };
    }
    return problem(501, 'MethodNotImplemented', 'Method Not Implemented');
  }

  const service = await startService({
    name: 'bluesky',
    port,
    answer,
    failure: ({ status, body, headers }) => ({
      status,
      body:
        body ??
        (status === 429
          ? { error: 'RateLimitExceeded', message: 'Rate Limit Exceeded' }
          : { error: 'InternalServerError', message: 'Internal Server Error' }),
      ...(headers ? { headers } : {}),
    }),
  });
  return {
    ...service,
    records: () => [...records].map(([uri, record]) => ({ uri, ...record })),
    expire() {
      for (const token of access) expired.add(token);
      access.clear();
    },
    sessions: () => signIns,
  };
}

function faultOf(record: BlueskyPost, blobs: Set<string>): string | null {
  const { text, createdAt, facets = [], reply, embed } = record;
  const bytes = Buffer.byteLength(text);
  const letters = [...new Intl.Segmenter().segment(text)].length;
  if (bytes > 3_000) return `string too big (maximum 3000, got ${bytes}) at $.record.text`;
  if (letters > 300) return `grapheme too big (maximum 300, got ${letters}) at $.record.text`;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(createdAt))
    return `Invalid datetime (got "${createdAt}") at $.record.createdAt`;
  for (const { index, features } of facets) {
    // The real server keeps a wrong range; readers' programs then mark the wrong words, so it is refused here.
    const marked = Buffer.from(text).subarray(index.byteStart, index.byteEnd).toString('utf8');
    if (index.byteStart < 0 || marked !== features[0]!.uri) return `facet of "${marked}" at $.record.facets`;
  }
  for (const ref of reply ? [reply.root, reply.parent] : [])
    if (!/^at:\/\/did:plc:[a-z2-7]{24}\/[\w.]+\/[a-z2-7]{13}$/.test(ref.uri) || !ref.cid)
      return `Invalid at-uri (got "${ref.uri}") at $.record.reply`;
  for (const { image } of embed?.images ?? [])
    if (!blobs.has(image.ref.$link)) return 'Expected blob value type at $.record.embed.images[0].image';
  return null;
}
