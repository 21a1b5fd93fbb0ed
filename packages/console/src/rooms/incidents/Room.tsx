/** The incident room: what is known above, the words in the middle, people and deliveries at the side. */
import { Button, Grid, Stack } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { useRef } from 'react';
import { useKeys } from '../../lib/keys.ts';
import { useMay } from '../../session.ts';
import { useParam } from '../../ui/RoomLink.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Apart } from './Apart.tsx';
import { Challenges } from './Challenges.tsx';
import { Composer } from './Composer.tsx';
import { Deliveries } from './Deliveries.tsx';
import { type IncidentInRoom, useChanges, useDrafts, useIncident } from './data.ts';
import { HandOver } from './HandOver.tsx';
import { Head } from './Head.tsx';
import { Measures } from './Measures.tsx';
import { Notes } from './Notes.tsx';
import { Outlook } from './Outlook.tsx';
import { People } from './People.tsx';
import { Symptoms } from './Symptoms.tsx';
import { Tasks } from './Tasks.tsx';
import { Timeline } from './Timeline.tsx';

export default function Room() {
  const id = useParam('incidentId');
  const incident = useIncident(id);
  return (
    <div className="page room">
      {/* Another incident is another room: nothing that was typed here may appear there. */}
      <Loaded of={incident}>{(found) => <Inside key={found.id} incident={found} />}</Loaded>
    </div>
  );
}

function Inside({ incident }: { incident: IncidentInRoom }) {
  const may = useMay();
  const editor = useRef<HTMLTextAreaElement>(null);
  const drafts = useDrafts(incident.id);
  const { acknowledge } = useChanges(incident.id);
  const [handing, handingChange] = useDisclosure(false);
  // On a phone one reads first; writing is one tap away at the thumb.
  const narrow = useMediaQuery('(max-width: 48em)');
  const timeline = <Timeline key="timeline" incident={incident} />;
  const maintenance = incident.kind === 'maintenance';
  const writes = may('tell:write') && !maintenance;
  const acknowledgeable =
    may('respond:write') && !incident.acknowledgedAt && !incident.resolvedAt && !maintenance;
  const write = () => {
    editor.current?.scrollIntoView({ block: 'center' });
    editor.current?.focus();
  };
  useKeys({
    ...(writes ? { c: write } : {}),
    ...(acknowledgeable ? { a: () => acknowledge.mutate() } : {}),
  });
  return (
    <>
      <Head incident={incident} acknowledgeable={acknowledgeable} acknowledge={acknowledge} />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 8 }}>
          <Stack gap="lg">
            <Challenges incident={incident} {...(writes ? { onWrite: write } : {})} />
            {narrow && timeline}
            {writes && (
              <Composer
                key="composer"
                incident={incident}
                drafts={drafts.data?.items ?? []}
                editor={editor}
              />
            )}
            {!narrow && timeline}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 4 }}>
          <Stack gap="md">
            {!maintenance && <People incident={incident} />}
            {may('respond:write') && !maintenance && !incident.resolvedAt && <Outlook incident={incident} />}
            <Symptoms incident={incident} />
            <Tasks incident={incident} />
            <Notes incident={incident} />
            {may('carriers:read') && <Deliveries incidentId={incident.id} />}
            {!maintenance && <Measures measures={incident.measures} />}
            {may('respond:write') && !maintenance && <Apart incident={incident} />}
          </Stack>
        </Grid.Col>
      </Grid>
      {!maintenance && (may('respond:write') || writes) && (
        <nav className="thumb" aria-label="At hand">
          {acknowledgeable && (
            <Button loading={acknowledge.isPending} onClick={() => acknowledge.mutate()}>
              Acknowledge
            </Button>
          )}
          {writes && (
            <Button variant={acknowledgeable ? 'default' : 'filled'} onClick={write}>
              Write
            </Button>
          )}
          {may('respond:write') && (
            <Button variant="default" onClick={handingChange.open}>
              Hand over
            </Button>
          )}
        </nav>
      )}
      <HandOver incident={incident} opened={handing} close={handingChange.close} />
    </>
  );
}
