/** What was promised to change, the next due first; an action is done when somebody says how one can see it. */
import type { ActionView } from '@candor/protocol/learn.ts';
import { Button, Modal, SegmentedControl, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { type Listed, put } from '../../api.ts';
import { useNow } from '../../lib/now.ts';
import { useGet, useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { FormShell } from '../../ui/FormShell.tsx';
import { useForm } from '../../ui/form.ts';
import { usePersons } from '../../ui/names.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { LinkButton, TextLink } from '../../ui/RoomLink.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';

export default function Actions() {
  const [which, setWhich] = useState('open');
  const actions = useGet<Listed<ActionView>>('/actions', { open: which === 'all' ? null : which === 'open' });
  const persons = usePersons();
  const [ending, setEnding] = useState<ActionView | null>(null);
  const mayEdit = useMay()('learn:write');
  const nameOf = (id: string | null) => persons.find((person) => person.id === id)?.name ?? id ?? 'Nobody';
  const today = new Date(useNow()).toISOString().slice(0, 10);
  return (
    <div className="page">
      <PageTitle
        title="Actions"
        lead="Owners are reminded on the day an action is due, and every week after."
      >
        <SegmentedControl
          aria-label="Which actions"
          value={which}
          onChange={setWhich}
          data={[
            { value: 'open', label: 'Open' },
            { value: 'done', label: 'Done' },
            { value: 'all', label: 'All' },
          ]}
        />
      </PageTitle>
      <Loaded of={actions}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty
              title={which === 'done' ? 'Nothing was finished yet' : 'No action is open'}
              action={
                <LinkButton to="/postmortems" variant="default">
                  Go to the postmortems
                </LinkButton>
              }
            >
              Actions come from postmortems: each contributing factor needs at least one.
            </Empty>
          ) : (
            <DataTable
              caption="Actions"
              rows={items}
              rowKey={({ id }) => id}
              filter={({ title, ownerId, type }) => `${title} ${nameOf(ownerId)} ${type}`}
              columns={[
                {
                  header: 'Action',
                  cell: ({ title, type, ownerId, completionTest, incidentId }) => (
                    <>
                      {title}
                      <Text size="sm" className="quiet">
                        {nameOf(ownerId)}, to {type}. {completionTest ?? 'No test says when it is done.'}{' '}
                        <TextLink to={`/incidents/${incidentId}/postmortem`}>Postmortem</TextLink>
                      </Text>
                    </>
                  ),
                },
                { header: 'Due', cell: (action) => <Due action={action} today={today} /> },
                {
                  header: 'Done',
                  cell: (action) =>
                    action.doneAt ? (
                      <>
                        <Time at={action.doneAt} show="absolute" />
                        {action.proof && (
                          <Text size="sm" className="quiet">
                            {action.proof}
                          </Text>
                        )}
                      </>
                    ) : mayEdit ? (
                      <Button size="xs" variant="default" onClick={() => setEnding(action)}>
                        It is done
                      </Button>
                    ) : (
                      'Not yet'
                    ),
                },
              ]}
            />
          )
        }
      </Loaded>
      <Modal opened={ending !== null} onClose={() => setEnding(null)} title="It is done">
        {ending && <Completion action={ending} close={() => setEnding(null)} />}
      </Modal>
    </div>
  );
}

function Due({ action: { dueOn, doneAt }, today }: { action: ActionView; today: string }) {
  if (!dueOn) return <span className="quiet">not set</span>;
  const late = !doneAt && dueOn < today;
  return (
    <span style={late ? { color: 'var(--state-major_outage)', fontWeight: 600 } : undefined}>
      {dueOn}
      {late && ' · late'}
    </span>
  );
}

function Completion({ action, close }: { action: ActionView; close: () => void }) {
  const finish = useSend(
    ({ proof }: { proof: string }) =>
      put<ActionView>(`/actions/${action.id}/completion`, { proof: proof.trim() || null }),
    { touches: ['/actions'], done: close },
  );
  const form = useForm({ proof: '' }, finish.error);
  return (
    <FormShell
      submit="Record that it is done"
      pending={finish.isPending}
      problem={finish.error}
      onSubmit={() => finish.mutate(form.values)}
      cancel={close}
    >
      <Text fw={600}>{action.title}</Text>
      <Textarea
        label="How one can see it"
        description={action.completionTest ?? 'A link to the change, the test or the graph.'}
        autosize
        minRows={2}
        data-autofocus
        {...form.text('proof')}
      />
    </FormShell>
  );
}
