/** The message as each channel will show it. */
import type { IncidentView } from '@candor/protocol/respond.ts';
import type { Preview } from '@candor/protocol/words.ts';
import type { IncidentPhase, LocalizedText } from '@candor/protocol/words-of-state.ts';
import { Tabs, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type Problem, post } from '../../api.ts';
import { markdownOf } from '../../lib/markdown.ts';
import { textIn } from '../../ui/LocalizedField.tsx';
import { Markdown } from '../../ui/Markdown.tsx';
import { useComponentName } from '../../ui/names.tsx';
import { Loaded } from '../../ui/states.tsx';
import { messageFacts } from './facts.ts';

export function ChannelPreview({
  incident,
  phase,
  text,
  nextUpdateBy,
}: {
  incident: IncidentView;
  phase: IncidentPhase;
  text: LocalizedText;
  nextUpdateBy: string | null;
}) {
  const componentName = useComponentName();
  const locale = text['en']?.trim() ? 'en' : (Object.keys(text)[0] ?? 'en');
  const [body] = useDebouncedValue(textIn(text, locale), 400);
  const shown = useQuery<Preview, Problem>({
    queryKey: ['/words/preview', incident.id, phase, locale, body, nextUpdateBy],
    placeholderData: keepPreviousData,
    queryFn: () =>
      post<Preview>('/words/preview', {
        kind: 'update',
        phase,
        locale,
        facts: messageFacts(incident, { locale, nextUpdateBy, componentName }),
        body,
      }),
  });
  return (
    <Loaded of={shown}>
      {({ page, mail, sms, post: social, banner }) => (
        <Tabs defaultValue="page" className="channels">
          <Tabs.List aria-label="Channels">
            <Tabs.Tab value="page">Page</Tabs.Tab>
            <Tabs.Tab value="mail">Mail</Tabs.Tab>
            <Tabs.Tab value="sms">SMS</Tabs.Tab>
            <Tabs.Tab value="post">Post</Tabs.Tab>
            <Tabs.Tab value="banner">Banner</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="page" pt="xs">
            <Text fw={600}>{page.title}</Text>
            <Markdown text={markdownOf(page.html)} lang={locale} />
          </Tabs.Panel>
          <Tabs.Panel value="mail" pt="xs">
            <Text size="sm" fw={600}>
              {mail.subject}
            </Text>
            <Text size="sm" className="prose">
              {mail.text}
            </Text>
          </Tabs.Panel>
          <Tabs.Panel value="sms" pt="xs">
            <Text size="sm" className="prose">
              {sms}
            </Text>
            <Text size="xs" className="quiet">
              {sms.length} of 160 characters
            </Text>
          </Tabs.Panel>
          <Tabs.Panel value="post" pt="xs">
            <Text size="sm" className="prose">
              {social}
            </Text>
            <Text size="xs" className="quiet">
              {social.length} of 300 characters
            </Text>
          </Tabs.Panel>
          <Tabs.Panel value="banner" pt="xs">
            <Text size="sm" className="prose">
              {banner}
            </Text>
          </Tabs.Panel>
        </Tabs>
      )}
    </Loaded>
  );
}
