/** What a template can speak of: search, Enter, and the first one found stands where the cursor was. */
import type { Variable } from '@candor/protocol/words.ts';
import { Button, Kbd, Text, TextInput, Title } from '@mantine/core';
import { type RefObject, useState } from 'react';
import type { Listed } from '../../api.ts';
import { useGet } from '../../query.ts';
import { Loaded } from '../../ui/states.tsx';

export function Variables({
  search,
  insert,
  back,
}: {
  search: RefObject<HTMLInputElement | null>;
  insert: (name: string) => void;
  /** To where the cursor was. */
  back: () => void;
}) {
  const variables = useGet<Listed<Variable>>('/words/variables');
  const [asked, setAsked] = useState('');
  const put = (name: string) => {
    setAsked('');
    insert(name);
  };
  return (
    <section aria-labelledby="variables">
      <Title order={2} fz="h4" id="variables" mb="sm">
        Variables
      </Title>
      <Loaded of={variables}>
        {({ items }) => {
          const found = matching(items, asked);
          return (
            <>
              <TextInput
                ref={search}
                label={
                  <>
                    Look for one <Kbd size="xs">Alt V</Kbd>
                  </>
                }
                description="Enter puts the first one where the cursor was."
                value={asked}
                onChange={(event) => setAsked(event.currentTarget.value)}
                onKeyDown={(event) => {
                  if (event.key === 'Enter' && found[0]) {
                    event.preventDefault();
                    put(found[0].name);
                  } else if (event.key === 'Escape') {
                    setAsked('');
                    back();
                  }
                }}
              />
              <ul className="variables">
                {found.map(({ name, type, description, sample, empty }) => (
                  <li key={name}>
                    <Button
                      size="compact-xs"
                      mih={24}
                      variant="default"
                      ff="monospace"
                      onClick={() => put(name)}
                    >
                      {name}
                    </Button>{' '}
                    <Text size="xs" className="quiet" component="span">
                      {type}
                    </Text>
                    <Text size="xs">{description}</Text>
                    <Text size="xs" className="quiet">
                      For example: {sample}
                      {empty ? `. Empty when ${empty.replace(/\.$/, '')}` : ''}
                    </Text>
                  </li>
                ))}
              </ul>
            </>
          );
        }}
      </Loaded>
    </section>
  );
}

/** By the beginning of the name first, then by any of its words. */
function matching(items: readonly Variable[], asked: string): Variable[] {
  const words = asked.trim().toLowerCase();
  if (!words) return [...items];
  const rank = ({ name, description }: Variable) =>
    name.toLowerCase().startsWith(words)
      ? 0
      : name.toLowerCase().includes(words)
        ? 1
        : description.toLowerCase().includes(words)
          ? 2
          : 3;
  return items.filter((each) => rank(each) < 3).sort((a, b) => rank(a) - rank(b));
}
