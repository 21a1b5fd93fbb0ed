/**
 * The truth gate's rule, pure: each claim against what is known. What is contradicted is an error; what nobody can vouch
 * for, or only may be wrong, is a warning that says so. A measurement that is missing or stale is never green.
 */
import type { Claim, ClaimOf, Evidence, Judgement, Known, KnownMonitor } from './claim.ts';
import { clockOf, listOf } from './claim.ts';
import { judgeAffected, judgeExposure } from './judge-scope.ts';
import { judgeDuration, judgeEnd, judgeEstimate, judgeStart } from './judge-times.ts';
import { createReach } from './scope.ts';

const RED = new Set(['degraded_performance', 'partial_outage', 'major_outage']);
/** Who failed twice is believed after this long at the latest. */
const RELAPSED_QUIET_SECONDS = 300;

export type Reach = ReturnType<typeof createReach>;

export const evidenceOf = ({ id, failingSince, lastAt }: KnownMonitor): Evidence => ({
  kind: 'monitor',
  id,
  at: failingSince ?? lastAt,
});

/** "Sign-in EU fails since 14:02 UTC: answered 500" */
export function failingNow(monitors: readonly KnownMonitor[], now: string): string {
  const [first] = monitors;
  if (!first) return '';
  if (monitors.length === 1)
    return first.failingSince
      ? `${first.name} fails since ${clockOf(first.failingSince, now)}${first.detail ? `: ${first.detail}` : ''}`
      : `${first.name} still fails`;
  const since = monitors
    .map(({ failingSince }) => failingSince)
    .filter((at) => at !== null)
    .sort()[0];
  return `${listOf(monitors.map(({ name }) => name))} ${since ? `fail, the first since ${clockOf(since, now)}` : 'still fail'}`;
}

export function judge(claims: readonly Claim[], known: Known): Judgement[] {
  const reach = createReach(known);
  return claims.flatMap((claim): Judgement[] => {
    switch (claim.kind) {
      case 'well':
        return judgeWell(claim, known, reach);
      case 'unaffected':
        return judgeUnaffected(claim, known, reach);
      case 'affected':
        return [...judgeAffected(claim, known, reach)];
      case 'start':
        return judgeStart(claim, known, reach);
      case 'end':
        return judgeEnd(claim, known, reach);
      case 'duration':
        return judgeDuration(claim, known);
      case 'estimate':
        return judgeEstimate(claim, known);
      case 'checks':
        return judgeChecks(claim, known, reach);
      case 'no-reports':
        return judgeReports(claim, known);
      case 'monitors-green':
        return judgeGreen(claim, known, reach);
      default:
        // What was lost and why is compared with what was said before; no monitor knows it.
        return [];
    }
  });
}

const finding = (
  claim: Claim,
  rest: Omit<Judgement, 'start' | 'end' | 'claimed' | 'level'> & { level?: Judgement['level'] },
): Judgement => ({
  level: 'error',
  ...rest,
  claimed: claim.text,
  start: claim.start,
  end: claim.end,
});

