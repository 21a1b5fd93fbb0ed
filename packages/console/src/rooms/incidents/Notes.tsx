/** A note into the timeline, for the staff alone. */
import type { IncidentView } from '@candor/protocol/respond.ts';
import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useMay } from '../../session.ts';
import { ProblemAlert } from '../../ui/states.tsx';
import { useChanges } from './data.ts';

export function Notes({ incident }: { incident: IncidentView }) {
  const { addNote } = useChanges(incident.id);
  const [text, setText] = useState('');
  if (!useMay()('respond:write')) return null;
  const send = () => {
    if (text.trim()) addNote.mutate(text.trim(), { onSuccess: () => setText('') });
  };
  return (
    <section className="card">
      <Textarea
        label="Note for the staff"
        autosize
        minRows={2}
        maxRows={10}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
        }}
      />
      <Button mt="xs" size="xs" variant="default" loading={addNote.isPending} onClick={send}>
        Enter the note
      </Button>
      <ProblemAlert problem={addNote.error} />
    </section>
  );
}
