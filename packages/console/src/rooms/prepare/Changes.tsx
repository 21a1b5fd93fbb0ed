/** Differences between two versions: where, what stood there, what stands there now. */
import type { PolicyChange } from '@candor/protocol/prepare.ts';
import { Text } from '@mantine/core';
import { DataTable } from '../../ui/DataTable.tsx';
import { localeName } from '../../ui/LocalizedField.tsx';

const SHORT = 220;
const short = (text: string) => (text.length > SHORT ? `${text.slice(0, SHORT)}…` : text);

export function Changes({ changes }: { changes: readonly PolicyChange[] }) {
  if (changes.length === 0) return <Text size="sm">It changed nothing.</Text>;
  return (
    <DataTable
      caption="Changes"
      keys={false}
      rows={changes}
      rowKey={({ path, locale }) => `${path} ${locale}`}
      columns={[
        {
          header: 'Where',
          cell: ({ path, locale }) =>
            `${path.replaceAll('.', ' › ')}${locale ? ` (${localeName(locale)})` : ''}`,
        },
        {
          header: 'Change',
          cell: ({ was, is }) => (
            <>
              {was !== null && <del className="quiet">{short(was)}</del>}
              {was !== null && is !== null && <br />}
              {is !== null && <ins style={{ textDecoration: 'none' }}>{short(is)}</ins>}
            </>
          ),
        },
      ]}
    />
  );
}
