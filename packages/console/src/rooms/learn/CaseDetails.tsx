/** One case in full: cause, impact, amends and lesson, what sources dispute, and where each word comes from. */
import type { CaseRow, CaseTable } from '@candor/protocol/learn.ts';
import { Anchor, List, Stack, Text, Title } from '@mantine/core';
import { Shown } from './Shown.tsx';

export function CaseDetails({ row, honesty }: { row: CaseRow; honesty: CaseTable['honesty'] }) {
  const parts = [
    ['Cause', row.cause],
    ['Impact', row.impact],
    ['Amends', row.makeGood],
    ['Lesson', row.lesson],
  ] as const;
  const doubtful =
    parts.some(([, cell]) => cell.unverified) || row.date.unverified || row.duration.unverified;
  return (
    <Stack gap="xs" maw="70ch">
      {parts.map(([label, cell]) => (
        <div key={label}>
          <Title order={3} fz="sm">
            {label}
          </Title>
          <Shown cell={cell} />
        </div>
      ))}
      {row.caveats.length > 0 && (
        <div>
          <Title order={3} fz="sm">
            Where sources disagree
          </Title>
          <List size="sm">
            {row.caveats.map((caveat) => (
              <List.Item key={caveat.text}>{caveat.text}</List.Item>
            ))}
          </List>
        </div>
      )}
      <div>
        <Title order={3} fz="sm">
          Sources
        </Title>
        <List size="sm">
          {row.sources.map((source) => (
            <List.Item key={source.name + source.note} style={{ overflowWrap: 'anywhere' }}>
              {source.url ? (
                <Anchor href={source.url} fz="sm" underline="always" rel="noreferrer">
                  {source.name}
                </Anchor>
              ) : (
                source.name
              )}{' '}
              ({source.kind}): {source.note}
            </List.Item>
          ))}
        </List>
      </div>
      {doubtful && (
        <Text size="xs" c="dimmed">
          “Unverified” means: {honesty['memory']}.
        </Text>
      )}
    </Stack>
  );
}
