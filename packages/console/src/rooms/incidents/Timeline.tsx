/** Everything that happened, newest first: public words as cards, notes as paper, the rest as lines. */
import type { FactView, IncidentView } from '@candor/protocol/respond.ts';
import { Group, SegmentedControl, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useActorName, useComponentName } from '../../ui/names.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { useFacts } from './data.ts';
import { lineOf } from './factLine.tsx';
import { UpdateCard } from './UpdateCard.tsx';

const SHOWN = {
  all: () => true,
  public: (kind: string) => /^update\.|^promise\.(kept|missed|snoozed)|^postmortem\./.test(kind),
  people: (kind: string) => /^note\.|^task\.|^role\.|acknowledge|^severity\.|^escalation\./.test(kind),
};
type Shown = keyof typeof SHOWN;

export function Timeline({ incident }: { incident: IncidentView }) {
  const facts = useFacts(incident.id);
  const [shown, setShown] = useState<Shown>('all');
  return (
    <section aria-labelledby="timeline">
      <Group justify="space-between" mb="xs">
        <Title order={2} fz="h4" id="timeline">
          Timeline
        </Title>
        <SegmentedControl
          size="xs"
          aria-label="What the timeline shows"
          value={shown}
          onChange={(value) => setShown(value as Shown)}
          data={[
            { value: 'all', label: 'All' },
            { value: 'public', label: 'Public' },
            { value: 'people', label: 'People' },
          ]}
        />
      </Group>
      <Loaded of={facts}>
        {(all) => (
          <ol className="timeline" reversed>
            {all
              .filter(({ body }) => SHOWN[shown](body.kind))
              .toReversed()
              .map((fact) => (
                <Entry key={fact.id} fact={fact} incident={incident} />
              ))}
          </ol>
        )}
      </Loaded>
    </section>
  );
}

function Entry({ fact, incident }: { fact: FactView; incident: IncidentView }) {
  const actor = useActorName();
  const component = useComponentName();
  const update =
    fact.body.kind === 'update.published'
      ? incident.updates.find(({ factId }) => factId === fact.id)
      : undefined;
  if (update)
    return (
      <li data-tone="public">
        <UpdateCard incident={incident} update={update} />
      </li>
    );
  if (fact.body.kind === 'note.entered')
    return (
      <li data-tone="note">
        <div className="note">
          <Text size="sm" className="prose">
            {String(fact.body['text'])}
          </Text>
          <Text size="xs" className="quiet" component="div" mt={2}>
            Note by {actor(fact.by)}, staff only · <Time at={fact.at} />
          </Text>
        </div>
      </li>
    );
  const { text, detail, tone } = lineOf(fact, { person: actor, component });
  return (
    <li data-tone={tone}>
      <Text size="sm" component="div" style={{ overflowWrap: 'anywhere' }}>
        {text}
        {detail ? <span className="quiet"> – {detail}</span> : null}
      </Text>
      <Text size="xs" className="quiet" component="div">
        <Time at={fact.at} seconds show="absolute" /> · {actor(fact.by)}
      </Text>
    </li>
  );
}
