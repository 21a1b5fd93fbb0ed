/** What users can do meanwhile and when it may be over: two facts that stand on the public page at once. */
import type { IncidentView } from '@candor/protocol/respond.ts';
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import { Button, NativeSelect, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useNow } from '../../lib/now.ts';
import { LocalizedField, textIn, writtenText } from '../../ui/LocalizedField.tsx';
import { ProblemAlert } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { useChanges } from './data.ts';

const MINUTE_MS = 60_000;
const CHOICES = [
  { value: '', label: 'We cannot say yet' },
  { value: '15', label: 'in 15 minutes' },
  { value: '30', label: 'in 30 minutes' },
  { value: '60', label: 'in 1 hour' },
  { value: '120', label: 'in 2 hours' },
  { value: '240', label: 'in 4 hours' },
  { value: '1440', label: 'in a day' },
];
/** To whole minutes: nobody estimates to the second. */
const inMinutes = (minutes: string, nowMs: number) =>
  minutes === '' ? null : new Date(Math.ceil(nowMs / MINUTE_MS + Number(minutes)) * MINUTE_MS).toISOString();

export function Outlook({ incident }: { incident: IncidentView }) {
  const { estimate, workaround } = useChanges(incident.id);
  const nowMs = useNow();
  const [minutes, setMinutes] = useState('');
  const [basis, setBasis] = useState<LocalizedText>({});
  const [advice, setAdvice] = useState<LocalizedText>(incident.workaround ?? {});
  const given = incident.estimate;
  const passed = given?.recoveryAt && Date.parse(given.recoveryAt) < nowMs;
  return (
    <section className="card" aria-labelledby="outlook">
      <Title order={2} fz="h5" id="outlook" mb="xs">
        What users can expect
      </Title>
      <Stack gap="xs">
        <LocalizedField label="What they can do now" value={advice} onChange={setAdvice} lines={2} />
        <Button
          size="xs"
          variant="default"
          loading={workaround.isPending}
          onClick={() => workaround.mutate({ text: writtenText(advice) })}
        >
          {writtenText(advice) ? 'Say it on the page' : 'Take it off the page'}
        </Button>
        <ProblemAlert problem={workaround.error} />
        {given && (
          <Text size="sm" component="div" data-estimate>
            {given.recoveryAt ? (
              <>
                Said: over about <Time at={given.recoveryAt} />
                {passed && <strong> The page says that this has passed.</strong>}
              </>
            ) : (
              'Said: nobody can tell yet'
            )}
            {given.basis && <span className="quiet"> ({textIn(given.basis)})</span>}
          </Text>
        )}
        <NativeSelect
          label="Expected to be over"
          value={minutes}
          onChange={(event) => setMinutes(event.currentTarget.value)}
          data={CHOICES}
        />
        <LocalizedField
          label="What that is based on"
          value={basis}
          onChange={setBasis}
          required={minutes !== ''}
        />
        <Button
          size="xs"
          variant="default"
          loading={estimate.isPending}
          onClick={() =>
            estimate.mutate({ recoveryAt: inMinutes(minutes, nowMs), basis: writtenText(basis) })
          }
        >
          Give the estimate
        </Button>
        <ProblemAlert problem={estimate.error} />
      </Stack>
    </section>
  );
}
