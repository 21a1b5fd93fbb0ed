/** A text of one's own as this carrier would send it, counted by the carrier's own rule. */
import type { CarrierPreview, CarrierView } from '@candor/protocol/carriers.ts';
import { Code, Text, Textarea, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Problem, post } from '../../api.ts';
import { placed } from '../../lib/placed.ts';
import { Loaded } from '../../ui/states.tsx';

const SAMPLE =
  'Paying by card fails since 10:04 UTC for some customers. Orders that are paid are safe. We are looking for the cause. Next word by 10:35 UTC.';

export function PreviewCard({ carrier }: { carrier: CarrierView }) {
  const [text, setText] = useState(SAMPLE);
  const [settled] = useDebouncedValue(text, 300);
  const shown = useQuery<CarrierPreview, Problem>({
    queryKey: ['/carriers/previews', carrier.name, settled],
    placeholderData: keepPreviousData,
    queryFn: () =>
      post<CarrierPreview>(`/carriers/${carrier.name}/previews`, { subject: 'Checkout', text: settled }),
  });
  return (
    <section className="card" aria-labelledby="carrier-preview">
      <Title order={2} fz="h5" id="carrier-preview" mb="xs">
        What it looks like there
      </Title>
      <Textarea
        label="A text"
        autosize
        minRows={2}
        maxRows={8}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <Loaded of={shown}>
        {({ subject, texts, payload }) => (
          <div style={{ marginBlockStart: '0.75rem' }} aria-live="polite">
            {subject && <Text fw={600}>{subject}</Text>}
            {placed(texts).map(({ item, place }) => (
              <div key={place} style={{ marginBlockEnd: '0.5rem' }}>
                <Text className="prose" size="sm">
                  {item.text}
                </Text>
                <Text size="xs" className="quiet">
                  {counted(item.measure)}
                </Text>
              </div>
            ))}
            {payload !== undefined && <Code block>{JSON.stringify(payload, null, 2)}</Code>}
          </div>
        )}
      </Loaded>
    </section>
  );
}

function counted({ used, limit, unit, parts }: CarrierPreview['texts'][number]['measure']): string {
  const room = limit === null ? `${used} ${unit}` : `${used} of ${limit} ${unit}`;
  return parts > 1 ? `${room}, ${parts} parts` : room;
}
