/** A form: Enter sends it, the error stands above its buttons, and the sent form cannot be sent twice. */
import { Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { ProblemAlert } from './states.tsx';

export function FormShell({
  onSubmit,
  submit,
  pending = false,
  problem,
  children,
  cancel,
  locked = false,
}: {
  onSubmit: () => unknown;
  /** The verb on the button. */
  submit: string;
  pending?: boolean;
  problem?: unknown;
  children: ReactNode;
  cancel?: (() => void) | undefined;
  /** Somebody whose role may read this and not change it. */
  locked?: boolean;
}) {
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!pending && !locked) onSubmit();
      }}
    >
      <Stack gap="md">
        {children}
        {problem ? <ProblemAlert problem={problem} /> : null}
        <Group gap="xs">
          {locked ? (
            <Text size="sm" className="quiet">
              Your role may read this, not change it.
            </Text>
          ) : (
            <Button type="submit" loading={pending}>
              {submit}
            </Button>
          )}
          {cancel && (
            <Button variant="default" onClick={cancel}>
              Cancel
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
