/** Changing a monitor; its history stays. */
import type { MonitorInput, MonitorWithState } from '@candor/protocol/watch.ts';
import { useNavigate } from '@tanstack/react-router';
import { patch } from '../../api.ts';
import { useGet, useSend } from '../../query.ts';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { TextLink, useParam } from '../../ui/RoomLink.tsx';
import { Loaded } from '../../ui/states.tsx';
import { MonitorForm } from './MonitorForm.tsx';
import { valuesOf } from './values.ts';

export default function EditMonitor() {
  const id = useParam('monitorId');
  const navigate = useNavigate();
  const monitor = useGet<MonitorWithState>(`/monitors/${id}`);
  const save = useSend((input: MonitorInput) => patch<MonitorWithState>(`/monitors/${id}`, input), {
    touches: ['/monitors'],
    done: () => void navigate({ to: `/monitors/${id}` }),
  });
  return (
    <div className="page narrow">
      <Loaded of={monitor}>
        {(found) => (
          <>
            <PageTitle
              title={`Change “${found.name}”`}
              back={<TextLink to={`/monitors/${id}`}>{found.name}</TextLink>}
            />
            <div className="card">
              <MonitorForm
                key={found.id}
                initial={valuesOf(found)}
                fresh={false}
                submit="Save"
                pending={save.isPending}
                problem={save.error}
                onSave={save.mutate}
              />
            </div>
          </>
        )}
      </Loaded>
    </div>
  );
}
