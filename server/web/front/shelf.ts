/**
 * The shelf: prepared answers to public addresses, in memory, with a copy on disk from which a process that cannot
 * reach its database starts. A set (one page in all its locales, feeds and documents) is swapped as a whole, so that
 * a reader never sees half of a change. Never renders, never asks anybody, never lets a stranger's query string,
 * Host header or path decide more than which prepared answer is read.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '#lib/log.ts';
import { createShelfDisk } from './disk.ts';
import { digestOf, type Entry, prepare, quickly, type ShelfItem, thoroughly } from './entry.ts';
import { send } from './send.ts';

export type { Entry, ShelfItem } from './entry.ts';

export type Shelf = {
  /**
   * Replaces a whole set at once. Keys are paths (`/`, `/de/`, `/feed.rss`); a key may carry a query string
   * (`/feed.rss?per=update`), any other query string is ignored. `host` binds the set to a Host name of its own.
   * Resolves when readers see it; the disk has it soon after. A newer replacement always wins over an older one.
   * An item that was on the shelf before costs nothing, so whoever renders keeps the items that did not change.
   */
  replace(
    set: string,
    items: ReadonlyMap<string, ShelfItem>,
    options?: { host?: string | null },
  ): Promise<void>;
  /** Puts one address as a set of its own. */
  put(path: string, item: ShelfItem): Promise<void>;
  remove(set: string): Promise<void>;
  has(path: string, host?: string): boolean;
  /** The plain bytes that stand at an address now, also when the last process left them. */
  body(path: string, host?: string): Buffer | undefined;
  /** Every path of a set, for outside copies. */
  paths(set: string): string[];
  /** The names of the sets. */
  sets(): string[];
  /** The prepared answers of a set, to read. */
  entries(set: string): ReadonlyMap<string, Entry>;
  /** Told the name of each set that readers see anew. */
  onReplaced(listener: (set: string) => void): void;
  /** Reads what the last process left; sets that are already there are newer and stay. */
  load(): Promise<void>;
  size(): number;
};

/** The shelf as the front handler sees it. */
export type AnsweringShelf = Shelf & {
  find(url: string, host: string | undefined): Entry | undefined;
  answer(
    request: IncomingMessage,
    response: ServerResponse,
    instead?: { path?: string; status?: number; host?: string },
  ): boolean;
};

type Paths = Map<string, Entry>;
type ShelfSet = { host: string | null; entries: Paths };

/** During an incident a page may change every second; what nobody reads for long is not worth its pressing. */
const PRESS_AFTER_MS = 1_000;

