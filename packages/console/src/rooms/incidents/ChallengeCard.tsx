/**
 * One public word that the world has come to contradict: correct it here, say so in the next update, or decline and
 * sign why. It stands in the incident's room and on Now, because whoever is called for it looks there first.
 */
import type { Challenge, IncidentView } from '@candor/protocol/respond.ts';
import { Button, Group, Modal, Text, TextInput } from '@mantine/core';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { put } from '../../api.ts';
import { useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { Callout } from '../../ui/Callout.tsx';
import { LEAST_REASON } from '../../ui/Override.tsx';
import { LinkButton } from '../../ui/RoomLink.tsx';
import { ProblemAlert } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';

// Now is loaded first of all, the form only by whoever corrects.
const Correcting = lazy(() => import('./Correcting.tsx'));

export function ChallengeCard({
  incidentId,
  challenge: { id, text, detail, raisedAt, updateId },
  of,
  onWrite,
}: {
  incidentId: string;
  challenge: Challenge;
  /** Which incident, where that is not plain. */
  of?: ReactNode;
  /** To the composer, where it stands on the same page. */
  onWrite?: () => void;
}) {
  const [reason, setReason] = useState<string | null>(null);
  const [correcting, setCorrecting] = useState(false);
  const path = `/incidents/${incidentId}`;
  const decline = useSend(
    () => put<IncidentView>(`${path}/challenges/${id}/dismissal`, { reason: reason?.trim() ?? '' }),
    { touches: [path, '/challenges'] },
  );
  const may = useMay()('tell:write');
  return (
    <Callout tone="red" title={<>What was said is contradicted now{of && <>: {of}</>}</>}>
      <Text size="sm">
        “{text}”, while {detail}.{' '}
        <span className="quiet">
          Asked <Time at={raisedAt} />.
        </span>
      </Text>
      <ProblemAlert problem={decline.error} />
      {may && reason === null && (
        <Group mt="xs" gap="xs">
          {updateId && (
            <Button size="sm" onClick={() => setCorrecting(true)}>
              Correct it
            </Button>
          )}
          {onWrite ? (
            <Button size="sm" variant="default" onClick={onWrite}>
              Say so in an update
            </Button>
          ) : (
            <LinkButton size="sm" variant="default" to={path}>
              Say so in an update
            </LinkButton>
          )}
          <Button size="sm" variant="subtle" onClick={() => setReason('')}>
            It stands as it is …
          </Button>
        </Group>
      )}
      {may && reason !== null && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (reason.trim().length >= LEAST_REASON) decline.mutate();
          }}
        >
          <TextInput
            mt="xs"
            label="Why it is right"
            description="At least ten characters. Signed with your name, and kept on record."
            value={reason}
            autoFocus
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
          <Group mt="xs" gap="xs">
            <Button
              size="sm"
              type="submit"
              variant="default"
              loading={decline.isPending}
              disabled={reason.trim().length < LEAST_REASON}
            >
              Sign that it stands
            </Button>
            <Button size="sm" variant="subtle" onClick={() => setReason(null)}>
              Not now
            </Button>
          </Group>
        </form>
      )}
      <Modal
        opened={correcting}
        onClose={() => setCorrecting(false)}
        title="Correct in public"
        closeButtonProps={{ 'aria-label': 'Close' }}
        size="lg"
      >
        {correcting && updateId && (
          <Suspense>
            <Correcting incidentId={incidentId} updateId={updateId} close={() => setCorrecting(false)} />
          </Suspense>
        )}
      </Modal>
    </Callout>
  );
}
