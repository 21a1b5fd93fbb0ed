/** The form that corrects one word, wherever it is opened: it reads the incident itself. */
import { Loaded } from '../../ui/states.tsx';
import { CorrectionForm } from './CorrectionForm.tsx';
import { useIncident } from './data.ts';

export default function Correcting({
  incidentId,
  updateId,
  close,
}: {
  incidentId: string;
  updateId: string;
  close: () => void;
}) {
  const incident = useIncident(incidentId);
  return (
    <Loaded of={incident}>
      {(found) => {
        const update = found.updates.find(({ id }) => id === updateId);
        return update ? <CorrectionForm incident={found} update={update} close={close} /> : null;
      }}
    </Loaded>
  );
}
