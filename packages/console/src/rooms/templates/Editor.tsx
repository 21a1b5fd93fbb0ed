/**
 * The four texts of a template, their variables and, below, what every channel makes of them. Nothing that a rule
 * blocks can be saved; what cannot be rendered is shown at its place. Ctrl-S saves, Alt-V looks for a variable.
 */
import type { Template, TemplateInput, TemplateText, Tone } from '@candor/protocol/words.ts';
import { Button, Grid, Group, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { del, post } from '../../api.ts';
import { useKeys } from '../../lib/keys.ts';
import { useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { ProblemAlert } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { FaultAt, faultOf } from './FaultAt.tsx';
import type { Slot } from './kinds.ts';
import { Preview, usePreview } from './Preview.tsx';
import { Variables } from './Variables.tsx';
import { Versions } from './Versions.tsx';

type Part = keyof TemplateText;
type Selected = { selectionStart: number | null; selectionEnd: number | null };
const FIELDS: { name: Part; label: string; description: string; lines: number }[] = [
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
  place: { slot, tone, locale, segment },
  stored,
  standIn,
  because,
}: {
  place: { slot: Slot; tone: Tone; locale: string; segment: string | null };
  stored: Template | null;
  /** The words that speak while this cell has none of its own. */
  standIn: TemplateText;
  because: string;
}) {
  const before = textOf(stored ?? standIn);
  const [text, setText] = useState(before);
  const [base, setBase] = useState(before);
  const fields = useRef<Partial<Record<Part, HTMLInputElement | HTMLTextAreaElement | null>>>({});
  /** What is selected in the field that was used last. */
  const last = useRef<{ name: Part; from: number; to: number }>({
    name: 'body',
    from: before.body.length,
    to: before.body.length,
  });
  const variables = useRef<HTMLInputElement>(null);
  const toSelect = useRef<{ name: Part; from: number; to: number } | null>(null);
  const mayEdit = useMay()('words:write');
  const changed = FIELDS.some(({ name }) => text[name] !== base[name]);
  const preview = usePreview({ slot, tone, locale, segment, text });
  const save = useSend(
    (input: TemplateInput) =>
      post<Template>('/templates', input, stored ? { 'if-match': `"v${stored.version}"` } : {}),
    { touches: ['/templates', '/words'], done: (saved) => setBase(textOf(saved)) },
  );
  const remove = useSend((id: string) => del(`/templates/${id}`), {
    touches: ['/templates', '/words'],
    done: () => {
      setText(textOf(standIn));
      setBase(textOf(standIn));
    },
  });
  const send = () => {
    if (changed && !save.isPending)
      save.mutate({ kind: slot.kind, phase: slot.phase, tone, locale, segment, ...text });
  };
  useKeys(mayEdit ? { 'mod+s': send } : {});
  useBlocker({
    shouldBlockFn: () => changed && !window.confirm('Leave without saving? What you wrote would be lost.'),
    enableBeforeUnload: () => changed,
  });
  useLayoutEffect(() => {
    if (!toSelect.current) return;
    const { name, from, to } = toSelect.current;
    toSelect.current = null;
    fields.current[name]?.focus();
    fields.current[name]?.setSelectionRange(from, to);
  });
  const insert = (variable: string) => {
    const { name, from, to } = last.current;
    const [head, tail] = [text[name].slice(0, from), text[name].slice(to)];
    // Between braces that stand already the name alone is missing.
    const words = /\{\{-?\s*$/.test(head) ? variable : `{{ ${variable} }}`;
    const at = from + words.length;
    setText((now) => ({ ...now, [name]: head + words + tail }));
    last.current = { name, from: at, to: at };
    toSelect.current = last.current;
  };
  const select = (name: Part, from: number, to: number) => {
    fields.current[name]?.focus();
    fields.current[name]?.setSelectionRange(from, to);
  };
  const fault = faultOf(save.error) ?? faultOf(preview.error);
  const keys = (event: KeyboardEvent) => {
    if (!event.altKey || event.code !== 'KeyV') return;
    event.preventDefault();
    variables.current?.focus();
  };
  return (
    <Stack gap="xl">
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack gap="sm">
            <Title order={2} fz="h4">
              {stored ? 'Your words' : 'No words of its own yet'}
            </Title>
            <Text size="sm" className="quiet" component="div">
              {stored ? (
                <>
                  Version {stored.version}, saved <Time at={stored.updatedAt} show="absolute" />.
                </>
              ) : (
                `${because} Change them and save: from then on yours are sent here.`
              )}
            </Text>
            {FIELDS.map(({ name, label, description, lines }) => {
              const shared = {
                label,
                description,
                lang: locale,
                dir: 'auto' as const,
                value: text[name],
                readOnly: !mayEdit,
                'aria-keyshortcuts': 'Alt+V Control+S',
                error: fault?.part === name && <FaultAt fault={fault} text={text[name]} onShow={select} />,
                onKeyDown: keys,
                onSelect: ({ currentTarget }: { currentTarget: Selected }) => {
                  const to = currentTarget.selectionEnd ?? text[name].length;
                  last.current = { name, from: currentTarget.selectionStart ?? to, to };
                },
                onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) => {
                  // What was refused was another text.
                  if (save.error) save.reset();
                  setText((now) => ({ ...now, [name]: value }));
                },
              };
              const keep = (field: HTMLInputElement | HTMLTextAreaElement | null) => {
                fields.current[name] = field;
              };
              return lines > 1 ? (
                <Textarea key={name} ref={keep} autosize minRows={lines} maxRows={24} {...shared} />
              ) : (
                <TextInput key={name} ref={keep} {...shared} />
              );
            })}
            <ProblemAlert problem={faultOf(save.error) ? remove.error : (save.error ?? remove.error)} />
            {mayEdit && (
              <Group>
                <Button onClick={send} loading={save.isPending} disabled={!changed || fault !== null}>
                  {save.isSuccess && !changed ? 'Saved' : 'Save'}
                </Button>
                {changed && (
                  <Button variant="default" onClick={() => setText(base)}>
                    Undo my changes
                  </Button>
                )}
                {stored && (
                  <ConfirmButton
                    question="The words that stood in before are sent again. Your versions are kept."
                    confirm="Take my words away"
                    loading={remove.isPending}
                    onConfirm={() => remove.mutate(stored.id)}
                  >
                    Do without words of its own …
                  </ConfirmButton>
                )}
              </Group>
            )}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          {mayEdit && (
            <Variables
              search={variables}
              insert={insert}
              back={() => select(last.current.name, last.current.from, last.current.to)}
            />
          )}
        </Grid.Col>
      </Grid>
      <Preview shown={preview} />
      {stored && (
        <Versions
          id={stored.id}
          current={stored.version}
          onRestored={(version) => {
            setText(textOf(version));
            setBase(textOf(version));
          }}
        />
      )}
    </Stack>
  );
}
