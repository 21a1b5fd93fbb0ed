/** The zone in which times are shown: the viewer's own, or UTC at one keystroke. */
import { useMemo } from 'react';
import { useRemembered } from '../lib/remember.ts';
import { useMe } from '../session.ts';

export function useZone() {
  const own = useMe()?.timeZone;
  const [shown, setShown] = useRemembered('zone', 'own');
  const device = useMemo(() => Intl.DateTimeFormat().resolvedOptions().timeZone, []);
  return {
    zone: shown === 'utc' ? 'UTC' : (own ?? device),
    utc: shown === 'utc',
    toggle: () => setShown(shown === 'utc' ? 'own' : 'utc'),
  };
}
