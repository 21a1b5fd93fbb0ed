/**
 * The interval of an effect. The placebos say how far nothing scatters, at the usual number of events; when most of
 * them are gone, what is left scatters more, relatively: a count of n has a relative variance of 1/n. So the interval
 * holds every effect under which the observed ratio would be nothing unusual, the placebos' own scatter and the thinner
 * count taken together. Pure.
 */
import { Z95 } from './rates.ts';

const STEPS = 60;

/**
 * `ratio` is observed over expected; `low`, `middle`, `high` are the placebos' quantiles over their own expectation;
 * `events` is how many events were expected. For effects that take nothing away the placebos alone decide, so that
 * the interval excludes zero just when their rank flags.
 */
export function effectInterval({
  ratio,
  low,
  middle,
  high,
  events,
}: {
  ratio: number;
  low: number;
  middle: number;
  high: number;
  events: number;
}): { low: number; high: number } {
  const centre = ratio / middle;
  /** How much a share of what was expected adds to the squared scatter, in logarithms. */
  const extra = (share: number) => (share >= 1 ? 0 : Z95 * Z95 * (1 / (events * share) - 1 / events));
  const [above, below] = [Math.log(high / middle), Math.log(middle / low)];
  const least = centre * Math.exp(-Math.sqrt(above * above + extra(centre)));
  // The largest share under which so little would still have been seen; more of it makes that ever less likely.
  const seenUnder = (share: number) => share * Math.exp(-Math.sqrt(below * below + extra(share)));
  let [from, to] = [centre, Math.max(centre, centre * (middle / low))];
  if (centre < 1) {
    to = Math.max(1, to);
    for (let step = 0; step < STEPS; step++) {
      const half = (from + to) / 2;
      if (seenUnder(half) <= centre) from = half;
      else to = half;
    }
  }
  return { low: least - 1, high: to - 1 };
}
