/**
 * What a text claims and what is known, as data. A claim is read from words alone; it knows nothing of monitors. What
 * is known is handed in by the room that speaks; nothing here reads a clock or a row.
 */
import type { MessagePhase } from '@candor/protocol/words.ts';
import type { ComponentStatus } from '@candor/protocol/words-of-state.ts';

export type Place = { start: number; end: number };

/**
 * Of what something is claimed. `names` are ids of components, groups and regions as `Known` lists them, or
 * `region:xx`; components and regions that stand together mean what they have in common.
 */
export type Scope =
  /** What the incident is about. */
  | { of: 'incident' }
  | { of: 'everything' }
  | { of: 'named'; names: string[] }
  /** All but these; without names: all but what the incident is about. */
  | { of: 'others'; names: string[] };

export type Quantity = 'few' | 'some' | 'most' | 'all';

type Kinds = {
  /** It works, or works again. */
  well: { scope: Scope };
  /** It never broke; `past`: it did not while this lasted. */
  unaffected: { scope: Scope; past: boolean };
  affected: { scope: Scope; quantity: Quantity | null; share: number | null };
  /** `withinMinutes`: how far off the words may be. */
  start: { scope: Scope; instants: string[]; withinMinutes?: number };
  end: { scope: Scope; instants: string[] };
  duration: { minutes: number; about: boolean };
  /** When it will be over; the last possible instant of what is said. */
  estimate: { instants: string[]; range: boolean };
  checks: { failing: number; total: number };
  /** `further`: since the last word only. */
  'no-reports': { further: boolean };
  'monitors-green': Record<never, never>;
  data: { lost: boolean };
  cause: { words: string };
};

export type ClaimKind = keyof Kinds;
export type ClaimOf<K extends ClaimKind> = Place & { kind: K; text: string } & Kinds[K];
export type Claim = { [K in ClaimKind]: ClaimOf<K> }[ClaimKind];

/** A component, group or region that has a name of its own. */
export type Name = { id: string; kind: 'component' | 'group' | 'region'; names: readonly string[] };

export type KnownMonitor = {
  id: string;
  name: string;
  componentId: string;
  /** `down` when its failure is confirmed; `stale` when nobody can vouch for it now. */
  verdict: 'up' | 'down' | 'unknown';
  stale: boolean;
  /** The start of the first failing check while it is down. */
  failingSince: string | null;
  /** The last check failed and nothing has confirmed or refuted it yet. */
  doubtedAt: string | null;
  lastAt: string | null;
  detail: string;
  intervalSeconds: number;
};

export type KnownComponent = {
  id: string;
  names: readonly string[];
  groupId: string | null;
  /** As it is shown, with what this update says; null when nobody said. */
  status: ComponentStatus | null;
  /** What this very update says. */
  stated: ComponentStatus | null;
  /** The incident is about it. */
  concerned: boolean;
};

export type Trouble = {
  monitorId: string;
  monitorName: string;
  componentId: string;
  from: string;
  to: string | null;
  factId: string;
};

export type Known = {
  now: string;
  components: readonly KnownComponent[];
  groups: readonly { id: string; names: readonly string[] }[];
  monitors: readonly KnownMonitor[];
  /** What failed in this incident, over and ongoing. */
  troubles: readonly Trouble[];
  startedAt: { at: string; factId: string } | null;
  recoveredAt: string | null;
  isOver: boolean;
  /** Reports of readers about what the incident is about, since it began; newest first. */
  reports: { at: string; id: string }[] | null;
  /** Share of the measured customers that is hit, and who is hit how much, from 0 to 1. */
  exposure: {
    share: number | null;
    of: readonly { kind: string; value: string; componentId: string; weight: number; at: string }[];
  };
  /** What was said before, the oldest first, in the language of the text. */
  previous: readonly { id: string; at: string; text: string; phase: MessagePhase }[];
  policy: { estimateNeedsRange: boolean; quietSeconds: number };
};

export type Evidence = {
  kind: 'monitor' | 'fact' | 'update' | 'component' | 'reports' | 'exposure' | 'clock';
  id: string;
  at: string | null;
};

export type TruthKind =
  | 'resolved'
  | 'scope'
  | 'start'
  | 'end'
  | 'estimate'
  | 'number'
  | 'reports'
  | 'monitors'
  | 'earlier'
  | 'component';

export type Judgement = Place & {
  kind: TruthKind;
  /** An error is contradicted; a warning is only doubtful, or not known. */
  level: 'error' | 'warning';
  /** The words of the text, or the field in quotes. */
  claimed: string;
  /** What is known instead: one clause, to follow "while". */
  known: string;
  evidence: Evidence[];
  remedy: string;
};

/** `14:30 UTC`, with the day when it is not today's. */
export const clockOf = (instant: string, now: string): string =>
  instant.slice(0, 10) === now.slice(0, 10)
    ? `${instant.slice(11, 16)} UTC`
    : `${instant.slice(11, 16)} UTC on ${instant.slice(0, 10)}`;

export const listOf = (names: readonly string[]): string => {
  const shown = names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more`] : [...names];
  return new Intl.ListFormat('en').format(shown);
};
