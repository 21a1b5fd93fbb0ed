/** What every channel makes of the words, side by side, with the facts of a believable outage; and what the rules say. */
import type { FormCount, Preview as Shown, TemplateText, Tone } from '@candor/protocol/words.ts';
import { Group, Stack, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { type ReactNode, useId } from 'react';
import { type Problem, post } from '../../api.ts';
import { FindingLine } from '../../ui/FindingLine.tsx';
import { Frame } from '../../ui/Frame.tsx';
import { ProblemAlert, Waiting } from '../../ui/states.tsx';
import { useZone } from '../../ui/zone.ts';
import { faultOf } from './FaultAt.tsx';
import { phaseFor, type Slot } from './kinds.ts';

/** Typing is not interrupted by a request for each letter. */
const PAUSE_MS = 350;

export function usePreview({
  slot,
  tone,
  locale,
  segment,
  text,
}: {
  slot: Slot;
  tone: Tone;
  locale: string;
  segment: string | null;
  text: TemplateText;
}) {
  const { zone } = useZone();
  const [settled] = useDebouncedValue(text, PAUSE_MS);
  const template = Object.fromEntries(
    Object.entries(settled).map(([name, words]) => [name, words.trim() || '…']),
  );
  const input = { kind: slot.kind, phase: phaseFor(slot), tone, locale, segment, timeZone: zone, template };
  return useQuery<Shown, Problem>({
    queryKey: ['/words/preview', input],
    queryFn: () => post<Shown>('/words/preview', input),
    placeholderData: keepPreviousData,
    retry: false,
  });
}

export function Preview({ shown }: { shown: UseQueryResult<Shown, Problem> }) {
  const { data, error } = shown;
  return (
    <section aria-labelledby="preview">
      <Title order={2} fz="h4" id="preview" mb="sm">
        Preview
      </Title>
      <Stack gap="sm">
        {error && faultOf(error) === null && <ProblemAlert problem={error} />}
        {error && faultOf(error) && (
          <Text size="sm" className="quiet" role="status">
            It cannot be rendered yet; what it says is wrong stands above, at its place.
          </Text>
        )}
        {!data && !error && <Waiting />}
        {data && !error && <Channels shown={data} />}
      </Stack>
    </section>
  );
}

function Channels({ shown }: { shown: Shown }) {
  const { mail, sms, post: social, push, page, banner, feed, findings, counts, locale } = shown;
  const of = (...forms: FormCount['form'][]) => counts.filter(({ form }) => forms.includes(form));
  return (
    <>
      <Title order={3} fz="md">
        What the rules say
      </Title>
      <div role="status">
        {findings.length === 0 ? (
          <Text size="sm">Nothing: honest, complete and plain as far as the rules can tell.</Text>
        ) : (
          findings.map((finding) => (
            <FindingLine key={`${finding.rule} ${finding.start} ${finding.message}`} finding={finding} />
          ))
        )}
      </div>
      <div className="previews">
        <Channel title="Page" counts={of('page')}>
          <Text fw={600}>{page.title}</Text>
          <Frame title="On the page" html={page.html} height={220} />
        </Channel>
        <Channel title="Mail, as text" counts={of('subject', 'text')}>
          <Text size="sm" fw={600}>
            {mail.subject}
          </Text>
          <Words text={mail.text} locale={locale} />
        </Channel>
        <Channel title="Mail, as HTML" counts={of('html')}>
          <Frame title="The mail" html={mail.html} height={260} />
        </Channel>
        <Channel title="SMS" counts={of('sms')}>
          <Words text={sms} locale={locale} />
        </Channel>
        <Channel title="Post" counts={of('post', 'x', 'mastodon')}>
          <Words text={social} locale={locale} />
        </Channel>
        <Channel title="Push" counts={of('push')}>
          <Text size="sm" fw={600}>
            {push.title}
          </Text>
          <Words text={push.body} locale={locale} />
        </Channel>
        <Channel title="Banner" counts={of('banner')}>
          <Words text={banner} locale={locale} />
        </Channel>
        <Channel title="Feed" counts={[]}>
          <Text size="sm" fw={600}>
            {feed.title}
          </Text>
          <Frame title="In the feed" html={feed.html} height={180} />
        </Channel>
      </div>
    </>
  );
}

function Words({ text, locale }: { text: string; locale: string }) {
  return (
    <Text size="sm" className="prose" lang={locale} dir="auto">
      {text}
    </Text>
  );
}

const NAMES: Partial<Record<FormCount['form'], string>> = {
  subject: 'subject',
  x: 'X',
  mastodon: 'Mastodon',
  post: 'Bluesky',
};

function Channel({
  title,
  counts,
  children,
}: {
  title: string;
  counts: readonly FormCount[];
  children: ReactNode;
}) {
  const heading = useId();
  return (
    <article className="preview" aria-labelledby={heading}>
      <Group justify="space-between" gap={4} mb={4}>
        <Title order={3} fz="sm" id={heading}>
          {title}
        </Title>
      </Group>
      {children}
      {counts.map(({ form, used, limit, unit, parts }) => (
        <Text key={form} size="xs" className="quiet">
          {counts.length > 1 && NAMES[form] ? `${NAMES[form]}: ` : ''}
          {used}
          {limit === null ? '' : ` of ${limit}`} {unit}
          {parts > 1 ? `, ${parts} parts` : ''}
        </Text>
      ))}
    </article>
  );
}
