/** An instant: absolute with its zone, and how long ago or ahead that is. */
import { useNow } from '../lib/now.ts';
import { absoluteText, relativeText } from '../lib/times.ts';
import { useZone } from './zone.ts';

export function Time({
  at,
  show = 'both',
  seconds = false,
}: {
  at: string;
  /** `absolute` where the relative form would only repeat what stands beside it. */
  show?: 'both' | 'absolute';
  seconds?: boolean;
}) {
  const nowMs = useNow();
  const { zone } = useZone();
  const atMs = Date.parse(at);
  return (
    <time dateTime={at} title={at}>
      {absoluteText(atMs, zone, nowMs, seconds)}
      {show === 'both' && <span className="quiet"> · {relativeText(atMs, nowMs)}</span>}
    </time>
  );
}
