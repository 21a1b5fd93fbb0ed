/** Earlier versions of a template: any of them can be taken back into the editor. */
import type { Template } from '@candor/protocol/words.ts';
import { Button, Title } from '@mantine/core';
import type { Listed } from '../../api.ts';
import { useGet } from '../../query.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { useActorName } from '../../ui/names.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';

export function Versions({
  id,
  current,
  take,
}: {
  id: string;
  current: number;
  take: (version: Template) => void;
}) {
  const versions = useGet<Listed<Template>>(`/templates/${id}/versions`);
  const nameOf = useActorName();
  return (
    <section aria-labelledby="versions">
      <Title order={2} fz="h4" id="versions" mb="sm">
        Versions
      </Title>
      <Loaded of={versions}>
        {({ items }) => (
          <DataTable
            caption="Versions of this template"
            keys={false}
            rows={items}
            rowKey={({ version }) => String(version)}
            columns={[
              {
                header: 'Version',
                cell: ({ version, updatedAt }) => (
                  <>
                    {version}, saved <Time at={updatedAt} show="absolute" />
                  </>
                ),
              },
              { header: 'By', wide: true, cell: ({ updatedBy }) => nameOf(updatedBy) },
              { header: 'Subject', wide: true, cell: ({ subject }) => subject },
              {
                header: 'Action',
                cell: (version) =>
                  version.version === current ? (
                    'in use'
                  ) : (
                    <Button size="compact-sm" variant="default" onClick={() => take(version)}>
                      Into the editor
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </Loaded>
    </section>
  );
}
