/** When it goes out: after the hold, or at a time of one's own in the zone that is shown. */
import { Button, Group, TextInput } from '@mantine/core';
import { serverNowMs } from '../../api.ts';
import { Time } from '../../ui/Time.tsx';
import { useZone } from '../../ui/zone.ts';
import { fromField, toField } from '../maintenance/localTime.ts';

export function PublishAt({ at, onChange }: { at: string | null; onChange: (at: string | null) => void }) {
  const { zone } = useZone();
  if (at === null)
    return (
      <Button
        variant="subtle"
        size="compact-sm"
        onClick={() =>
          onChange(new Date(Math.ceil(serverNowMs() / 900_000) * 900_000 + 900_000).toISOString())
        }
      >
        At a later time
      </Button>
    );
  return (
    <Group gap="xs" align="end">
      <TextInput
        type="datetime-local"
        size="xs"
        label={`Goes out at (${zone})`}
        value={toField(at, zone)}
        onChange={(event) => {
          const chosen = fromField(event.currentTarget.value, zone);
          if (chosen) onChange(chosen);
        }}
      />
      <Button variant="default" size="xs" onClick={() => onChange(null)}>
        Now instead
      </Button>
      <span>
        <Time at={at} />
      </span>
    </Group>
  );
}
