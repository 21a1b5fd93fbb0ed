/** Why the composer opens with these words, and the way back to them. */
import type { Suggestion } from '@candor/protocol/composer.ts';
import { Button, Group, Text } from '@mantine/core';
import { statusLabel } from '../../ui/StatusMark.tsx';
import { isOwn, type Standing, type Writing } from './useComposer.ts';

export function FollowsFrom({
  suggestion,
  writing,
  own,
  onFollow,
}: {
  suggestion: Suggestion | undefined;
  writing: Standing;
  own: Writing;
  onFollow: () => void;
}) {
  if (!suggestion?.phase) return null;
  const { kind } = suggestion.phases[writing.phase];
  if (!isOwn(own))
    return (
      <Text size="sm" className="quiet">
        {suggestion.because} {kind === 'no_change' ? 'So it says that you are still on it.' : ''} Send it as
        it is, or change what is not right.
      </Text>
    );
  return own.draftId ? null : (
    <Group gap="xs">
      {own.phase !== null && own.phase !== suggestion.phase && (
        <Text size="sm" className="quiet">
          The facts ask for “{statusLabel(suggestion.phase).toLowerCase()}”: {suggestion.because}
        </Text>
      )}
      <Button size="compact-xs" mih={24} variant="subtle" onClick={onFollow}>
        Begin again from the facts
      </Button>
    </Group>
  );
}
