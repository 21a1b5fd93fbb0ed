/** One checklist: its items, how many did each, and the line that puts it into your app. */
import type { ChecklistCounts, ChecklistInput, Checklist as Stored } from '@candor/protocol/prepare.ts';
import { Anchor, Grid, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useGet } from '../../query.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { textIn } from '../../ui/LocalizedField.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { TextLink, useParam } from '../../ui/RoomLink.tsx';
import { Snippet } from '../../ui/Snippet.tsx';
import { Loaded } from '../../ui/states.tsx';
import { ChecklistForm } from './ChecklistForm.tsx';
import { useTagged, useTaggedSave } from './data.ts';
import { Progress } from './Progress.tsx';
import { embedSnippet } from './snippets.ts';

export default function Checklist() {
  const id = useParam('checklistId');
  const checklist = useTagged<Stored>(`/checklists/${id}`);
  return (
    <div className="page">
      <Loaded of={checklist}>
        {({ value, etag }) => {
          const { createdAt: _, updatedAt: __, updatedBy: ___, id: own, ...input } = value;
          return (
            <>
              <PageTitle
                title={textIn(value.title)}
                back={<TextLink to="/checklists">Checklists</TextLink>}
                lead={
                  value.state === 'open' ? (
                    <>
                      Hosted at{' '}
                      <Anchor href={`/checklists/${value.slug}`} underline="always">
                        /checklists/{value.slug}
                      </Anchor>
                    </>
                  ) : (
                    'Withdrawn: nobody is shown it.'
                  )
                }
              />
              <Grid gap="lg">
                <Grid.Col span={{ base: 12, md: 7 }}>
                  <Edit key={own} id={own} initial={input} etag={etag} />
                </Grid.Col>
                <Grid.Col span={{ base: 12, md: 5 }}>
                  <Stack>
                    <Counts checklist={value} />
                    <section className="card">
                      <Title order={2} fz="h4" mb="xs">
                        Inside your app
                      </Title>
                      <Text size="sm" mb="xs" className="quiet">
                        Loaded from here; a copy of candor-embed.js beside your own scripts works also when
                        this server is away. With a reader key progress follows the user across devices.
                      </Text>
                      <Snippet
                        label="Lines for your app"
                        code={embedSnippet({ origin: window.location.origin, slug: value.slug })}
                      />
                    </section>
                  </Stack>
                </Grid.Col>
              </Grid>
            </>
          );
        }}
      </Loaded>
    </div>
  );
}

function Edit({ id, initial, etag }: { id: string; initial: ChecklistInput; etag: string }) {
  // The tag of what the form began with: what somebody else saves meanwhile has to be noticed.
  const [base, setBase] = useState(etag);
  const save = useTaggedSave<Stored, ChecklistInput>(`/checklists/${id}`, [`/checklists/${id}/counts`]);
  const send = (input: ChecklistInput) =>
    save.mutate({ input, etag: base }, { onSuccess: (saved) => setBase(saved.etag) });
  return <ChecklistForm initial={initial} submit="Save the checklist" save={{ ...save, mutate: send }} />;
}

function Counts({ checklist }: { checklist: Stored }) {
  const counts = useGet<ChecklistCounts>(`/checklists/${checklist.id}/counts`, {}, { everyMs: 30_000 });
  const titleOf = (id: string) => textIn(checklist.items.find((item) => item.id === id)?.title) || id;
  return (
    <section className="card" aria-labelledby="counts">
      <Title order={2} fz="h4" id="counts" mb="xs">
        Progress
      </Title>
      <Text size="sm" mb="xs">
        <Progress checklistId={checklist.id} />
      </Text>
      <Loaded of={counts}>
        {({ items }) => (
          <DataTable
            caption="How many did each item"
            keys={false}
            rows={items}
            rowKey={({ id }) => id}
            columns={[
              { header: 'Item', cell: ({ id }) => titleOf(id) },
              { header: 'Done by', align: 'end', cell: ({ done }) => done.toLocaleString('en') },
              {
                header: 'Wrong at first',
                align: 'end',
                wide: true,
                cell: ({ answeredWrong }) => (answeredWrong > 0 ? answeredWrong.toLocaleString('en') : ''),
              },
            ]}
          />
        )}
      </Loaded>
    </section>
  );
}