/** What speaks against "it works": failing now, in doubt, not known, or good for too short a time. */
export function againstWell(
  monitors: readonly KnownMonitor[],
  known: Known,
): Omit<Judgement, 'start' | 'end' | 'claimed' | 'kind'> | null {
  const { now } = known;
  const down = monitors.filter(({ verdict }) => verdict === 'down');
  if (down.length > 0)
    return {
      level: 'error',
      known: failingNow(down, now),
      evidence: down.map(evidenceOf),
      remedy: 'Say what still fails, or wait until the monitors see it recovered.',
    };
  const doubted = monitors.filter(({ doubtedAt, stale }) => doubtedAt !== null && !stale);
  if (doubted.length > 0)
    return {
      level: 'error',
      known: `the last check of ${listOf(doubted.map(({ name }) => name))} failed at ${clockOf(doubted[0]!.doubtedAt!, now)} and is being confirmed`,
      evidence: doubted.map((monitor) => ({ kind: 'monitor', id: monitor.id, at: monitor.doubtedAt })),
      remedy: 'Wait some seconds until the next check confirms or refutes it.',
    };
  const mine = new Set(monitors.map(({ id }) => id));
  const over = known.troubles.filter(({ monitorId, to }) => mine.has(monitorId) && to !== null);
  const last = over.toSorted((a, b) => a.to!.localeCompare(b.to!)).at(-1);
  if (last?.to) {
    const quiet = (Date.parse(now) - Date.parse(last.to)) / 1_000;
    const interval = monitors.find(({ id }) => id === last.monitorId)?.intervalSeconds ?? 30;
    const relapsed = over.filter(({ monitorId }) => monitorId === last.monitorId).length > 1;
    const needed = Math.max(
      known.policy.quietSeconds,
      relapsed ? Math.min(RELAPSED_QUIET_SECONDS, 10 * interval) : 0,
    );
    const evidence: Evidence[] = [{ kind: 'fact', id: last.factId, at: last.to }];
    if (quiet < needed)
      return {
        level: 'error',
        known: `${last.monitorName} is good only since ${clockOf(last.to, now)}${relapsed ? ', and it failed again after it had recovered before' : ''}`,
        evidence,
        remedy: `Wait until it was good for ${Math.ceil(needed)} seconds, or say that you are watching it.`,
      };
    if (quiet < 2 * interval)
      return {
        level: 'warning',
        known: `${last.monitorName} is good only since ${clockOf(last.to, now)}`,
        evidence,
        remedy: 'Wait for a few more checks, or say that you are watching it.',
      };
  }
  const stale = monitors.filter((monitor) => monitor.stale);
  if (stale.length > 0)
    return {
      level: 'warning',
      known: `it is not known: no check of ${listOf(stale.map(({ name }) => name))} ${stale[0]!.lastAt ? `since ${clockOf(stale[0]!.lastAt, now)}` : 'has decided anything yet'}`,
      evidence: stale.map(evidenceOf),
      remedy: 'Say that it is not known yet, or look at the monitor.',
    };
  return null;
}

function judgeWell(claim: ClaimOf<'well'>, known: Known, reach: Reach): Judgement[] {
  const { scope } = claim;
  const { monitors, components } = reach.of(scope);
  const against = againstWell(monitors, known);
  const kind = scope.of === 'incident' || scope.of === 'everything' ? 'resolved' : 'scope';
  if (against?.level === 'error') return [finding(claim, { kind, ...against })];
  const red = redOf(components, monitors);
  if (red.length > 0) return [finding(claim, { kind: 'component', ...marked(red) })];
  return against ? [finding(claim, { kind, ...against })] : [];
}

/** Components that are shown as broken and that no monitor calls good. */
function redOf(components: Known['components'], monitors: readonly KnownMonitor[]) {
  return components.filter(({ id, status, stated }) => {
    if (stated !== null && RED.has(stated)) return true;
    const own = monitors.filter(({ componentId }) => componentId === id);
    const vouched = own.length > 0 && own.every(({ verdict, stale }) => verdict === 'up' && !stale);
    return status !== null && RED.has(status) && !vouched;
  });
}

const marked = (red: readonly Known['components'][number][]) => ({
  known: `${listOf(red.map(({ names }) => names[0] ?? ''))} ${red.length === 1 ? 'is' : 'are'} marked ${red[0]!.status ?? red[0]!.stated}`,
  evidence: red.map(({ id }): Evidence => ({ kind: 'component', id, at: null })),
  remedy: 'Set the component in this update as it is now, or take the sentence back.',
});

