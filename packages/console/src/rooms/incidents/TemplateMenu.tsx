/** Begins a text from the approved template of the phase, filled with what is known, in each language. */
import type { IncidentView } from '@candor/protocol/respond.ts';
import type { Preview } from '@candor/protocol/words.ts';
import { Tone } from '@candor/protocol/words.ts';
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import { Button, Menu } from '@mantine/core';
import { IconTemplate } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type Problem, post } from '../../api.ts';
import { markdownOf } from '../../lib/markdown.ts';
import { useComponentName } from '../../ui/names.tsx';
import { ProblemAlert } from '../../ui/states.tsx';
import { messageFacts } from './facts.ts';
import type { Standing } from './useComposer.ts';

const LOCALES = ['en', 'de'];

export function TemplateMenu({
  incident,
  writing,
  nextUpdateBy,
  onText,
}: {
  incident: IncidentView;
  writing: Standing;
  nextUpdateBy: string | null;
  onText: (text: LocalizedText) => void;
}) {
  const componentName = useComponentName();
  const fill = useMutation<LocalizedText, Problem, Tone>({
    mutationFn: async (tone) => {
      const made = await Promise.all(
        LOCALES.map(async (locale) => {
          const preview = await post<Preview>('/words/preview', {
            kind: 'update',
            phase: writing.phase,
            tone,
            locale,
            facts: messageFacts(incident, { locale, nextUpdateBy, componentName }),
          });
          return [locale, markdownOf(preview.page.html)] as const;
        }),
      );
      return Object.fromEntries(made);
    },
    onSuccess: onText,
  });
  return (
    <div>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconTemplate size={16} aria-hidden />}
            loading={fill.isPending}
          >
            From a template
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>Tone</Menu.Label>
          {Tone.options.map((tone) => (
            <Menu.Item key={tone} onClick={() => fill.mutate(tone)}>
              {tone[0]?.toUpperCase()}
              {tone.slice(1)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {fill.error && <ProblemAlert problem={fill.error} />}
    </div>
  );
}
