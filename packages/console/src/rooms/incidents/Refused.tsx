/** An update that was accepted and did not become public: its words are still here. */
import { Button, Group } from '@mantine/core';
import { Callout } from '../../ui/Callout.tsx';

export function Refused({ onBack, onLetGo }: { onBack: () => void; onLetGo: () => void }) {
  return (
    <Callout tone="amber" role="alert" title="Your update was not published">
      It was refused at the end of its hold, or taken back; the timeline says why.
      <Group gap="xs" mt="xs">
        <Button size="compact-sm" variant="default" onClick={onBack}>
          Put its text back
        </Button>
        <Button size="compact-sm" variant="subtle" onClick={onLetGo}>
          Let it go
        </Button>
      </Group>
    </Callout>
  );
}
