/**
 * Keeps the freshest proven copy of several origins: houses, or plain hosts with outside copies. A list is taken only
 * when the pinned key vouches for it and its version is higher than that at hand; a document only when its SHA-256
 * stands in that list, from whichever origin. What is at hand stays until something newer is whole. Knows no server,
 * no disk and no runtime: fetch, time and storage are handed in.
 */
import type { CopyList, SignedCopy } from '@candor/protocol/outside.ts';
import { digestHex, followed, type KeyChain, provenBy } from './proof.ts';

export type Bytes = Uint8Array<ArrayBuffer>;
/** A document as it can be served now. */
export type Found = {
  body: Bytes;
  sha256: string;
  headers: Record<string, string>;
  madeAt: string;
  validUntil: string;
};
export type OriginState = {
  origin: string;
  lastAnswerAt: string | null;
  version: number | null;
  problem: string | null;
};
/** Documents by their digest, over restarts. What it gives is checked again by whoever asks. */
export type Keep = {
  get(sha256: string): Promise<Bytes | null>;
  put(sha256: string, body: Bytes): Promise<void>;
};

type Held = { list: CopyList; text: string };
export type Reader = ReturnType<typeof createReader>;

const ANSWER_MS = 8_000;
const MOST_LIST_BYTES = 8 * 1024 * 1024;
const MOST_DOCUMENT_BYTES = 32 * 1024 * 1024;
const AT_ONCE = 6;
/** An origin whose clock is ahead would keep everything that follows from being newer. */
const FUTURE_MS = 600_000;

