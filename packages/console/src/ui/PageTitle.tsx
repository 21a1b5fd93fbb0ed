/** The head of a page: what it is, one sentence if it needs one, and its main action. It names the document too. */
import { Group, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';

export function PageTitle({
  title,
  lead,
  children,
  back,
}: {
  title: string;
  lead?: ReactNode;
  /** The page's actions, at the end of the line. */
  children?: ReactNode;
  back?: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} · Candor`;
  }, [title]);
  return (
    <header style={{ marginBlockEnd: '1.25rem' }}>
      {back && (
        <Text component="div" size="sm" mb={4}>
          {back}
        </Text>
      )}
      <Group justify="space-between" align="flex-end" gap="sm">
        <div style={{ flex: '1 1 18rem', minWidth: 0 }}>
          <Title order={1} fz={{ base: 'h3', sm: 'h2' }} lh={1.25} style={{ overflowWrap: 'anywhere' }}>
            {title}
          </Title>
          {lead && (
            <Text component="div" className="quiet" mt={4} maw="48rem">
              {lead}
            </Text>
          )}
        </div>
        {children && <Group gap="xs">{children}</Group>}
      </Group>
    </header>
  );
}
