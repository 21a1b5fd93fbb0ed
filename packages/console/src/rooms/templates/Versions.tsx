/** Every version of a template: what changed in it, and the way to say it again. */
import type { Template, TemplateComparison, TemplateVersion } from '@candor/protocol/words.ts';
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { type Listed, post } from '../../api.ts';
import { useGet, useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { useActorName } from '../../ui/names.tsx';
import { Loaded, ProblemAlert } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';

export function Versions({
  id,
  current,
  onRestored,
}: {
  id: string;
  current: number;
  onRestored: (version: Template) => void;
}) {
  const versions = useGet<Listed<TemplateVersion>>(`/templates/${id}/versions`);
  const nameOf = useActorName();
  const mayEdit = useMay()('words:write');
  const [compared, setCompared] = useState<number | null>(null);
  const restore = useSend(
    (version: number) => post<Template>(`/templates/${id}/versions/${version}/restoration`),
    { touches: ['/templates', '/words'], done: onRestored },
  );
  return (
    <section aria-labelledby="versions">
      <Title order={2} fz="h4" id="versions" mb="sm">
        Versions
      </Title>
      <ProblemAlert problem={restore.error} />
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
                cell: ({ version, updatedAt, removed }) => (
                  <>
                    {version}, {removed ? 'taken away' : 'saved'} <Time at={updatedAt} show="absolute" />
                  </>
                ),
              },
              { header: 'By', wide: true, cell: ({ updatedBy }) => nameOf(updatedBy) },
              { header: 'Subject', wide: true, cell: ({ subject }) => subject },
              {
                header: 'Action',
                cell: ({ version, removed }) =>
                  version === current ? (
                    'in use'
                  ) : (
                    <Group gap={4}>
                      <Button
                        size="compact-sm"
                        variant="default"
                        aria-expanded={compared === version}
                        onClick={() => setCompared(compared === version ? null : version)}
                      >
                        Compare
                      </Button>
                      {mayEdit && !removed && (
                        <Button
                          size="compact-sm"
                          variant="default"
                          loading={restore.isPending && restore.variables === version}
                          onClick={() => restore.mutate(version)}
                        >
                          Say again
                        </Button>
                      )}
                    </Group>
                  ),
              },
            ]}
          />
        )}
      </Loaded>
      {compared !== null && <Compared id={id} from={compared} to={current} />}
    </section>
  );
}

function Compared({ id, from, to }: { id: string; from: number; to: number }) {
  const comparison = useGet<TemplateComparison>(`/templates/${id}/versions/${to}/comparison`, { from });
  return (
    <Loaded of={comparison}>
      {({ parts }) => (
        <Stack gap="xs" mt="sm" aria-label={`From version ${from} to ${to}`} role="region">
          {parts
            .filter(({ changes }) => changes.some(({ does }) => does !== 'keep'))
            .map(({ part, changes }) => (
              <div key={part} className="card">
                <Text size="sm" fw={600}>
                  {part}: from version {from} to {to}
                </Text>
                <Text size="sm" component="div" className="prose difference" dir="auto">
                  {placed(changes).map(({ does, text, key }) =>
                    does === 'add' ? (
                      <ins key={key}>{text}</ins>
                    ) : does === 'remove' ? (
                      <del key={key}>{text}</del>
                    ) : (
                      <span key={key}>{text}</span>
                    ),
                  )}
                </Text>
              </div>
            ))}
        </Stack>
      )}
    </Loaded>
  );
}

function placed<Change extends { text: string }>(changes: readonly Change[]) {
  let key = 0;
  return changes.map((change) => {
    key += change.text.length;
    return { ...change, key };
  });
}