export function createReader({
  origins,
  publicKey,
  fetch,
  nowMs,
  eager,
  keep = null,
  onTaken = async () => {},
}: {
  origins: readonly string[];
  publicKey: string;
  fetch: typeof globalThis.fetch;
  nowMs: () => number;
  /** Fetches every document before it takes a list; else each when it is asked for. */
  eager: boolean;
  keep?: Keep | null;
  /** Told of each list that was taken. */
  onTaken?: (held: Held) => Promise<void>;
}) {
  const bases = origins.map((origin) => origin.replace(/\/+$/, ''));
  const states = new Map<string, OriginState>(
    bases.map((origin) => [origin, { origin, lastAnswerAt: null, version: null, problem: 'not asked yet' }]),
  );
  const tags = new Map<string, string>();
  /** Origins that serve files by their names and not documents by their paths. */
  const byFile = new Set<string>();
  const bodies = new Map<string, Bytes>();
  /** The newest body of each path, for when the list is newer than what can be had. */
  const lastGood = new Map<string, Found>();
  let held: Held | null = null;
  /** The pinned key, or the one that it was handed over to. */
  let trusted = publicKey;
  let polling: Promise<void> | null = null;

  async function ask(url: string, most: number, headers: Record<string, string> = {}) {
    const response = await fetch(url, {
      headers,
      redirect: 'follow',
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    if (!response.ok) {
      await response.body?.cancel();
      return { response, body: null };
    }
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      size += part.length;
      if (size > most) throw new Error(`the answer is larger than ${most} bytes`);
      parts.push(part);
    }
    const body = new Uint8Array(size);
    let at = 0;
    for (const part of parts) {
      body.set(part, at);
      at += part.length;
    }
    return { response, body };
  }

  /** The list of an origin when it is proven and newer than what is at hand, else null. */
  async function listOf(origin: string): Promise<(Held & { origin: string; tag: string | null }) | null> {
    const state = states.get(origin)!;
    const say = (problem: string | null) => {
      state.problem = problem;
      return null;
    };
    try {
      const known = tags.get(origin);
      const { response, body } = await ask(
        `${origin}/copy.json`,
        MOST_LIST_BYTES,
        known ? { 'if-none-match': known } : {},
      );
      if (response.status === 304) {
        state.lastAnswerAt = new Date(nowMs()).toISOString();
        return say(null);
      }
      if (!body) return say(`it answered ${response.status}`);
      const text = new TextDecoder().decode(body);
      const signed = JSON.parse(text) as SignedCopy;
      const list = await provenList(signed, () => keysOf(origin));
      if (!list) return say('its list is not signed by the pinned key');
      state.lastAnswerAt = new Date(nowMs()).toISOString();
      state.version = list.version;
      if (held && list.version <= held.list.version) {
        if (list.version === held.list.version) return say(null);
        return say('its copy is older than the one at hand');
      }
      if (held && Date.parse(list.madeAt) > nowMs() + FUTURE_MS) return say('its copy is from the future');
      say(null);
      return { list, text, origin, tag: response.headers.get('etag') };
    } catch (error) {
      return say(`no usable answer (${(error as Error).message})`);
    }
  }

  const KEYS = '/log/keys.json';
  async function keysOf(origin: string): Promise<KeyChain> {
    const { body } = await ask(`${origin}${KEYS}`, MOST_LIST_BYTES);
    return body ? (JSON.parse(new TextDecoder().decode(body)) as KeyChain) : {};
  }
  /** The chain proves itself, so it may come from a list that is not proven yet. */
  async function keysKept(signed: SignedCopy): Promise<KeyChain> {
    const document = signed.copy?.documents?.[KEYS];
    const body = document && (await keep?.get(document.sha256));
    return body ? (JSON.parse(new TextDecoder().decode(body)) as KeyChain) : {};
  }

  async function provenList(signed: SignedCopy, chain: () => Promise<KeyChain>): Promise<CopyList | null> {
    const { copy } = signed;
    const shaped =
      copy?.schema === 'candor.copy/1' &&
      Number.isSafeInteger(copy.version) &&
      typeof copy.madeAt === 'string' &&
      typeof copy.validUntil === 'string' &&
      Array.isArray(copy.headers) &&
      typeof copy.documents === 'object';
    if (!shaped) return null;
    if (await provenBy(trusted, copy, signed, copy.madeAt)) return copy;
    if (signed.publicKey === trusted) return null;
    const next = await chain().then(
      (keys) => followed(trusted, keys),
      () => trusted,
    );
    if (next === trusted || !(await provenBy(next, copy, signed, copy.madeAt))) return null;
    trusted = next;
    return copy;
  }

  /** A document by its digest: at hand, kept, or from any origin that has these very bytes. */
  async function bodyOf(
    path: string,
    { file, sha256 }: { file: string; sha256: string },
    from: readonly string[],
  ): Promise<Bytes | null> {
    const there = bodies.get(sha256);
    if (there) return there;
    const kept = await keep?.get(sha256).catch(() => null);
    if (kept && (await digestHex(kept)) === sha256) return kept;
    for (const origin of from) {
      const names = [path, `/${file}`];
      for (const name of byFile.has(origin) ? names.toReversed() : names) {
        const body = await ask(`${origin}${encodeURI(name)}`, MOST_DOCUMENT_BYTES).then(
          ({ body: got }) => got,
          () => null,
        );
        if (!body || (await digestHex(body)) !== sha256) continue;
        if (name !== path) byFile.add(origin);
        await keep?.put(sha256, body).catch(() => {});
        return body;
      }
    }
    return null;
  }

  /** Everything that the list names; false when something could not be had. */
  async function complete(list: CopyList, from: readonly string[]): Promise<boolean> {
    const wanted = Object.entries(list.documents).values();
    let whole = true;
    const line = async () => {
      for (const [path, document] of wanted) {
        if (!whole) return;
        const body = await bodyOf(path, document, from);
        if (body) bodies.set(document.sha256, body);
        else whole = false;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, line));
    return whole;
  }

  async function pollOnce(): Promise<void> {
    const found = (await Promise.all(bases.map(listOf))).filter((each) => each !== null);
    found.sort((a, b) => b.list.version - a.list.version);
    for (const { list, text, origin, tag } of found) {
      if (held && list.version <= held.list.version) {
        if (list.version === held.list.version && tag) tags.set(origin, tag);
        continue;
      }
      const from = [origin, ...bases.filter((base) => base !== origin)];
      if (eager && !(await complete(list, from))) {
        states.get(origin)!.problem = 'a document of its copy could not be had as its list says';
        continue;
      }
      await take({ list, text });
      if (tag) tags.set(origin, tag);
    }
    const named = new Set(Object.values(held?.list.documents ?? {}).map(({ sha256 }) => sha256));
    for (const digest of bodies.keys()) if (!named.has(digest)) bodies.delete(digest);
  }

  async function take(next: Held) {
    // What was read under the list before is the last resort when these origins are gone before it is read anew.
    if (!eager && held)
      for (const path of Object.keys(held.list.documents)) {
        const found = fromMemory(path);
        if (found) lastGood.set(path, found);
      }
    held = next;
    await onTaken(next).catch(() => {});
  }

  const shaped = (list: CopyList, path: string, body: Bytes): Found => ({
    body,
    sha256: list.documents[path]!.sha256,
    headers: list.headers[list.documents[path]!.headers] ?? {},
    madeAt: list.madeAt,
    validUntil: list.validUntil,
  });
  const fromMemory = (path: string): Found | null => {
    const document = held?.list.documents[path];
    const body = document && bodies.get(document.sha256);
    return held && body ? shaped(held.list, path, body) : null;
  };

  return {
    /** Asks every origin once; a poll that is under way is waited for instead. */
    poll: () => (polling ??= pollOnce().finally(() => (polling = null))),
    /** Begins with a copy that was kept; answers whether it could be proven and is whole. */
    async begin(text: string): Promise<boolean> {
      try {
        const signed = JSON.parse(text) as SignedCopy;
        const list = await provenList(signed, () => keysKept(signed));
        if (!list || (eager && !(await complete(list, [])))) return false;
        held = { list, text };
        return true;
      } catch {
        return false;
      }
    },
    has: (path: string): boolean => held !== null && Object.hasOwn(held.list.documents, path),
    async find(path: string): Promise<Found | null> {
      if (!held || !Object.hasOwn(held.list.documents, path)) return null;
      const { list } = held;
      const body = await bodyOf(path, list.documents[path]!, bases);
      if (!body) return lastGood.get(path) ?? null;
      bodies.set(list.documents[path]!.sha256, body);
      return shaped(list, path, body);
    },
    held: () => held,
    /** The key that lists are held against now. */
    trusted: () => trusted,
    origins: () => [...states.values()],
    /** Bytes of documents in memory. */
    size: () => [...bodies.values()].reduce((sum, body) => sum + body.length, 0),
  };
}
