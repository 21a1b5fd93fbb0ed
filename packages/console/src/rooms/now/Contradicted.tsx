/** Public words that the facts contradict, of every incident, also of one that was called resolved: they come first. */
import type { ChallengeItem } from '@candor/protocol/tell.ts';
import type { Listed } from '../../api.ts';
import { useGet } from '../../query.ts';
import { useMay } from '../../session.ts';
import { textIn } from '../../ui/LocalizedField.tsx';
import { TextLink } from '../../ui/RoomLink.tsx';
import { ChallengeCard } from '../incidents/ChallengeCard.tsx';

export function Contradicted() {
  const may = useMay();
  const challenges = useGet<Listed<ChallengeItem>>(
    may('tell:read') ? '/challenges' : null,
    {},
    { everyMs: 30_000 },
  );
  return challenges.data?.items.map(({ incidentId, title, ownerId: _, ...challenge }) => (
    <ChallengeCard
      key={challenge.id}
      incidentId={incidentId}
      challenge={challenge}
      of={<TextLink to={`/incidents/${incidentId}`}>{textIn(title)}</TextLink>}
    />
  ));
}
