/** What each channel makes of the words, with the facts of a believable outage, and what the rules say of them. */
import type { Preview as Shown, TemplateText, Tone } from '@candor/protocol/words.ts';
import { Stack, Tabs, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type Problem, post } from '../../api.ts';
import { FindingLine } from '../../ui/FindingLine.tsx';
import { Loaded } from '../../ui/states.tsx';
import { useZone } from '../../ui/zone.ts';
import { phaseFor, type Slot } from './kinds.ts';

/** Typing is not interrupted by a request for each letter. */
const PAUSE_MS = 350;

export function Preview({
  slot,
  tone,
  locale,
  text,
}: {
  slot: Slot;
  tone: Tone;
  locale: string;
  text: TemplateText;
}) {
  const { zone } = useZone();
  const [settled] = useDebouncedValue(text, PAUSE_MS);
  const template = Object.fromEntries(
    Object.entries(settled).map(([name, words]) => [name, words.trim() || '…']),
  );
  const input = { kind: slot.kind, phase: phaseFor(slot), tone, locale, timeZone: zone, template };
  const preview = useQuery<Shown, Problem>({
    queryKey: ['/words/preview', input],
    queryFn: () => post<Shown>('/words/preview', input),
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <Stack gap="sm">
      <Title order={2} fz="h4">
        Preview
      </Title>
      <Loaded of={preview}>
        {({ mail, sms, post: social, page, banner, feed, findings }) => (
          <>
            <Tabs defaultValue="mail" keepMounted={false}>
              <Tabs.List>
                {['mail', 'page', 'SMS', 'post', 'banner', 'feed'].map((name) => (
                  <Tabs.Tab key={name} value={name}>
                    {name}
                  </Tabs.Tab>
                ))}
              </Tabs.List>
              <Tabs.Panel value="mail" pt="sm">
                <Text fw={600} mb="xs">
                  {mail.subject}
                </Text>
                <Frame title="The mail" html={mail.html} />
              </Tabs.Panel>
              <Tabs.Panel value="page" pt="sm">
                <Text fw={600}>{page.title}</Text>
                <Frame title="On the page" html={page.html} />
              </Tabs.Panel>
              <Plain value="SMS" text={sms} most={160} />
              <Plain value="post" text={social} most={300} />
              <Plain value="banner" text={banner} />
              <Tabs.Panel value="feed" pt="sm">
                <Text fw={600}>{feed.title}</Text>
                <Frame title="In the feed" html={feed.html} />
              </Tabs.Panel>
            </Tabs>
            <Title order={3} fz="md" mt="sm">
              What the rules say
            </Title>
            <div role="status">
              {findings.length === 0 ? (
                <Text size="sm">Nothing: honest, complete and plain as far as the rules can tell.</Text>
              ) : (
                findings.map((finding) => (
                  <FindingLine
                    key={`${finding.rule} ${finding.start} ${finding.message}`}
                    finding={finding}
                  />
                ))
              )}
            </div>
          </>
        )}
      </Loaded>
    </Stack>
  );
}

function Plain({ value, text, most }: { value: string; text: string; most?: number }) {
  return (
    <Tabs.Panel value={value} pt="sm">
      <div className="card prose">{text}</div>
      {most && (
        <Text size="sm" className="quiet" mt={4}>
          {text.length} of {most} characters
        </Text>
      )}
    </Tabs.Panel>
  );
}

/** Other people's words never run in the console: the frame has no script, no forms and no origin. */
function Frame({ title, html }: { title: string; html: string }) {
  return (
    <iframe
      title={title}
      srcDoc={html}
      sandbox=""
      style={{
        width: '100%',
        height: 380,
        border: '1px solid var(--line)',
        borderRadius: 8,
        background: '#fff',
      }}
    />
  );
}
