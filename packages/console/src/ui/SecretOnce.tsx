/** A secret that the server shows once: it is marked, copied, and gone when the dialog closes. */
import { Button, CopyButton, Group, Stack, Text, TextInput } from '@mantine/core';

export function SecretOnce({
  label,
  secret,
  hint,
  close,
}: {
  label: string;
  secret: string;
  hint: string;
  close: () => void;
}) {
  return (
    <Stack>
      <Text role="status">Copy it now: it is not shown again.</Text>
      <TextInput
        label={label}
        description={hint}
        value={secret}
        readOnly
        onFocus={({ currentTarget }) => currentTarget.select()}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      />
      <Group gap="xs">
        <CopyButton value={secret}>
          {({ copied, copy }) => <Button onClick={copy}>{copied ? 'Copied' : 'Copy'}</Button>}
        </CopyButton>
        <Button variant="default" onClick={close}>
          I have it
        </Button>
      </Group>
    </Stack>
  );
}
