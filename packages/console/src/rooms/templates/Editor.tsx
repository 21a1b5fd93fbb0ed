/** The four texts of a template beside their live preview. Nothing that a rule blocks can be saved. */
import type { ShippedTemplate, Template, TemplateInput, TemplateText, Tone } from '@candor/protocol/words.ts';
import { Button, Grid, Group, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { del, post } from '../../api.ts';
import { useKeys } from '../../lib/keys.ts';
import { useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { ProblemAlert } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import type { Slot } from './kinds.ts';
import { Preview } from './Preview.tsx';
import { Variables } from './Variables.tsx';
import { Versions } from './Versions.tsx';

const FIELDS: { name: keyof TemplateText; label: string; description: string; lines: number }[] = [
  { name: 'subject', label: 'Subject', description: 'The phase stands before it in mail.', lines: 1 },
  { name: 'body', label: 'Message', description: 'Markdown: page, mail and feeds carry it.', lines: 10 },
  { name: 'short', label: 'Short form', description: 'SMS (160 characters) and social posts.', lines: 2 },
  { name: 'banner', label: 'Banner', description: 'One line at the top of your own app.', lines: 2 },
];

const textOf = ({ subject, body, short, banner }: TemplateText): TemplateText => ({
  subject,
  body,
  short,
  banner,
});

export function Editor({
  slot,
  tone,
  locale,
  stored,
  shipped,
}: {
  slot: Slot;
  tone: Tone;
  locale: string;
  stored: Template | null;
  shipped: ShippedTemplate;
}) {
  const before = textOf(stored ?? shipped);
  const [text, setText] = useState(before);
  const [base, setBase] = useState(before);
  const last = useRef<{ name: keyof TemplateText; at: number }>({ name: 'body', at: before.body.length });
  const mayEdit = useMay()('words:write');
  const changed = FIELDS.some(({ name }) => text[name] !== base[name]);
  const save = useSend(
    (input: TemplateInput) =>
      post<Template>('/templates', input, stored ? { 'if-match': `"v${stored.version}"` } : {}),
    { touches: ['/templates'], done: (saved) => setBase(textOf(saved)) },
  );
  const remove = useSend((id: string) => del(`/templates/${id}`), {
    touches: ['/templates'],
    done: () => {
      setText(textOf(shipped));
      setBase(textOf(shipped));
    },
  });
  const send = () => {
    if (changed && !save.isPending)
      save.mutate({ kind: slot.kind, phase: slot.phase, tone, locale, segment: null, ...text });
  };
  useKeys(mayEdit ? { 'mod+s': send } : {});
  useBlocker({
    shouldBlockFn: () => changed && !window.confirm('Leave without saving? What you wrote would be lost.'),
    enableBeforeUnload: () => changed,
  });
  const insert = (variable: string) => {
    const { name, at } = last.current;
    const words = `{{ ${variable} }}`;
    setText((now) => ({ ...now, [name]: now[name].slice(0, at) + words + now[name].slice(at) }));
    last.current = { name, at: at + words.length };
  };
  return (
    <Stack gap="xl">
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Stack gap="sm">
            <Title order={2} fz="h4">
              {stored ? 'Your words' : 'The shipped words'}
            </Title>
            <Text size="sm" className="quiet">
              {stored ? (
                <>
                  Version {stored.version}, saved <Time at={stored.updatedAt} show="absolute" />.
                </>
              ) : (
                'Change them and save: from then on yours are sent.'
              )}
            </Text>
            {FIELDS.map(({ name, label, description, lines }) => {
              const shared = {
                label,
                description,
                lang: locale,
                value: text[name],
                readOnly: !mayEdit,
                onSelect: (event: { currentTarget: { selectionEnd: number | null } }) => {
                  last.current = { name, at: event.currentTarget.selectionEnd ?? text[name].length };
                },
                onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) =>
                  setText((now) => ({ ...now, [name]: value })),
              };
              return lines > 1 ? (
                <Textarea key={name} autosize minRows={lines} maxRows={24} {...shared} />
              ) : (
                <TextInput key={name} {...shared} />
              );
            })}
            <ProblemAlert problem={save.error ?? remove.error} />
            {mayEdit && (
              <Group>
                <Button onClick={send} loading={save.isPending} disabled={!changed}>
                  {save.isSuccess && !changed ? 'Saved' : 'Save'}
                </Button>
                {changed && (
                  <Button variant="default" onClick={() => setText(base)}>
                    Undo my changes
                  </Button>
                )}
                {stored && (
                  <ConfirmButton
                    question="The shipped words are sent again. Your versions are kept."
                    confirm="Use the shipped words"
                    loading={remove.isPending}
                    onConfirm={() => remove.mutate(stored.id)}
                  >
                    Go back to the shipped words …
                  </ConfirmButton>
                )}
              </Group>
            )}
            {mayEdit && <Variables insert={insert} />}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Preview slot={slot} tone={tone} locale={locale} text={text} />
        </Grid.Col>
      </Grid>
      {stored && (
        <Versions id={stored.id} current={stored.version} take={(version) => setText(textOf(version))} />
      )}
    </Stack>
  );
}
