/** Adding a monitor; without a component there is nothing that it could vouch for. */
import type { MonitorInput, MonitorWithState } from '@candor/protocol/watch.ts';
import { useNavigate } from '@tanstack/react-router';
import { post } from '../../api.ts';
import { useSend } from '../../query.ts';
import { useComponents } from '../../ui/names.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { LinkButton, TextLink } from '../../ui/RoomLink.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { MonitorForm } from './MonitorForm.tsx';
import { NEW } from './values.ts';

export default function NewMonitor() {
  const navigate = useNavigate();
  const components = useComponents();
  const add = useSend((input: MonitorInput) => post<MonitorWithState>('/monitors', input), {
    touches: ['/monitors', '/components'],
    done: ({ id }) => void navigate({ to: `/monitors/${id}` }),
  });
  return (
    <div className="page narrow">
      <PageTitle title="New monitor" back={<TextLink to="/monitors">Monitors</TextLink>} />
      <Loaded of={components}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty
              title="First name what it vouches for"
              action={<LinkButton to="/components/new">Add a component</LinkButton>}
            >
              A monitor speaks for a component: what users use, in their words.
            </Empty>
          ) : (
            <div className="card">
              <MonitorForm
                initial={NEW}
                fresh
                submit="Add the monitor"
                pending={add.isPending}
                problem={add.error}
                onSave={add.mutate}
              />
            </div>
          )
        }
      </Loaded>
    </div>
  );
}
