/** Updates that wait for a second person, for those who may read them: an incident's readers wait too. */
import type { DraftView } from '@candor/protocol/tell.ts';
import { List } from '@mantine/core';
import type { Listed } from '../../api.ts';
import { useGet } from '../../query.ts';
import { useMay, useMe } from '../../session.ts';
import { Callout } from '../../ui/Callout.tsx';
import { textIn } from '../../ui/LocalizedField.tsx';
import { useActorName } from '../../ui/names.tsx';
import { TextLink } from '../../ui/RoomLink.tsx';
import { Time } from '../../ui/Time.tsx';

export function ToRead() {
  const me = useMe();
  const may = useMay();
  const name = useActorName();
  const drafts = useGet<Listed<DraftView>>(may('tell:write') ? '/drafts' : null, {}, { everyMs: 30_000 });
  const waiting = (drafts.data?.items ?? []).filter(
    ({ state, by }) => state === 'waiting' && by !== `person:${me?.id}`,
  );
  if (waiting.length === 0) return null;
  return (
    <Callout
      tone="amber"
      title={
        waiting.length > 1
          ? 'Updates wait for you'
          : waiting[0]?.corrects
            ? 'A correction waits for you'
            : 'An update waits for you'
      }
    >
      <List size="sm" listStyleType="none">
        {waiting.map(({ id, incidentId, text, by, createdAt }) => (
          <List.Item key={id}>
            <TextLink to={`/incidents/${incidentId}`}>{textIn(text).slice(0, 120)}</TextLink>{' '}
            <span className="quiet">
              by {name(by)}, <Time at={createdAt} />
            </span>
          </List.Item>
        ))}
      </List>
    </Callout>
  );
}
