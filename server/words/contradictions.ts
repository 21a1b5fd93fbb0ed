/**
 * The truth gate's rule as the linter asks it: a text, names of failing monitors, and components with their status. The
 * tell room asks the whole rule (`truth/`) with all that it knows.
 */
import type { MessagePhase } from '@candor/protocol/words.ts';
import type { ComponentStatus } from '@candor/protocol/words-of-state.ts';
import { type Claim, judge, type Known, listOf, namesOf, readClaims } from './truth/index.ts';

export type Contradiction = {
  rule: 'H06';
  /** What is claimed, and what is seen instead; one sentence for the author. */
  claim: string;
  /** Where in the text; both zero when it is the phase that contradicts. */
  start: number;
  end: number;
};

export type TruthInput = {
  text: string;
  phase: MessagePhase;
  locale?: string;
  components?: readonly { name: string; status: ComponentStatus }[];
  /** Where it is known which fail, if only that none does, a status may be older than a text that says "works again". */
  failingMonitors?: readonly string[];
};

const CLOSING: readonly MessagePhase[] = ['resolved', 'completed'];

export function contradictions({
  text,
  phase,
  locale = 'en',
  components = [],
  failingMonitors: given,
}: TruthInput): Contradiction[] {
  const failingMonitors = given ?? [];
  const failing =
    failingMonitors.length > 0
      ? `${listOf(failingMonitors)} still ${failingMonitors.length === 1 ? 'fails' : 'fail'}`
      : null;
  const found: Contradiction[] = [];
  if (CLOSING.includes(phase) && failing)
    found.push({ rule: 'H06', claim: `"${phase}", while ${failing}.`, start: 0, end: 0 });
  const known = knownFrom(components, failingMonitors);
  const { claims } = readClaims(text, locale, { names: namesOf(known), now: known.now, around: null });
  const judged = claims.filter((claim) => isJudged(claim, text, failing !== null));
  // Without word of the monitors the statuses are all there is; what is merely slow may be called good while it is watched.
  const left = given ? [] : claims.filter((claim) => claim.kind === 'well' && !judged.includes(claim));
  const firm = CLOSING.includes(phase)
    ? components
    : components.map((each) =>
        each.status === 'degraded_performance' ? ({ ...each, status: 'operational' } as const) : each,
      );
  return [
    ...found,
    ...[...judge(judged, known), ...(left.length > 0 ? judge(left, knownFrom(firm, [])) : [])]
      .filter(({ level }) => level === 'error')
      .map(
        ({ claimed, known: seen, start, end }): Contradiction => ({
          rule: 'H06',
          claim: `"${claimed}", while ${seen}.`,
          start,
          end,
        }),
      ),
  ];
}

/** As if it had never failed, and not that it works again. */
const AS_EVER =
  /(?<!\p{L})(?:normal\p{L}*|as usual|as ever|as expected|wie gewohnt|wie immer|wie üblich|uneingeschränkt|comme d'habitude|como siempre|como sempre)(?!\p{L})|(?:通常|普段)(?:どおり|通り)/iu;

/** "De nouveau normalement": it did fail, and works again. */
const AGAIN =
  /(?<!\p{L})(?:again|once more|wieder|erneut|(?:de|à) nouveau|de nuevo|otra vez|de novo|novamente)(?!\p{L})|再び/iu;

/**
 * What can be judged by names of failing monitors and by statuses alone: not how many are hit, nor any time or number.
 * A status may be older than the text, so it does not speak against "it works again", but where everything is said to.
 */
function isJudged(claim: Claim, text: string, fails: boolean): boolean {
  if (claim.kind === 'well')
    return (
      fails ||
      claim.scope.of === 'everything' ||
      claim.scope.of === 'others' ||
      isAsEver(thoughtFrom(text, claim))
    );
  return claim.kind === 'unaffected' || claim.kind === 'monitors-green';
}

/** A claim with what follows it in its thought: "works" may go on "as usual". */
const thoughtFrom = (text: string, { start, end }: Claim) =>
  text.slice(start, end) + /^[^.,;:!?\n。、]{0,30}/u.exec(text.slice(end))?.[0];

const isAsEver = (thought: string) => AS_EVER.test(thought) && !AGAIN.test(thought);

/** The part of the incident that no component names. */
const UNNAMED = 'component:unnamed';

/** What is shown as broken is what it is about, or else everything; a monitor vouches for the component in its name. */
function knownFrom(components: TruthInput['components'] & {}, failingMonitors: readonly string[]): Known {
  const now = new Date(0).toISOString();
  const isRed = ({ status }: { status: ComponentStatus }) =>
    status !== 'operational' && status !== 'under_maintenance';
  const anyRed = components.some(isRed);
  const isAbout = (monitor: string, name: string) => monitor.toLowerCase().includes(name.toLowerCase());
  const ofMonitor = (monitor: string) => {
    const named = components.findIndex(({ name }) => isAbout(monitor, name));
    const red = components.filter(isRed);
    if (named >= 0) return `component:${named}`;
    return red.length === 1 ? `component:${components.indexOf(red[0]!)}` : UNNAMED;
  };
  const monitors = failingMonitors.map((name, i) => ({
    id: `monitor:${i}`,
    name,
    componentId: ofMonitor(name),
  }));
  return {
    now,
    components: [
      ...components.map((component, i) => ({
        id: `component:${i}`,
        names: [component.name],
        groupId: null,
        status: component.status,
        stated: null,
        concerned: anyRed ? isRed(component) : true,
      })),
      { id: UNNAMED, names: [], groupId: null, status: null, stated: null, concerned: true },
    ],
    groups: [],
    monitors: monitors.map((monitor) => ({
      ...monitor,
      verdict: 'down',
      stale: false,
      failingSince: null,
      doubtedAt: null,
      lastAt: null,
      detail: '',
      intervalSeconds: 30,
    })),
    troubles: monitors.map(({ id, name, componentId }) => ({
      monitorId: id,
      monitorName: name,
      componentId,
      from: now,
      to: null,
      factId: '',
    })),
    startedAt: null,
    recoveredAt: null,
    isOver: false,
    reports: null,
    exposure: { share: null, of: [] },
    previous: [],
    policy: { estimateNeedsRange: false, quietSeconds: 0 },
  };
}
