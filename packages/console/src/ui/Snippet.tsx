/** Code to be pasted elsewhere: shown whole, and copied with one click. */
import { Button, Code, CopyButton } from '@mantine/core';

export function Snippet({ label, code }: { label: string; code: string }) {
  return (
    <figure aria-label={label} style={{ margin: 0 }}>
      <Code block tabIndex={0} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {code}
      </Code>
      <CopyButton value={code}>
        {({ copied, copy }) => (
          <Button mt="xs" size="compact-sm" variant="default" onClick={copy}>
            {copied ? 'Copied' : 'Copy'}
          </Button>
        )}
      </CopyButton>
    </figure>
  );
}
