/** One postmortem: begun from facts with one click, then edited, checked, published and corrected in the open. */
import type { IncidentView } from '@candor/protocol/respond.ts';
import { Button } from '@mantine/core';
import { useGet } from '../../query.ts';
import { useMay } from '../../session.ts';
import { textIn } from '../../ui/LocalizedField.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { TextLink, useParam } from '../../ui/RoomLink.tsx';
import { Empty, Loaded, ProblemAlert } from '../../ui/states.tsx';
import { usePostmortem, usePostmortemChanges } from './data.ts';
import { Editor } from './Editor.tsx';

export default function Postmortem() {
  const incidentId = useParam('incidentId');
  const stored = usePostmortem(incidentId);
  return (
    <div className="page">
      <Loaded of={stored}>
        {(found) => (found ? <Editor key={found.id} stored={found} /> : <Begin incidentId={incidentId} />)}
      </Loaded>
    </div>
  );
}

function Begin({ incidentId }: { incidentId: string }) {
  const incident = useGet<IncidentView>(`/incidents/${incidentId}`);
  const { draft } = usePostmortemChanges(incidentId);
  const mayEdit = useMay()('learn:write');
  return (
    <Loaded of={incident}>
      {({ title, resolvedAt }) => (
        <>
          <PageTitle
            title={`Postmortem: ${textIn(title)}`}
            back={<TextLink to="/postmortems">Postmortems</TextLink>}
          />
          <ProblemAlert problem={draft.error} />
          <Empty
            title="No postmortem yet"
            action={
              mayEdit && (
                <Button loading={draft.isPending} onClick={() => draft.mutate()}>
                  Draft from facts
                </Button>
              )
            }
          >
            The draft takes its timeline, impact, detection and communication from what was recorded, each
            sentence with its evidence.
            {!resolvedAt && ' The incident is still open: a draft made now does not know its end.'}
          </Empty>
        </>
      )}
    </Loaded>
  );
}
