/** The promise that is due next, above every page: silence is what costs trust. */
import type { PromiseView } from '@candor/protocol/tell.ts';
import { useLocation } from '@tanstack/react-router';
import type { Listed } from '../api.ts';
import { useGet } from '../query.ts';
import { useMay } from '../session.ts';
import { textIn } from '../ui/LocalizedField.tsx';
import { PromiseClock } from '../ui/PromiseClock.tsx';
import { RoomLink } from '../ui/RoomLink.tsx';

export function NextPromise() {
  const may = useMay();
  const { pathname } = useLocation();
  const promises = useGet<Listed<PromiseView>>(
    may('tell:read') ? '/promises' : null,
    {},
    { everyMs: 60_000 },
  );
  const [next] = promises.data?.items ?? [];
  // Its own room has the clock already.
  if (!next || pathname.endsWith(next.incidentId)) return null;
  return (
    <RoomLink to={`/incidents/${next.incidentId}`} className="plain" title={textIn(next.title)}>
      <PromiseClock dueAt={next.dueAt} label="Next word" />
    </RoomLink>
  );
}
