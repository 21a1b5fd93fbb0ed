/** What a template can speak of; a click puts the variable where the cursor was. */
import type { Variable } from '@candor/protocol/words.ts';
import { Anchor, Button, Collapse } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Listed } from '../../api.ts';
import { useGet } from '../../query.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Loaded } from '../../ui/states.tsx';

export function Variables({ insert }: { insert: (name: string) => void }) {
  const variables = useGet<Listed<Variable>>('/words/variables');
  const [open, { toggle }] = useDisclosure(false);
  return (
    <div>
      <Button variant="default" size="compact-sm" aria-expanded={open} onClick={toggle}>
        {open ? 'Hide the variables' : 'Variables'}
      </Button>
      <Collapse expanded={open}>
        <Loaded of={variables}>
          {({ items }) => (
            <DataTable
              caption="Variables"
              keys={false}
              rows={items}
              rowKey={({ name }) => name}
              filter={({ name, description }) => `${name} ${description}`}
              columns={[
                {
                  header: 'Variable',
                  cell: ({ name }) => (
                    <Anchor
                      component="button"
                      type="button"
                      ff="monospace"
                      fz="sm"
                      onClick={() => insert(name)}
                    >
                      {name}
                    </Anchor>
                  ),
                },
                { header: 'What it says', cell: ({ description }) => description },
                { header: 'For example', wide: true, cell: ({ sample }) => sample },
              ]}
            />
          )}
        </Loaded>
      </Collapse>
    </div>
  );
}
