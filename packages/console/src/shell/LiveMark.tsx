/** Whether what is shown is live. Quiet while it is; a sentence when it is not. */
import { Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { LiveState } from '../live.ts';

/** Streams end and come back by design; only a gap that lasts is worth a word. */
const WORTH_SAYING_MS = 6_000;

export function LiveMark({ state }: { state: LiveState }) {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    setLasting(false);
    if (state === 'live') return;
    const timer = setTimeout(() => setLasting(true), WORTH_SAYING_MS);
    return () => clearTimeout(timer);
  }, [state]);
  return (
    <Text span size="xs" className="quiet" role="status" lineClamp={1}>
      {lasting ? 'Not live: reconnecting …' : ''}
    </Text>
  );
}
