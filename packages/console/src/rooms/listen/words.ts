/** What a report's terms are called, and its claims as sentences. A number never stands without its interval. */
import type { Claim, MeasuredMetric, TrustMetric, TrustRecovery } from '@candor/protocol/listen.ts';
import { spanText } from '../../lib/times.ts';
import { changeText, shareText } from '../../ui/figures.ts';

export const METRICS: Record<TrustMetric, { label: string; unit: string }> = {
  sessions: { label: 'Sessions', unit: 'sessions' },
  conversions: { label: 'Conversions', unit: 'conversions' },
  conversionRate: { label: 'Conversion rate', unit: 'of the sessions' },
  bounceRate: { label: 'Bounce rate', unit: 'of the sessions' },
  sessionDuration: { label: 'Time per session', unit: 'seconds' },
};

export const isHarm = (harm: MeasuredMetric['harm'], { verdict }: Claim): boolean =>
  (harm === 'fall' && verdict === 'fell') || (harm === 'rise' && verdict === 'rose');

export function claimText({ verdict, effect, reasons }: Claim): string {
  if (verdict === 'cannot tell') return `this cannot be told: ${reasons.join('; ') || 'not enough history'}`;
  const by = effect ? `: ${changeText(effect)}` : '';
  return verdict === 'no effect seen' ? `no effect seen${by}` : `it ${verdict}${by}`;
}

/** How often the method is wrong on this site's own calm days (an A/A test), and what it is able to see. */
export function trustInMethod({ falseFlags, power, placebos }: Claim): string[] {
  return [
    ...(falseFlags
      ? [
          `On calm days of this site the same method flagged ${shareText(falseFlags)} windows in which nothing had happened.`,
        ]
      : [`There are too few calm windows (${placebos}) to say how often it flags nothing.`]),
    ...(power ? [`A dip of 20% would be found in ${shareText(power)} windows.`] : []),
  ];
}

export function recoveryText({ answer, afterSeconds, windows }: TrustRecovery): string {
  if (answer === 'yes')
    return afterSeconds === null || afterSeconds === 0
      ? 'Trust was back at once.'
      : `Trust was back ${spanText(afterSeconds * 1_000)} after the service.`;
  if (answer === 'not yet')
    return windows === 0
      ? 'It is too early to say whether trust is back: no season has passed since.'
      : `Trust is not back yet, after ${windows} ${windows === 1 ? 'season' : 'seasons'}.`;
  return 'Whether trust is back cannot be told yet.';
}
