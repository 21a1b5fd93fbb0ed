/** Whether one address is told, and the exact reason. */
import { Button, Group, List, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { ProblemAlert } from '../../ui/states.tsx';
import { type Addressed, useHearers } from './useHearers.ts';

export function AddressCheck({ incidentId, draft }: { incidentId: string; draft: Addressed }) {
  const [written, setWritten] = useState('');
  const [asked, setAsked] = useState('');
  const ask = (event: FormEvent) => {
    event.preventDefault();
    setAsked(written.trim());
  };
  return (
    <form onSubmit={ask}>
      <Group align="flex-end" gap="xs">
        <TextInput
          label="Is somebody told?"
          placeholder="Their address"
          autoComplete="off"
          style={{ flex: '1 1 12rem' }}
          value={written}
          onChange={(event) => setWritten(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={!written.trim()}>
          Look
        </Button>
      </Group>
      <div role="status">{asked && <Answer incidentId={incidentId} draft={draft} address={asked} />}</div>
    </form>
  );
}

function Answer({ incidentId, draft, address }: { incidentId: string; draft: Addressed; address: string }) {
  const found = useHearers(incidentId, draft, address);
  if (found.error) return <ProblemAlert problem={found.error} />;
  const answers = (found.data?.asked ?? []).filter((each) => each.address === address);
  return (
    <List size="sm" mt={4} listStyleType="none">
      {answers.map(({ carrier, told, sentence }) => (
        <List.Item key={carrier}>
          <strong>{told ? 'Yes' : 'No'}</strong>
          {carrier && <span className="quiet"> by {carrier}</span>}: {sentence}
        </List.Item>
      ))}
    </List>
  );
}
