/** Copies of the page outside that fail: nobody notices them until they are needed. */
import type { OutsideCopy } from '@candor/protocol/outside.ts';
import type { Listed } from '../../api.ts';
import { useGet } from '../../query.ts';
import { useMay } from '../../session.ts';
import { Callout } from '../../ui/Callout.tsx';
import { TextLink } from '../../ui/RoomLink.tsx';
import { Time } from '../../ui/Time.tsx';

export function CopiesFailing() {
  const may = useMay();
  const copies = useGet<Listed<OutsideCopy>>(
    may('tell:read') ? '/outside-copies' : null,
    {},
    { everyMs: 30_000 },
  );
  const failing = copies.data?.items.filter(({ state }) => state.warning) ?? [];
  if (failing.length === 0) return null;
  return (
    <Callout
      tone="amber"
      role="status"
      title={
        failing.length === 1
          ? 'A copy of the page outside fails'
          : `${failing.length} copies of the page outside fail`
      }
    >
      {failing.map(({ id, name, state }) => (
        <div key={id}>
          <TextLink to={`/outside-copies/${id}`}>{name}</TextLink>: {state.lastError}{' '}
          {state.failingSince && <Time at={state.failingSince} />}
        </div>
      ))}
    </Callout>
  );
}
