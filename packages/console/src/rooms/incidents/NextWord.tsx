/** When the next word comes: by the cadence, or at a time of one's own. The public sees it. */
import { Group, SegmentedControl, Text } from '@mantine/core';
import { Time } from '../../ui/Time.tsx';

const CHOICES = [
  { value: '', label: 'By the cadence' },
  { value: '15', label: '15 min' },
  { value: '30', label: '30 min' },
  { value: '60', label: '1 h' },
  { value: '120', label: '2 h' },
];

export function NextWord({
  minutes,
  onChange,
  dueAt,
}: {
  minutes: number | null;
  onChange: (minutes: number | null) => void;
  dueAt: string | null;
}) {
  return (
    <Group gap="xs" align="center">
      <Text size="sm" fw={600} id="next-word">
        Next word
      </Text>
      <SegmentedControl
        size="xs"
        aria-labelledby="next-word"
        value={minutes === null ? '' : String(minutes)}
        onChange={(value) => onChange(value ? Number(value) : null)}
        data={CHOICES}
      />
      {dueAt && (
        <Text size="sm">
          by <Time at={dueAt} />
        </Text>
      )}
    </Group>
  );
}
