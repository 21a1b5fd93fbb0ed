/** What of this incident's public words is contradicted now. */
import type { IncidentView } from '@candor/protocol/respond.ts';
import { ChallengeCard } from './ChallengeCard.tsx';

export function Challenges({ incident, onWrite }: { incident: IncidentView; onWrite?: () => void }) {
  return incident.challenges
    .filter(({ state }) => state === 'open')
    .map((challenge) => (
      <ChallengeCard
        key={challenge.id}
        incidentId={incident.id}
        challenge={challenge}
        {...(onWrite ? { onWrite } : {})}
      />
    ));
}