export function createShelf({
  folder,
  log,
  track = () => {},
  pressAfterMs = PRESS_AFTER_MS,
}: {
  folder: string;
  log: Log;
  track?: (work: Promise<unknown>) => void;
  /** How long a set has to be calm before it is pressed at its best; zero presses at once, and is waited for. */
  pressAfterMs?: number;
}): AnsweringShelf {
  const disk = createShelfDisk({ folder, log });
  const sets = new Map<string, ShelfSet>();
  const turns = new Map<string, number>();
  /** Whoever brings the same item again gets the same entry, without a look into it. */
  const prepared = new WeakMap<ShelfItem, Entry>();
  const listeners: ((set: string) => void)[] = [];
  /** Entries that have every encoding at its best. */
  const pressed = new WeakSet<Entry>();
  let anyHost: Paths = new Map();
  let byHost = new Map<string, Paths>();

  const rebuild = () => {
    const any: Paths = new Map();
    const hosts = new Map<string, Paths>();
    for (const { host, entries } of sets.values()) {
      let paths = any;
      if (host !== null) {
        paths = hosts.get(host) ?? new Map();
        hosts.set(host, paths);
      }
      for (const [path, entry] of entries) paths.set(path, entry);
    }
    anyHost = any;
    byHost = hosts;
  };

  const find = (url: string, host: string | undefined): Entry | undefined => {
    const paths = byHost.size === 0 || host === undefined ? anyHost : (byHost.get(hostName(host)) ?? anyHost);
    const exact = paths.get(url);
    if (exact) return exact;
    const query = url.indexOf('?');
    return query < 0 ? undefined : paths.get(url.slice(0, query));
  };

  const replace: Shelf['replace'] = async (set, items, { host = null } = {}) => {
    const turn = (turns.get(set) ?? 0) + 1;
    turns.set(set, turn);
    const old = sets.get(set)?.entries;
    const make = async (path: string, item: ShelfItem): Promise<Entry> => {
      const digest = digestOf(item);
      const same = old?.get(path);
      if (same?.digest === digest) return same;
      const entry = prepare(item, digest);
      const zipped = await quickly(entry);
      if (zipped) entry.answers.gzip = zipped;
      return entry;
    };
    // One item may stand at several addresses.
    const making = new Map<ShelfItem, Promise<Entry>>();
    const entries: Paths = new Map();
    for (const [path, item] of items) {
      const known = prepared.get(item);
      if (!known && !making.has(item)) making.set(item, make(path, item));
    }
    await Promise.all([...making].map(async ([item, entry]) => prepared.set(item, await entry)));
    if (turns.get(set) !== turn) return;
    for (const [path, item] of items) entries.set(path, prepared.get(item)!);
    const current = { host: host === null ? null : hostName(host), entries };
    sets.set(set, current);
    rebuild();
    for (const tell of listeners) tell(set);
    track(disk.write(set, current));
    pressLater(set, current.entries);
  };

  const presses = new Map<string, NodeJS.Timeout>();
  /** What readers need not wait for: every encoding at its best. */
  const pressLater = (set: string, entries: Paths) => {
    clearTimeout(presses.get(set));
    if (pressAfterMs === 0) return track(press(set, entries));
    const go = () => track(press(set, entries));
    presses.set(set, setTimeout(go, pressAfterMs).unref());
  };
  const press = async (set: string, entries: Paths) => {
    for (const entry of new Set(entries.values())) {
      if (pressed.has(entry)) continue;
      // What is left undone is done by whoever came after.
      if (sets.get(set)?.entries !== entries) return;
      for await (const [encoding, answer] of thoroughly(entry)) entry.answers[encoding] = answer;
      pressed.add(entry);
    }
  };

  return {
    find,
    replace,
    put: (path, item) => replace(path, new Map([[path, item]])),
    async remove(set) {
      turns.set(set, (turns.get(set) ?? 0) + 1);
      clearTimeout(presses.get(set));
      sets.delete(set);
      rebuild();
      await disk.remove(set);
    },
    body: (path, host) => find(path, host)?.answers.identity.body,
    has: (path, host) => find(path, host) !== undefined,
    paths: (set) => [...(sets.get(set)?.entries.keys() ?? [])],
    sets: () => [...sets.keys()],
    entries: (set) => sets.get(set)?.entries ?? new Map(),
    onReplaced: (listener) => void listeners.push(listener),
    size: () => sets.size,
    async load() {
      for (const [set, found] of await disk.read()) {
        if (turns.has(set)) continue;
        sets.set(set, found);
        pressLater(set, found.entries);
      }
      rebuild();
    },
    /** Answers from the shelf, or says false and leaves the response untouched. */
    answer(request, response, { path, status, host } = {}) {
      const { method } = request;
      if (method !== 'GET' && method !== 'HEAD') return false;
      const entry = find(path ?? request.url!, host ?? request.headers.host);
      if (!entry) return false;
      send(request, response, entry, status ?? entry.status);
      return true;
    },
  };
}

/** The name without its port, in lower case; strangers send anything here, so it is only ever a lookup key. */
const hostName = (host: string): string => host.toLowerCase().replace(/\.?(:\d+)?$/, '');
