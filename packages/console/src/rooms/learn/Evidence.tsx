/** The facts that a sentence rests on, shown where the sentence stands; a sentence without any says so. */
import type { FactView } from '@candor/protocol/respond.ts';
import { Anchor, Group, List, Popover, Text } from '@mantine/core';
import { useEditor } from './context.ts';

export function Evidence({ ids, origin }: { ids: readonly string[]; origin?: 'facts' | 'person' }) {
  const { facts } = useEditor();
  return (
    <Group gap={6}>
      {origin && <span className="chip">{origin === 'facts' ? 'from facts' : 'written by a person'}</span>}
      {ids.length === 0 ? (
        <Text size="xs" className="quiet">
          no evidence linked
        </Text>
      ) : (
        <Popover withArrow shadow="md" position="bottom-start" width={360} trapFocus>
          <Popover.Target>
            <Anchor component="button" type="button" fz="xs" underline="always">
              {ids.length === 1 ? '1 fact' : `${ids.length} facts`} behind it
            </Anchor>
          </Popover.Target>
          <Popover.Dropdown>
            <section aria-label="Facts" tabIndex={-1} style={{ maxHeight: 260, overflowY: 'auto' }}>
              <List size="sm" listStyleType="none" spacing={6}>
                {ids.map((id) => (
                  <List.Item key={id}>
                    <FactLine id={id} fact={facts.get(id)} />
                  </List.Item>
                ))}
              </List>
            </section>
          </Popover.Dropdown>
        </Popover>
      )}
    </Group>
  );
}

function FactLine({ id, fact }: { id: string; fact: FactView | undefined }) {
  return (
    <>
      {fact ? (
        <>
          <b>{fact.body.kind}</b> at {fact.at.slice(0, 19).replace('T', ' ')} UTC, by {fact.by}
        </>
      ) : (
        'A fact of another subject'
      )}
      <Text size="xs" className="quiet" style={{ overflowWrap: 'anywhere' }}>
        {id}
      </Text>
    </>
  );
}
