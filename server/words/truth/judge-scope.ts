/** How many are said to be hit, against the monitors' failing share and measured exposure. */
import { type ClaimOf, clockOf, type Judgement, type Known } from './claim.ts';
import { evidenceOf, failingNow, type Reach } from './judge.ts';

const MOST_FOR_FEW = 0.5;
/** A measured share and a said one are the same within this, or within this part of the measured. */
const SHARE_APART = 0.1;
const SHARE_PART = 0.5;

const percent = (share: number) => `${Math.round(share * 100)} %`;

export function judgeAffected(claim: ClaimOf<'affected'>, known: Known, reach: Reach): Judgement[] {
  const { scope, quantity, share } = claim;
  const finding = (rest: Omit<Judgement, 'start' | 'end' | 'claimed' | 'kind'>): Judgement[] => [
    {
      kind: share === null ? 'scope' : 'number',
      ...rest,
      claimed: claim.text,
      start: claim.start,
      end: claim.end,
    },
  ];
  const { monitors: inScope } = reach.of(scope);
  const fresh = inScope.filter(({ stale, verdict }) => !stale && verdict !== 'unknown');
  const own = reach.of({ of: 'incident' }).monitors;
  const relevant =
    scope.of === 'named' ? fresh : fresh.filter(({ id }) => own.some((each) => each.id === id));
  const down = relevant.filter(({ verdict }) => verdict === 'down');

  if (share !== null && known.exposure.share !== null && scope.of === 'incident') {
    const measured = known.exposure.share;
    const apart = Math.abs(share - measured);
    if (apart > SHARE_APART && apart > SHARE_PART * measured)
      return finding({
        level: 'error',
        known: `measured exposure says ${percent(measured)} of customers`,
        evidence: [{ kind: 'exposure', id: 'customers', at: null }],
        remedy: `Write what is measured (about ${percent(measured)}), or that you do not know yet.`,
      });
    return [];
  }
  const isFew = quantity === 'few' || quantity === 'some' || (share !== null && share <= MOST_FOR_FEW);
  if (isFew && relevant.length > 0 && down.length === relevant.length) {
    const components = known.components.filter(({ id }) =>
      relevant.some(({ componentId }) => componentId === id),
    );
    // Who shows a part of it as out, and whose monitors look at the whole, may know better than its monitors.
    const isPart =
      components.length > 0 &&
      components.every(({ status, stated }) =>
        ['partial_outage', 'degraded_performance'].includes(stated ?? status ?? ''),
      );
    if (isPart && components.every(({ stated }) => stated === null)) return [];
    return finding({
      level: isPart ? 'warning' : 'error',
      known: `all ${relevant.length === 1 ? '' : `${relevant.length} `}monitors of it fail: ${failingNow(down, known.now)}`,
      evidence: down.map(evidenceOf),
      remedy:
        'Say "all", or how many with a number that you measured, or that you do not know yet; where only a part is out, set the component to partial_outage.',
    });
  }
  if (quantity === 'all') {
    const regional =
      /region|région|regiones|regiões|world|global|everywhere|weltweit|monde|mundo|地域|リージョン|世界/iu.test(
        claim.text,
      );
    const good = relevant.filter(({ verdict, doubtedAt }) => verdict === 'up' && doubtedAt === null);
    if (regional && !('names' in scope && scope.names.some((id) => id.startsWith('region:')))) {
      const green = new Set(good.flatMap(({ id }) => [...reach.regionsOfMonitor(id)]));
      for (const { id } of down) for (const region of reach.regionsOfMonitor(id)) green.delete(region);
      if (green.size > 0)
        return finding({
          level: 'error',
          known: `the monitors in ${[...green].map((region) => region.slice('region:'.length).toUpperCase()).join(', ')} are good`,
          evidence: good.map(evidenceOf),
          remedy: 'Name the regions that fail.',
        });
    }
    if (!known.isOver && good.length > 0 && (down.length > 0 || scope.of === 'named'))
      return finding({
        level: 'warning',
        known: `${down.length} of ${relevant.length} monitors of it fail`,
        evidence: relevant.map(evidenceOf),
        remedy: 'Check whether it is really all of them; if you know it from elsewhere, leave it.',
      });
  }
  // "Customers in the US cannot pay", while everything that looks from there is good and something else fails.
  if (
    scope.of === 'named' &&
    quantity === null &&
    share === null &&
    !known.isOver &&
    relevant.length > 0 &&
    down.length === 0
  ) {
    const elsewhere = own.filter(({ verdict }) => verdict === 'down');
    const history = known.troubles.some(({ monitorId }) => relevant.some(({ id }) => id === monitorId));
    if (elsewhere.length > 0 && !history && relevant.every(({ doubtedAt }) => doubtedAt === null))
      return finding({
        level: 'warning',
        known: `its monitors are good, and ${failingNow(elsewhere, known.now)}`,
        evidence: [...relevant, ...elsewhere].map(evidenceOf),
        remedy: 'Check whether you name what is really affected.',
      });
  }
  return [];
}

const HIT = 0.05;

/** "Customers in Asia are not affected", while their use is measured as hit. */
export function judgeExposure(claim: ClaimOf<'unaffected'>, known: Known): Judgement | null {
  if (claim.scope.of !== 'named') return null;
  const asked = new Set(claim.scope.names);
  const failing = new Set(
    known.monitors.filter(({ verdict }) => verdict === 'down').map(({ componentId }) => componentId),
  );
  const hit = known.exposure.of.find(
    ({ kind, value, componentId, weight }) =>
      asked.has(`exposed:${kind}:${value}`) && failing.has(componentId) && weight >= HIT,
  );
  if (!hit) return null;
  return {
    kind: 'scope',
    level: 'error',
    claimed: claim.text,
    start: claim.start,
    end: claim.end,
    known: `measured exposure says that ${percent(hit.weight)} of the use of ${hit.value} is hit (${clockOf(hit.at, known.now)})`,
    evidence: [{ kind: 'exposure', id: `${hit.kind}:${hit.value}`, at: hit.at }],
    remedy: 'Name them as affected, or leave the sentence out.',
  };
}
