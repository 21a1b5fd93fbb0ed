/** The published versions; each opens with what it changed. */
import type { PolicyVersion, PolicyVersionInFull } from '@candor/protocol/prepare.ts';
import { Modal, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { Listed } from '../../api.ts';
import { useGet } from '../../query.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { textIn } from '../../ui/LocalizedField.tsx';
import { useActorName } from '../../ui/names.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { Changes } from './Changes.tsx';

export function Versions() {
  const versions = useGet<Listed<PolicyVersion>>('/policy/versions');
  const [opened, setOpened] = useState<number | null>(null);
  return (
    <section aria-labelledby="policy-versions">
      <Title order={2} fz="h4" id="policy-versions" mb="sm">
        Versions
      </Title>
      <Loaded of={versions}>
        {({ items }) =>
          items.length === 0 ? (
            <Text className="quiet">None yet.</Text>
          ) : (
            <DataTable
              caption="Versions of the policy"
              keys={false}
              rows={items}
              rowKey={({ version }) => String(version)}
              onOpen={({ version }) => setOpened(version)}
              columns={[
                { header: 'Version', cell: ({ version }) => `Version ${version}` },
                { header: 'Published', cell: ({ publishedAt }) => <Time at={publishedAt} show="absolute" /> },
                {
                  header: 'Accepted by',
                  align: 'end',
                  cell: ({ accepted }) => accepted.toLocaleString('en'),
                },
              ]}
            />
          )
        }
      </Loaded>
      <Modal
        opened={opened !== null}
        onClose={() => setOpened(null)}
        title={`Version ${opened ?? ''}`}
        size="lg"
      >
        {opened !== null && <Version version={opened} />}
      </Modal>
    </section>
  );
}

function Version({ version }: { version: number }) {
  const found = useGet<PolicyVersionInFull>(`/policy/versions/${version}`);
  const nameOf = useActorName();
  return (
    <Loaded of={found}>
      {({ publishedAt, publishedBy, note, significant, changes }) => (
        <Stack>
          <Text>
            Published <Time at={publishedAt} /> by {nameOf(publishedBy)}.{' '}
            {significant ? 'Readers were asked again.' : 'Readers were not asked again.'}
          </Text>
          {note && <Text>{textIn(note)}</Text>}
          {version > 1 ? <Changes changes={changes} /> : <Text className="quiet">The first version.</Text>}
        </Stack>
      )}
    </Loaded>
  );
}
