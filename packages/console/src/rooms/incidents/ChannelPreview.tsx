/** The message as each channel will show it, side by side, counted by each receiver's own rule: the server's own forms. */
import type { MessagePreview } from '@candor/protocol/composer.ts';
import type { UpdateInput } from '@candor/protocol/tell.ts';
import { Group, NativeSelect, SegmentedControl, Stack, Switch, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import { type Listed, type Problem, post } from '../../api.ts';
import { markdownOf } from '../../lib/markdown.ts';
import { useMay } from '../../session.ts';
import { Frame } from '../../ui/Frame.tsx';
import { localeName } from '../../ui/LocalizedField.tsx';
import { Markdown } from '../../ui/Markdown.tsx';
import { Loaded } from '../../ui/states.tsx';
import { useZone } from '../../ui/zone.ts';

const PAUSE_MS = 400;

type Shown = MessagePreview['carriers'][number];

export function ChannelPreview({
  incidentId,
  input,
  segments,
}: {
  incidentId: string;
  input: UpdateInput;
  /** Of which readers may be. */
  segments: readonly string[];
}) {
  const may = useMay();
  const { zone } = useZone();
  const [all, setAll] = useState(false);
  const [picked, setPicked] = useState<string | null>(null);
  const [timeZone, setTimeZone] = useState(zone);
  const [segment, setSegment] = useState('');
  const path = `/incidents/${incidentId}/message-previews`;
  const { override: _, ...asked } = input;
  const [settled] = useDebouncedValue(
    JSON.stringify({ ...asked, timeZone, segment: segment || null }),
    PAUSE_MS,
  );
  const shown = useQuery<MessagePreview[], Problem>({
    queryKey: [path, settled],
    enabled: may('tell:write'),
    placeholderData: keepPreviousData,
    queryFn: async () => (await post<Listed<MessagePreview>>(path, JSON.parse(settled))).items,
  });
  const zones = [...new Set([zone, 'UTC', 'America/New_York', 'Europe/Berlin', 'Asia/Tokyo', timeZone])];
  return (
    <Loaded of={shown}>
      {(messages) => {
        const message = messages.find(({ locale }) => locale === picked) ?? messages[0];
        if (!message) return null;
        const offered = message.carriers.filter(({ texts }) => texts.length > 0);
        const near = offered.filter(({ audience }) => audience !== 'staff');
        return (
          <section aria-label="As each channel shows it">
            <Stack gap="sm">
              <Group gap="sm" align="end">
                {messages.length > 1 && (
                  <div className="scroll">
                    <SegmentedControl
                      size="xs"
                      aria-label="Language of the preview"
                      value={message.locale}
                      onChange={setPicked}
                      data={messages.map(({ locale }) => ({ value: locale, label: localeName(locale) }))}
                    />
                  </div>
                )}
                <NativeSelect
                  size="xs"
                  label="For a reader in"
                  value={timeZone}
                  onChange={(event) => setTimeZone(event.currentTarget.value)}
                  data={zones}
                />
                {segments.length > 0 && (
                  <NativeSelect
                    size="xs"
                    label="Of the segment"
                    value={segment}
                    onChange={(event) => setSegment(event.currentTarget.value)}
                    data={[{ value: '', label: 'none' }, ...segments]}
                  />
                )}
                <Switch
                  size="xs"
                  label={`Chats and machines too (${offered.length})`}
                  checked={all}
                  onChange={(event) => setAll(event.currentTarget.checked)}
                />
              </Group>
              <div className="previews">
                <Card title="Page and feeds">
                  <Text fw={600}>{message.page.title}</Text>
                  <Markdown text={markdownOf(message.page.html)} lang={message.locale} />
                </Card>
                <Card title="Banner in your own app">
                  <Text size="sm" fw={600}>
                    {message.banner.title}
                  </Text>
                  <Text size="sm" className="prose">
                    {message.banner.text}
                  </Text>
                </Card>
                {(all ? offered : near).map((carrier) => (
                  <Channel key={carrier.name} carrier={carrier} locale={message.locale} />
                ))}
              </div>
            </Stack>
          </section>
        );
      }}
    </Loaded>
  );
}

function Channel({ carrier, locale }: { carrier: Shown; locale: string }) {
  const { title, subject, html, texts, ready } = carrier;
  const [first] = texts;
  return (
    <Card
      title={title}
      note={ready ? null : 'no account yet'}
      measure={first?.measure.limit === null && texts.length === 1 ? null : countsOf(carrier)}
    >
      {subject && (
        <Text size="sm" fw={600} lang={locale}>
          {subject}
        </Text>
      )}
      {texts.map(({ text }) => (
        <Text key={text} size="sm" className="prose" lang={locale} dir="auto">
          {text}
        </Text>
      ))}
      {html && (
        <details>
          <summary>As HTML</summary>
          <Frame title={`${title} as HTML`} html={html} height={260} />
        </details>
      )}
    </Card>
  );
}

/** "157 of 160 characters (GSM)", "2 parts". */
export function countsOf({ texts }: Pick<Shown, 'texts'>): string {
  return texts
    .map(({ measure: { used, limit, unit, parts } }) => {
      const room = limit === null ? `${used} ${unit}` : `${used} of ${limit} ${unit}`;
      return parts > 1 ? `${room}, ${parts} parts` : room;
    })
    .join('; ');
}

function Card({
  title,
  note = null,
  measure = null,
  children,
}: {
  title: string;
  note?: string | null;
  measure?: string | null;
  children: ReactNode;
}) {
  const heading = useId();
  return (
    <article className="preview" aria-labelledby={heading}>
      <Group justify="space-between" gap={4} mb={4}>
        <Title order={3} fz="sm" id={heading}>
          {title}
        </Title>
        <Text size="xs" className="quiet" component="span">
          {[measure, note].filter(Boolean).join(' · ')}
        </Text>
      </Group>
      {children}
    </article>
  );
}
