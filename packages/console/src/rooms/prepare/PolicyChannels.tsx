/** Where users reach somebody, when, and how soon they are answered. */
import type { PolicyDocument } from '@candor/protocol/prepare.ts';
import { NumberInput, TextInput } from '@mantine/core';
import { LocalizedField, writtenText } from '../../ui/LocalizedField.tsx';
import { freshId } from './fresh-id.ts';
import type { ErrorOf } from './PolicyEditor.tsx';
import { Rows } from './Rows.tsx';

type Channel = PolicyDocument['channels'][number];

export function PolicyChannels({
  channels,
  onChange,
  errorOf,
}: {
  channels: readonly Channel[];
  onChange: (channels: Channel[]) => void;
  errorOf: ErrorOf;
}) {
  return (
    <Rows
      rows={channels}
      keyOf={({ id }) => id}
      one="channel"
      empty="Name at least the status page and one way to reach a person."
      onChange={onChange}
      blank={() => ({
        id: freshId('channel'),
        name: { en: '' },
        url: null,
        hours: null,
        answerWithinMinutes: null,
      })}
    >
      {({ name, url, hours, answerWithinMinutes }, set, i) => (
        <>
          <LocalizedField
            label="Name"
            value={name}
            error={errorOf(`channels.${i}.name`)}
            onChange={(value) => set({ name: value })}
          />
          <TextInput
            label="Address"
            description="Begins with https://, mailto:, tel: or /"
            value={url ?? ''}
            error={errorOf(`channels.${i}.url`)}
            onChange={({ currentTarget }) => set({ url: currentTarget.value.trim() || null })}
          />
          <LocalizedField
            label="Staffed when"
            value={hours ?? {}}
            error={errorOf(`channels.${i}.hours`)}
            onChange={(value) => set({ hours: writtenText(value) })}
          />
          <NumberInput
            label="Answered within, minutes"
            description="Empty: not promised."
            min={1}
            max={100_000}
            value={answerWithinMinutes ?? ''}
            error={errorOf(`channels.${i}.answerWithinMinutes`)}
            onChange={(value) => set({ answerWithinMinutes: typeof value === 'number' ? value : null })}
          />
        </>
      )}
    </Rows>
  );
}
