/** Announcing maintenance: when, how long, what will not work, and why. */
import type { IncidentView } from '@candor/protocol/respond.ts';
import type { MaintenanceInput } from '@candor/protocol/tell.ts';
import type { Preview } from '@candor/protocol/words.ts';
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import { Button, Checkbox, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { type Problem, post, serverNowMs } from '../../api.ts';
import { markdownOf } from '../../lib/markdown.ts';
import { spanText } from '../../lib/times.ts';
import { useSend } from '../../query.ts';
import { Findings, withFix } from '../../ui/Findings.tsx';
import { FormShell } from '../../ui/FormShell.tsx';
import { useForm } from '../../ui/form.ts';
import { LocalizedField, textIn, writtenText } from '../../ui/LocalizedField.tsx';
import { useComponents } from '../../ui/names.tsx';
import { Override } from '../../ui/Override.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { TextLink } from '../../ui/RoomLink.tsx';
import { useLint } from '../../ui/useLint.ts';
import { useZone } from '../../ui/zone.ts';
import { fromField, toField } from './localTime.ts';

type Values = {
  title: LocalizedText;
  text: LocalizedText;
  reason: string;
  componentIds: string[];
  override: string | null;
};
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

export default function Plan() {
  const navigate = useNavigate();
  const { zone } = useZone();
  const components = useComponents();
  const [tomorrowMs] = useState(() => Math.ceil((serverNowMs() + DAY_MS) / HOUR_MS) * HOUR_MS);
  const [from, setFrom] = useState(() => toField(new Date(tomorrowMs).toISOString(), zone));
  const [to, setTo] = useState(() => toField(new Date(tomorrowMs + HOUR_MS).toISOString(), zone));
  const plan = useSend((input: MaintenanceInput) => post<IncidentView>('/maintenances', input), {
    touches: ['/incidents'],
    done: ({ id }) => void navigate({ to: `/maintenances/${id}` }),
  });
  const { values, set, text, errorOf } = useForm<Values>(
    { title: {}, text: {}, reason: '', componentIds: [], override: null },
    plan.error,
  );
  const [begins, ends] = [fromField(from, zone), fromField(to, zone)];
  const chosen = (components.data?.items ?? []).filter(({ id }) => values.componentIds.includes(id));
  const locales = Object.keys(writtenText(values.title) ?? { en: '' });
  const fill = useMutation<LocalizedText, Problem>({
    mutationFn: async () => {
      // Only in the languages of the title; the reason is written in one, and is no reason in another.
      const made = locales.map(async (locale) => {
        const preview = await post<Preview>('/words/preview', {
          kind: 'maintenance',
          phase: 'scheduled',
          locale,
          facts: {
            title: textIn(values.title, locale) || 'Maintenance',
            components: chosen.map(({ name }) => ({
              name: textIn(name, locale),
              status: 'under_maintenance',
            })),
            startsAt: begins,
            endsAt: ends,
            reason: locale === locales[0] ? values.reason.trim() || null : null,
          },
        });
        return [locale, markdownOf(preview.page.html)] as const;
      });
      return Object.fromEntries(await Promise.all(made));
    },
    onSuccess: (words) => set({ text: words }),
  });
  const linted = useLint(values.text, { phase: 'scheduled', position: 'maintenance' });
  const refused = plan.error?.code === 'words.blocked';
  return (
    <div className="page narrow">
      <PageTitle
        title="Plan maintenance"
        back={<TextLink to="/maintenances">Maintenance</TextLink>}
        lead="It is announced at once, starts and ends by itself, and silences its monitors meanwhile."
      />
      <div className="card">
        <FormShell
          submit="Announce it"
          pending={plan.isPending}
          problem={refused ? null : (plan.error ?? fill.error)}
          onSubmit={() =>
            plan.mutate({
              title: writtenText(values.title) ?? {},
              text: writtenText(values.text) ?? {},
              reason: values.reason.trim() || null,
              componentIds: values.componentIds,
              scheduledFor: begins ?? '',
              scheduledUntil: ends ?? '',
              ...(values.override !== null ? { override: { reason: values.override.trim() } } : {}),
            })
          }
        >
          <LocalizedField
            label="What"
            placeholder="Checkout moves to new machines"
            value={values.title}
            error={errorOf('title')}
            onChange={(title) => set({ title })}
          />
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <TextInput
              label={`From (${zone})`}
              type="datetime-local"
              value={from}
              error={errorOf('scheduledFor')}
              onChange={(event) => setFrom(event.currentTarget.value)}
            />
            <TextInput
              label={`To (${zone})`}
              type="datetime-local"
              value={to}
              error={errorOf('scheduledUntil')}
              onChange={(event) => setTo(event.currentTarget.value)}
            />
          </SimpleGrid>
          {begins && ends && begins < ends && (
            <Text size="sm" className="quiet">
              Takes {spanText(Date.parse(ends) - Date.parse(begins))}.
            </Text>
          )}
          <Checkbox.Group
            label="What will not work, or not well"
            value={values.componentIds}
            error={errorOf('componentIds')}
            onChange={(componentIds) => set({ componentIds })}
          >
            <Stack gap={6} mt={6}>
              {(components.data?.items ?? []).map(({ id, name }) => (
                <Checkbox key={id} value={id} label={textIn(name)} />
              ))}
            </Stack>
          </Checkbox.Group>
          <TextInput
            label="Why"
            description="What will be better for users: they forgive what has a reason."
            {...text('reason')}
          />
          <div>
            <Button variant="default" size="xs" loading={fill.isPending} onClick={() => fill.mutate()}>
              Write it from the template
            </Button>
          </div>
          <LocalizedField
            label="What users will notice, and what to do meanwhile"
            lines={4}
            value={values.text}
            error={errorOf('text')}
            onChange={(words) => set({ text: words })}
          />
          <Findings
            findings={linted.data ?? []}
            text={values.text}
            checking={linted.isFetching}
            onSuggestion={(finding) => set({ text: withFix(values.text, finding).text })}
          />
          {(refused || values.override !== null) && (
            <Override
              why={plan.error?.detail ?? ''}
              reason={values.override}
              onReason={(override) => set({ override })}
            />
          )}
        </FormShell>
      </div>
    </div>
  );
}
