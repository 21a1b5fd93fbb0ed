/** Public words that the world has come to contradict: correct them, say so in an update, or decline and say why. */
import type { Challenge, IncidentView } from '@candor/protocol/respond.ts';
import { Alert, Button, Group, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { put } from '../../api.ts';
import { useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { ProblemAlert } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';

export function Challenges({ incident }: { incident: IncidentView }) {
  const open = incident.challenges.filter(({ state }) => state === 'open');
  return open.map((challenge) => <One key={challenge.id} incidentId={incident.id} challenge={challenge} />);
}

const LEAST_REASON = 10;

function One({ incidentId, challenge }: { incidentId: string; challenge: Challenge }) {
  const { id, text, detail, raisedAt } = challenge;
  const [reason, setReason] = useState<string | null>(null);
  const path = `/incidents/${incidentId}`;
  const decline = useSend(
    () => put<IncidentView>(`${path}/challenges/${id}/dismissal`, { reason: reason?.trim() ?? '' }),
    { touches: [path] },
  );
  const may = useMay()('tell:write');
  return (
    <Alert color="red" title="What was said is contradicted now">
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        “{text}”, while {detail}. Asked <Time at={raisedAt} />. Correct it, or say so in the next update.
      </Text>
      <ProblemAlert problem={decline.error} />
      {may &&
        (reason === null ? (
          <Button mt="xs" size="xs" variant="default" onClick={() => setReason('')}>
            It stands as it is …
          </Button>
        ) : (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              decline.mutate();
            }}
          >
            <Group mt="xs" gap="xs" align="end">
              <TextInput
                style={{ flex: 1 }}
                size="xs"
                label="Why it is right; signed and kept on record"
                value={reason}
                onChange={({ currentTarget }) => setReason(currentTarget.value)}
              />
              <Button
                size="xs"
                type="submit"
                variant="default"
                loading={decline.isPending}
                disabled={reason.trim().length < LEAST_REASON}
              >
                Decline
              </Button>
            </Group>
          </form>
        ))}
    </Alert>
  );
}
