/** A button for what cannot be undone: it asks once, in place, in words that name what will happen. */
import { Button, type ButtonProps, Group, Popover, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';

export function ConfirmButton({
  children,
  question,
  confirm,
  onConfirm,
  loading = false,
  danger = true,
  ...button
}: Omit<ButtonProps, 'onClick' | 'children'> & {
  children: ReactNode;
  /** What happens, and what stays: "The monitor and its samples go; its facts stay." */
  question: ReactNode;
  /** The verb: "Remove the monitor". */
  confirm: string;
  onConfirm: () => unknown;
  danger?: boolean;
}) {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      trapFocus
      returnFocus
      withArrow
      shadow="md"
      width={300}
      withRoles
    >
      <Popover.Target>
        <Button variant="default" {...button} loading={loading ?? false} onClick={() => setOpen(!open)}>
          {children}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={confirm}>
        <Text size="sm" component="div">
          {question}
        </Text>
        <Group gap="xs" mt="sm">
          <Button
            size="xs"
            {...(danger ? { color: 'red.8' } : {})}
            onClick={() => {
              setOpen(false);
              onConfirm();
            }}
          >
            {confirm}
          </Button>
          <Button size="xs" variant="default" onClick={() => setOpen(false)}>
            Keep it as it is
          </Button>
        </Group>
      </Popover.Dropdown>
    </Popover>
  );
}
