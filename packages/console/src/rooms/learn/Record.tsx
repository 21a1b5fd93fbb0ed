/** What nobody types: the numbers that the text is held against, and the log of what was corrected in public. */
import type { PostmortemDocument } from '@candor/protocol/postmortem.ts';
import { List, Text } from '@mantine/core';
import { DataTable } from '../../ui/DataTable.tsx';
import { Time } from '../../ui/Time.tsx';
import { Evidence } from './Evidence.tsx';

export function Figures({ figures }: { figures: PostmortemDocument['figures'] }) {
  if (figures.length === 0) return <Text className="quiet">Nothing was measured.</Text>;
  return (
    <DataTable
      caption="Numbers of the record"
      keys={false}
      rows={figures}
      rowKey={({ name, componentId }) => `${name} ${componentId}`}
      columns={[
        { header: 'What', cell: ({ label }) => label },
        { header: 'Value', align: 'end', cell: ({ value, unit }) => `${value} ${unit}` },
        { header: 'Evidence', wide: true, cell: ({ evidence }) => <Evidence ids={evidence} /> },
      ]}
    />
  );
}

export function Corrections({ entries }: { entries: PostmortemDocument['sections']['corrections'] }) {
  if (entries.length === 0)
    return (
      <Text size="sm" className="quiet">
        None. After publication, each change is published as a correction that says what it changes.
      </Text>
    );
  return (
    <List size="sm">
      {entries.map(({ at, what, version }) => (
        <List.Item key={version}>
          Version {version}, <Time at={at} show="absolute" />: {what}
        </List.Item>
      ))}
    </List>
  );
}
