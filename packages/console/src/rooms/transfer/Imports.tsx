/** The imports so far, a new one, and the export. */
import type { ImportView } from '@candor/protocol/transfer.ts';
import { Button, Group, Stack, Title } from '@mantine/core';
import type { Listed } from '../../api.ts';
import { useGet } from '../../query.ts';
import { useMay } from '../../session.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { NewImport } from './NewImport.tsx';
import { SOURCES, STATES } from './words.ts';

export default function Imports() {
  const may = useMay();
  const imports = useGet<Listed<ImportView>>('/imports');
  return (
    <div className="page">
      <PageTitle
        title="Import and export"
        lead="Take over another status page with its past and its readers. A plan comes first and changes nothing; nobody is written to because of an import."
      />
      <Stack gap="xl">
        <NewImport />
        <section>
          <Title order={2} fz="h4" mb="sm">
            Imports so far
          </Title>
          <Loaded of={imports}>
            {({ items }) =>
              items.length === 0 ? (
                <Empty title="No import yet">
                  Choose a source above. You see what would be created, changed and left out before anything
                  happens.
                </Empty>
              ) : (
                <DataTable
                  caption="Imports"
                  rows={items}
                  rowKey={({ id }) => id}
                  to={({ id }) => `/imports/${id}`}
                  columns={[
                    { header: 'From', cell: ({ source }) => source.name },
                    { header: 'Source', wide: true, cell: ({ source }) => SOURCES[source.kind] },
                    { header: 'State', cell: ({ state }) => STATES[state] },
                    { header: 'Planned', wide: true, cell: ({ createdAt }) => <Time at={createdAt} /> },
                  ]}
                />
              )
            }
          </Loaded>
        </section>
        <section className="card">
          <Title order={2} fz="h4">
            Export
          </Title>
          <p className="quiet">
            Page, groups, components, monitors, incidents and maintenance as one file that another Candor, or
            a script, can read. Who is subscribed is in it only if you ask for it: keep that file like a
            password.
          </p>
          <Group gap="xs">
            <Button component="a" variant="default" href="/api/v1/export" download="candor-export.json">
              Export
            </Button>
            {may('audience:read') && (
              <Button
                component="a"
                variant="default"
                href="/api/v1/export?subscribers=true"
                download="candor-export-with-subscribers.json"
              >
                Export with subscribers
              </Button>
            )}
          </Group>
        </section>
      </Stack>
    </div>
  );
}
