/** A list of entries in a form: each in its own frame, one more with a click, and taken out without a trace. */
import { Button, Fieldset, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

export function Rows<T>({
  rows,
  keyOf,
  one,
  empty,
  onChange,
  blank,
  children,
}: {
  rows: readonly T[];
  keyOf: (row: T) => string;
  /** What one of them is called: "target". */
  one: string;
  /** What stands here while there is none. */
  empty: string;
  onChange: (rows: T[]) => void;
  /** A new entry; null when no more fit. */
  blank: (() => T) | null;
  children: (row: T, set: (change: Partial<T>) => void, index: number) => ReactNode;
}) {
  return (
    <Stack gap="sm">
      {rows.length === 0 && (
        <Text size="sm" className="quiet">
          {empty}
        </Text>
      )}
      {rows.map((row, i) => (
        <Fieldset key={keyOf(row)} legend={`${one[0]?.toUpperCase()}${one.slice(1)} ${i + 1}`}>
          <Stack gap="sm">
            {children(
              row,
              (change) => onChange(rows.map((old) => (old === row ? { ...old, ...change } : old))),
              i,
            )}
            <Button
              size="compact-sm"
              variant="subtle"
              color="gray"
              w="fit-content"
              onClick={() => onChange(rows.filter((old) => old !== row))}
            >
              Take out {one} {i + 1}
            </Button>
          </Stack>
        </Fieldset>
      ))}
      {blank && (
        <Button variant="default" w="fit-content" onClick={() => onChange([...rows, blank()])}>
          Add a {one}
        </Button>
      )}
    </Stack>
  );
}
