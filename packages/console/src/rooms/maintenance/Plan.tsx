/** Planning maintenance: what, when, what will not work and why, and who is told of it when. */
import type { SeriesView } from '@candor/protocol/maintenance.ts';
import type { IncidentView } from '@candor/protocol/respond.ts';
import type { TellSettings } from '@candor/protocol/tell.ts';
import type { Preview } from '@candor/protocol/words.ts';
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import { Button, Checkbox, Group, NativeSelect, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { type Problem, post, serverNowMs } from '../../api.ts';
import { markdownOf } from '../../lib/markdown.ts';
import { absoluteText } from '../../lib/times.ts';
import { useGet, useSend } from '../../query.ts';
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
import { PlanPreview } from './PlanPreview.tsx';
import { EXPECTED, type Expected, LEADS, onceOf, repeating, seriesOf, type Values } from './plan-form.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

export default function Plan() {
  const settings = useGet<TellSettings>('/tell/settings');
  if (!settings.data && !settings.error) return null;
  return <Form remind={settings.data?.maintenanceRemindMinutesBefore ?? [1_440, 60]} />;
}

function Form({ remind }: { remind: number[] }) {
  const navigate = useNavigate();
  const { zone } = useZone();
  const components = useComponents();
  const [tomorrowMs] = useState(() => Math.ceil((serverNowMs() + DAY_MS) / HOUR_MS) * HOUR_MS);
  const plan = useSend(
    async (values: Values) =>
      values.repeats === ''
        ? `/maintenances/${(await post<IncidentView>('/maintenances', onceOf(values))).id}`
        : `/maintenances/series/${(await post<SeriesView>('/maintenance-series', seriesOf(values))).id}`,
    { touches: ['/incidents', '/maintenance-series'], done: (to) => void navigate({ to }) },
  );
  const { values, set, text, errorOf } = useForm<Values>(
    {
      title: {},
      text: {},
      segmentNotes: {},
      impact: {},
      whatToDo: {},
      reason: '',
      components: {},
      from: toField(new Date(tomorrowMs).toISOString(), zone),
      until: toField(new Date(tomorrowMs + HOUR_MS).toISOString(), zone),
      timeZone: zone,
      choose: null,
      repeats: '',
      rule: '',
      remind,
      completes: 'automatic',
      acceptConflicts: false,
      override: null,
    },
    plan.error,
  );
  const begins = fromField(values.from, values.timeZone);
  const ends = fromField(values.until, values.timeZone);
  const known = components.data?.items ?? [];
  const locales = Object.keys(writtenText(values.title) ?? { en: '' });
  const fill = useMutation<LocalizedText, Problem>({
    mutationFn: async () => {
      // Only in the languages of the title; what is written in one is said in no other.
      const made = locales.map(async (locale) => {
        const preview = await post<Preview>('/words/preview', {
          kind: 'maintenance',
          phase: 'scheduled',
          locale,
          facts: {
            title: textIn(values.title, locale) || 'Maintenance',
            components: known
              .filter(({ id }) => values.components[id])
              .map(({ id, name }) => ({ name: textIn(name, locale), status: values.components[id] })),
            startsAt: begins,
            endsAt: ends,
            reason: locale === locales[0] ? values.reason.trim() || null : null,
            whatUsersSee: values.impact[locale]?.trim() || null,
            whatToDo: values.whatToDo[locale]?.trim() || null,
          },
        });
        return [locale, markdownOf(preview.page.html)] as const;
      });
      return Object.fromEntries(await Promise.all(made));
    },
    onSuccess: (words) => set({ text: words }),
  });
  const linted = useLint(values.text, { phase: 'scheduled', position: 'maintenance' });
  // What is refused of a note is mended where it stands; nobody signs it.
  const refused = plan.error?.code === 'words.blocked' && !plan.error.extra['notes'];
  const zones = useMemo(() => [...new Set([zone, 'UTC', ...Intl.supportedValuesOf('timeZone')])], [zone]);
  return (
    <div className="page narrow">
      <PageTitle
        title="Plan maintenance"
        back={<TextLink to="/maintenances">Maintenance</TextLink>}
        lead="It is announced at once and told of again ahead, starts by itself, silences its monitors meanwhile, and is over when they are green."
      />
      <div className="card">
        <FormShell
          submit="Announce it"
          pending={plan.isPending}
          problem={refused ? null : (plan.error ?? fill.error)}
          onSubmit={() => plan.mutate(values)}
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
              label="From"
              type="datetime-local"
              value={values.from}
              error={errorOf('scheduledFor') ?? errorOf('local.from') ?? errorOf('startsLocal')}
              onChange={(event) => set({ from: event.currentTarget.value, repeats: '', choose: null })}
            />
            <TextInput
              label="To"
              type="datetime-local"
              value={values.until}
              error={errorOf('scheduledUntil') ?? errorOf('local.until') ?? errorOf('durationMinutes')}
              onChange={(event) => set({ until: event.currentTarget.value, choose: null })}
            />
            <NativeSelect
              label="On the clock of"
              data={zones}
              value={values.timeZone}
              onChange={(event) => set({ timeZone: event.currentTarget.value, choose: null })}
            />
            <NativeSelect
              label="Repeats"
              data={repeating(values.from)}
              value={values.repeats}
              onChange={(event) => set({ repeats: event.currentTarget.value })}
            />
          </SimpleGrid>
          {values.repeats === 'own' && (
            <TextInput
              label="Rule"
              description="RFC 5545, such as FREQ=MONTHLY;BYDAY=2TU;COUNT=6"
              {...text('rule')}
            />
          )}
          <fieldset className="bare">
            <legend>What it touches, and what is expected of it</legend>
            <Stack gap={6} mt={6}>
              {known.map(({ id, name }) => (
                <Group key={id} gap="sm" justify="space-between">
                  <Checkbox
                    label={textIn(name)}
                    checked={values.components[id] !== undefined}
                    onChange={(event) => {
                      const { [id]: _, ...others } = values.components;
                      set({
                        components: event.currentTarget.checked
                          ? { ...others, [id]: 'under_maintenance' }
                          : others,
                      });
                    }}
                  />
                  {values.components[id] && (
                    <NativeSelect
                      size="xs"
                      aria-label={`Expected of ${textIn(name)}`}
                      data={EXPECTED}
                      value={values.components[id]}
                      onChange={(event) =>
                        set({
                          components: {
                            ...values.components,
                            [id]: event.currentTarget.value as Expected,
                          },
                        })
                      }
                    />
                  )}
                </Group>
              ))}
            </Stack>
          </fieldset>
          <LocalizedField
            label="What users will notice"
            placeholder="You cannot pay while we do this."
            value={values.impact}
            error={errorOf('impact')}
            onChange={(impact) => set({ impact })}
          />
          <TextInput
            label="Why"
            description="What will be better for users: they forgive what has a reason."
            {...text('reason')}
          />
          <LocalizedField
            label="What to do"
            placeholder="Please pay before it starts."
            value={values.whatToDo}
            error={errorOf('whatToDo')}
            onChange={(whatToDo) => set({ whatToDo })}
          />
          <Checkbox.Group
            label="Told of again"
            value={values.remind.map(String)}
            onChange={(chosen) => set({ remind: chosen.map(Number) })}
          >
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing={6} verticalSpacing={6} mt={6}>
              {LEADS.map(({ minutes, label }) => {
                const atMs = begins ? Date.parse(begins) - minutes * 60_000 : null;
                return (
                  <Checkbox
                    key={minutes}
                    value={String(minutes)}
                    label={label}
                    description={
                      atMs === null
                        ? null
                        : atMs <= serverNowMs()
                          ? 'Has passed already'
                          : absoluteText(atMs, values.timeZone, serverNowMs())
                    }
                    disabled={atMs !== null && atMs <= serverNowMs()}
                  />
                );
              })}
            </SimpleGrid>
          </Checkbox.Group>
          <Checkbox
            label="A person has to say that it is done"
            description="Else it is over at its end, once its monitors are green. Whoever is late is asked, it is extended once, and after that it is an incident."
            checked={values.completes === 'manual'}
            onChange={(event) => set({ completes: event.currentTarget.checked ? 'manual' : 'automatic' })}
          />
          <div>
            <Button variant="default" size="xs" loading={fill.isPending} onClick={() => fill.mutate()}>
              Write it from the template
            </Button>
          </div>
          <LocalizedField
            label="In words of your own"
            description="Left empty, it is written from the template when it is announced."
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
              what={refused && plan.error ? [{ id: null, text: plan.error.detail, remedy: null }] : []}
              reason={values.override}
              onReason={(override) => set({ override })}
            />
          )}
          <PlanPreview
            values={values}
            onChoose={(choose) => set({ choose })}
            onAccept={(acceptConflicts) => set({ acceptConflicts })}
            onNotes={(segmentNotes) => set({ segmentNotes })}
          />
        </FormShell>
      </div>
    </div>
  );
}