function judgeUnaffected(claim: ClaimOf<'unaffected'>, known: Known, reach: Reach): Judgement[] {
  const { scope, past } = claim;
  const { monitors, components, label } = reach.of(scope);
  const down = monitors.filter(({ verdict }) => verdict === 'down');
  if (down.length > 0)
    return [
      finding(claim, {
        kind: 'scope',
        known: failingNow(down, known.now),
        evidence: down.map(evidenceOf),
        remedy: `Name ${scope.of === 'others' ? 'what else is' : 'it as'} affected, or leave the sentence out.`,
      }),
    ];
  const mine = new Set(monitors.map(({ id }) => id));
  const was = known.troubles.filter(
    ({ monitorId, componentId }) =>
      mine.has(monitorId) || (monitors.length === 0 && components.some(({ id }) => id === componentId)),
  );
  if (past && was.length > 0) {
    const [first] = was;
    return [
      finding(claim, {
        kind: 'scope',
        known: `${first!.monitorName} failed from ${clockOf(first!.from, known.now)}${first!.to ? ` to ${clockOf(first!.to, known.now)}` : ''}`,
        evidence: was.map(({ factId, from }) => ({ kind: 'fact', id: factId, at: from })),
        remedy: 'Say how long it was affected.',
      }),
    ];
  }
  const exposed = judgeExposure(claim, known);
  if (exposed) return [exposed];
  const red = redOf(components, monitors);
  if (red.length > 0) return [finding(claim, { kind: 'component', ...marked(red) })];
  if (scope.of !== 'named') return [];
  const against = againstWell(monitors, known);
  if (against && !(against.level === 'warning' && !against.known.startsWith('it is not known')))
    return [finding(claim, { kind: 'scope', ...against, level: against.level })];
  if (monitors.length === 0 && known.monitors.length > 0)
    return [
      finding(claim, {
        kind: 'scope',
        level: 'warning',
        known: `it is not known: no monitor looks at ${label || claim.text}`,
        evidence: [],
        remedy: 'Say how you know it, or that you are checking.',
      }),
    ];
  return [];
}

function judgeChecks(claim: ClaimOf<'checks'>, known: Known, reach: Reach): Judgement[] {
  const monitors = reach.of({ of: 'incident' }).monitors;
  if (monitors.length === 0) return [];
  const failing = monitors.filter(({ verdict }) => verdict === 'down').length;
  if (claim.failing === failing && claim.total === monitors.length) return [];
  const all = known.monitors.filter(({ verdict }) => verdict === 'down').length;
  if (claim.failing === all && claim.total === known.monitors.length) return [];
  return [
    finding(claim, {
      kind: 'number',
      known: `${failing} of ${monitors.length} monitors of what is affected fail`,
      evidence: monitors.map(evidenceOf),
      remedy: `Write ${failing} of ${monitors.length}.`,
    }),
  ];
}

const FURTHER_WITHIN_MS = 30 * 60_000;

function judgeReports(claim: ClaimOf<'no-reports'>, known: Known): Judgement[] {
  const lastWord = known.previous.at(-1)?.at;
  const fromMs = claim.further
    ? Math.max(lastWord ? Date.parse(lastWord) : 0, Date.parse(known.now) - FURTHER_WITHIN_MS)
    : 0;
  const came = (known.reports ?? []).filter(({ at }) => Date.parse(at) > fromMs);
  const [newest] = came;
  if (!newest) return [];
  return [
    finding(claim, {
      kind: 'reports',
      known: `${came.length} ${came.length === 1 ? 'report' : 'reports'} of readers came, the last at ${clockOf(newest.at, known.now)}`,
      evidence: came.slice(0, 5).map(({ id, at }) => ({ kind: 'reports', id, at })),
      remedy: 'Say how many reported it, or leave the sentence out.',
    }),
  ];
}

function judgeGreen(claim: ClaimOf<'monitors-green'>, known: Known, reach: Reach): Judgement[] {
  const own = reach.of({ of: 'incident' }).monitors;
  const monitors =
    /(?<![\p{L}])(?:all|every|alle|tous|tod[oa]s)(?![\p{L}])|すべて|全て/iu.test(claim.text) ||
    own.length === 0
      ? known.monitors
      : own;
  const against = againstWell(monitors, known);
  if (monitors.length === 0)
    return [
      finding(claim, {
        kind: 'monitors',
        level: 'warning',
        known: 'it is not known: no monitor looks at it',
        evidence: [],
        remedy: 'Say how you know it.',
      }),
    ];
  return against ? [finding(claim, { kind: 'monitors', ...against })] : [];
}
