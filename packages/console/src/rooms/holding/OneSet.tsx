/** One set, seen beside its form while it is changed; what the rules say of its words stands below them. */
import type { Page } from '@candor/protocol/catalog.ts';
import type { HoldingKind, HoldingSet } from '@candor/protocol/holding.ts';
import {
  Button,
  ColorInput,
  FileButton,
  Group,
  NativeSelect,
  NumberInput,
  SegmentedControl,
  SimpleGrid,
  Stack,
  Switch,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { del, type Listed, patch, post } from '../../api.ts';
import { base64Of } from '../../lib/base64.ts';
import { useGet, useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { FindingLine } from '../../ui/FindingLine.tsx';
import { FormShell } from '../../ui/FormShell.tsx';
import { useForm } from '../../ui/form.ts';
import { LocalizedField } from '../../ui/LocalizedField.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { TextLink, useParam } from '../../ui/RoomLink.tsx';
import { Loaded, ProblemAlert } from '../../ui/states.tsx';
import { Frames, usePreview } from './Frames.tsx';
import { Install } from './Install.tsx';
import { beginWith } from './looks.ts';
import { inputOf, KINDS, kindLabel, type Values, valuesOf } from './set-form.ts';

const touches = ['/holding-sets', '/holding-places'];
const FONTS = [
  { value: '', label: 'As the status page' },
  { value: 'system', label: 'The reader’s system font' },
  { value: 'humanist', label: 'Humanist' },
  { value: 'serif', label: 'Serif' },
  { value: 'slab', label: 'Slab serif' },
  { value: 'mono', label: 'Monospaced' },
];

export default function OneSet() {
  const id = useParam('setId');
  const lookId = useParam('lookId');
  const set = useGet<HoldingSet>(id ? `/holding-sets/${id}` : null);
  const pages = useGet<Listed<Page>>('/pages');
  return (
    <div className="page">
      <Loaded of={pages}>
        {({ items }) =>
          id ? (
            <Loaded of={set}>{(found) => <Editor key={found.updatedAt} set={found} pages={items} />}</Loaded>
          ) : (
            <Editor key={lookId} set={null} pages={items} lookId={lookId} />
          )
        }
      </Loaded>
    </div>
  );
}

function Editor({
  set,
  pages,
  lookId = '',
}: {
  set: HoldingSet | null;
  pages: Page[];
  /** What a new one begins with. */
  lookId?: string;
}) {
  const navigate = useNavigate();
  const mayEdit = useMay()('tell:write');
  const save = useSend(
    (values: Values) =>
      set
        ? patch<HoldingSet>(`/holding-sets/${set.id}`, inputOf(values))
        : post<HoldingSet>('/holding-sets', inputOf(values)),
    { touches, done: ({ id }) => void (set ? null : navigate({ to: `/holding-pages/${id}` })) },
  );
  const remove = useSend(() => del(`/holding-sets/${set?.id}`), {
    touches,
    done: () => void navigate({ to: '/holding-pages' }),
  });
  const form = useForm(set ? valuesOf(set) : beginWith(lookId), save.error);
  const [kind, setKind] = useState<HoldingKind>('outage');
  const { values } = form;
  const look = usePreview(inputOf(values), kind);
  const page = pages.find(({ id, isDefault }) => (values.pageId ? id === values.pageId : isDefault));
  const locales = page?.locales ?? ['en'];
  const findings = look.data?.findings ?? [];
  const setWords = (part: 'title' | 'text') => (text: Record<string, string>) =>
    form.set({ words: { ...values.words, [kind]: { ...values.words[kind], [part]: text } } });
  return (
    <>
      <PageTitle
        title={set?.name ?? 'New set of holding pages'}
        back={<TextLink to="/holding-pages">Holding pages</TextLink>}
        lead="What is left empty comes from the status page, in all of its languages."
      />
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
        <div className="card">
          <FormShell
            submit={set ? 'Save' : 'Make the set'}
            pending={save.isPending}
            problem={save.error}
            locked={!mayEdit}
            onSubmit={() => save.mutate(values)}
          >
            <TextInput label="Name of the set" required data-autofocus={!set} {...form.text('name')} />
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              <NativeSelect
                label="Status page"
                data={pages.map(({ id, name, isDefault }) => ({ value: isDefault ? '' : id, label: name }))}
                {...form.text('pageId')}
              />
              <TextInput
                label="Name of the service"
                placeholder={page?.name ?? ''}
                {...form.text('serviceName')}
              />
              <ColorInput
                label="Colour"
                description="Made darker or lighter in a theme where it could not be read."
                format="hex"
                withEyeDropper={false}
                value={values.accent}
                error={form.errorOf('accent')}
                onChange={(accent) => form.set({ accent })}
              />
              <NativeSelect label="Font" data={FONTS} {...form.text('font')} />
            </SimpleGrid>
            <Group align="flex-end">
              <NativeSelect
                label="Logo"
                data={[
                  { value: 'page', label: 'Of the status page, where it is small enough' },
                  { value: 'own', label: 'Its own' },
                  { value: 'none', label: 'None, the name in words' },
                ]}
                {...form.text('logo')}
              />
              {values.logo === 'own' && (
                <FileButton
                  accept="image/png,image/svg+xml,image/webp"
                  onChange={(file) =>
                    file && void base64Of(file).then((logoBase64) => form.set({ logoBase64 }))
                  }
                >
                  {(props) => (
                    <Button variant="default" {...props}>
                      {values.logoBase64 ? 'Another file' : 'Choose a file, up to 24 kB'}
                    </Button>
                  )}
                </FileButton>
              )}
            </Group>
            {form.errorOf('logoBase64') && (
              <Text size="sm" c="red">
                {form.errorOf('logoBase64')}
              </Text>
            )}
            <TextInput
              label="Where to ask"
              placeholder={page?.supportUrl ?? 'mailto:help@example.com'}
              {...form.text('supportUrl')}
            />
            <LocalizedField
              label="Contact in words"
              value={values.support}
              onChange={(support) => form.set({ support })}
              locales={locales}
            />
            <Textarea
              label="Links"
              description="One a line: Name, then its address"
              autosize
              minRows={1}
              maxRows={8}
              {...form.text('links')}
            />
            <Words kind={kind} setKind={setKind} />
            <LocalizedField
              label={`Title of “${kindLabel(kind)}”`}
              description="Left empty, the shipped words."
              value={values.words[kind].title}
              onChange={setWords('title')}
              locales={locales}
            />
            <LocalizedField
              label={`Text of “${kindLabel(kind)}”`}
              description="Has to be true whenever the page is served: no time, no cause, no promise."
              value={values.words[kind].text}
              onChange={setWords('text')}
              locales={locales}
              lines={3}
            />
            <div aria-live="polite">
              {findings
                .filter((finding) => finding.kind === kind)
                .map((finding) => (
                  <FindingLine
                    key={`${finding.rule} ${finding.locale} ${finding.part} ${finding.start}`}
                    finding={finding}
                  />
                ))}
            </div>
            {findings.some(({ level }) => level === 'error') && (
              <TextInput
                label="Keep these words all the same, because"
                description="Signed with your name, and kept in the record."
                {...form.text('reason')}
              />
            )}
            <NumberInput
              label="Programs may ask again after (s)"
              description="Retry-After"
              min={10}
              max={86_400}
              {...form.number('retryAfterSeconds')}
            />
            <Switch
              label="Show the newest word of the status page"
              description="Where script runs and the status page answers; else the words above stand alone."
              {...form.checked('live')}
            />
          </FormShell>
        </div>
        <Stack gap="sm">
          {look.data?.accent.map(({ theme, wanted, used, wantedContrast, usedContrast }) => (
            <Text key={theme} size="sm" className="quiet">
              {theme === 'light' ? 'Light' : 'Dark'}: {wanted} has a contrast of {wantedContrast} : 1
              {used === wanted
                ? ', which can be read.'
                : `; ${used} is used instead, with ${usedContrast} : 1.`}
            </Text>
          ))}
          <Frames look={look} title={kindLabel(kind)} />
          {set && <Install setId={set.id} />}
          {set && mayEdit && (
            <Group>
              <ProblemAlert problem={remove.error} />
              <ConfirmButton
                size="compact-sm"
                variant="subtle"
                question="The set goes. What was downloaded from it stays where it is."
                confirm="Remove the set"
                loading={remove.isPending}
                onConfirm={() => remove.mutate()}
              >
                Remove this set …
              </ConfirmButton>
            </Group>
          )}
        </Stack>
      </SimpleGrid>
    </>
  );
}

const Words = ({ kind, setKind }: { kind: HoldingKind; setKind: (kind: HoldingKind) => void }) => (
  <div style={{ overflowX: 'auto' }}>
    <Text size="sm" fw={600} mb={4}>
      Words of its own
    </Text>
    <SegmentedControl
      size="xs"
      aria-label="Page"
      value={kind}
      onChange={(value) => setKind(value as HoldingKind)}
      data={KINDS.map(({ value, label }) => ({ value, label }))}
    />
  </div>
);
