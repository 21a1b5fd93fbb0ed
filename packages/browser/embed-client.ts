/**
 * How an embedded element speaks with Candor: who asks, what was last heard, and what is still to be sent. Reading
 * falls back to the copy of the last time; writing goes through the outbox, so that a tick or an answer given during
 * an outage is not lost. The anonymous reader is a random id of this browser, made when the person first does
 * something, and sent to Candor alone. For a signed-in person nothing is written into the browser: whoever sits there
 * next must neither see it nor have it sent in their name.
 */
import { browserEnv, type Env, memoryStore } from './env.ts';
import { createOutbox, type Outbox, type Write } from './outbox.ts';

export type EmbedClient = {
  /** What Candor says, else the copy of the last time; null when there is neither, or when it says there is none. */
  load<T>(path: string): Promise<{ value: T; live: boolean } | null>;
  /** Keeps a write and tries to send it. False: it could not even be kept. */
  write(method: 'PUT' | 'POST', path: string, body: object): Promise<'sent' | 'kept' | 'refused' | false>;
  /** Writes under this path that have not been sent yet, oldest first. */
  pending(path: string): Write[];
  /** Candor's answer to a write, also to one that was sent later. */
  onAnswer(path: string, listener: (answer: unknown, ok: boolean) => void): () => void;
  /** The person's newest JWT; they are short-lived. */
  renew(token: string): void;
  /** Whether what is kept outlives the page. */
  lasting: boolean;
  outbox: Outbox;
};

const TIMEOUT_MS = 8_000;

export function createEmbedClient({
  origin,
  token: first = null,
  env: given = browserEnv(),
}: {
  origin: string;
  /** The signed-in person's JWT; null for an anonymous reader. */
  token?: string | null;
  env?: Env;
}): EmbedClient {
  const base = `${origin}/api/v1/embed`;
  const listeners = new Set<{ under: string; tell: (answer: unknown, ok: boolean) => void }>();
  const refused = new Set<string>();
  let token = first;
  const lasting = token === null;
  const env = lasting ? given : { ...given, store: memoryStore() };

  const outbox = createOutbox({
    name: lasting ? origin : crypto.randomUUID(),
    env,
    headers: authorization,
    async onAnswer(write, response) {
      if (!response.ok) refused.add(write.key);
      const answer = await response.json().catch(() => null);
      for (const { under, tell } of listeners) if (isUnder(write.url, under)) tell(answer, response.ok);
    },
  });

  function authorization(): Record<string, string> {
    return token === null ? {} : { Authorization: `Bearer ${token}` };
  }
  function reader(): string {
    const id = env.store.get('candor:reader') ?? crypto.randomUUID();
    env.store.set('candor:reader', id);
    return id;
  }
  const copyOf = (path: string) => `candor:embed:${base}${path}`;

  return {
    outbox,
    lasting,
    renew(next) {
      token = next;
    },
    async load<T>(path: string) {
      // A reader who never did anything is asked for nothing, not even a random number.
      const known = lasting ? env.store.get('candor:reader') : null;
      try {
        const response = await env.fetch(
          base + path + (known ? `?reader=${encodeURIComponent(known)}` : ''),
          {
            credentials: 'omit',
            headers: { Accept: 'application/json', ...authorization() },
            signal: AbortSignal.timeout(TIMEOUT_MS),
          },
        );
        if (response.ok) {
          const value = (await response.json()) as T;
          env.store.set(copyOf(path), JSON.stringify(value));
          return { value, live: true };
        }
        if (response.status < 500 && response.status !== 429) {
          env.store.set(copyOf(path), null);
          return null;
        }
      } catch {}
      const value = env.store.json<T>(copyOf(path));
      return value && { value, live: false };
    },
    async write(method, path, body) {
      const key = crypto.randomUUID();
      const who = lasting ? { reader: reader() } : {};
      if (!outbox.put({ method, url: base + path, body: { ...who, ...body }, key })) return false;
      await outbox.drain();
      if (outbox.pending().some((write) => write.key === key)) return 'kept';
      return refused.has(key) ? 'refused' : 'sent';
    },
    pending: (path) => outbox.pending().filter(({ url }) => isUnder(url, base + path)),
    onAnswer(path, tell) {
      const listener = { under: base + path, tell };
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const isUnder = (url: string, prefix: string) => url === prefix || url.startsWith(`${prefix}/`);

/** Whose token it is, to keep people apart on one browser; nobody is let in by this. */
export function subjectOf(token: string): string {
  try {
    const [, payload = ''] = token.split('.');
    const { sub } = JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/'))) as { sub?: unknown };
    return typeof sub === 'string' ? sub : token;
  } catch {
    return token;
  }
}
