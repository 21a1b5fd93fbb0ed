/** Opening an incident by hand: few questions, because somebody is waiting. Nothing is said in public by this alone. */
import type { IncidentInput, IncidentView } from '@candor/protocol/respond.ts';
import type { ComponentStatus, LocalizedText, Severity } from '@candor/protocol/words-of-state.ts';
import { Radio, Stack, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { post } from '../../api.ts';
import { useSend } from '../../query.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { useForm } from '../../ui/form.ts';
import { LocalizedField, writtenText } from '../../ui/LocalizedField.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { TextLink } from '../../ui/RoomLink.tsx';
import { SEVERITIES } from '../../ui/Severity.tsx';
import { ComponentsNow } from './ComponentsNow.tsx';

type Values = {
  title: LocalizedText;
  impact: LocalizedText;
  severity: string;
  startedMinutesAgo: string;
  components: Record<string, ComponentStatus>;
};

const EMPTY: Values = { title: {}, impact: {}, severity: '2', startedMinutesAgo: '', components: {} };

function inputOf({ title, impact, severity, startedMinutesAgo, components }: Values): IncidentInput {
  const minutes = Number.parseInt(startedMinutesAgo, 10);
  return {
    title: writtenText(title) ?? {},
    impact: writtenText(impact),
    severity: Number(severity) as Severity,
    components: Object.entries(components).map(([componentId, status]) => ({ componentId, status })),
    ...(minutes > 0 ? { startedAt: new Date(Date.now() - minutes * 60_000).toISOString() } : {}),
  };
}

export default function OpenIncident() {
  const navigate = useNavigate();
  const open = useSend((input: IncidentInput) => post<IncidentView>('/incidents', input), {
    touches: ['/incidents', '/promises'],
    done: ({ id }) => void navigate({ to: `/incidents/${id}` }),
  });
  const { values, set, text, errorOf } = useForm(EMPTY, open.error);
  return (
    <div className="page narrow">
      <PageTitle
        title="Open an incident"
        back={<TextLink to="/incidents">Incidents</TextLink>}
        lead="The staff is called at once. The public hears it with your first update, which you write next."
      />
      <div className="card">
        <FormShell
          submit="Open the incident"
          pending={open.isPending}
          problem={open.error}
          onSubmit={() => open.mutate(inputOf(values))}
        >
          <LocalizedField
            label="What fails, as users would say it"
            placeholder="Sign-in fails"
            required
            value={values.title}
            error={errorOf('title')}
            onChange={(title) => set({ title })}
          />
          <Radio.Group label="Severity" value={values.severity} onChange={(severity) => set({ severity })}>
            <Stack gap={6} mt={6}>
              {SEVERITIES.map(({ value, label, meaning }) => (
                <Radio key={value} value={value} label={label} description={meaning} />
              ))}
            </Stack>
          </Radio.Group>
          <ComponentsNow value={values.components} onChange={(components) => set({ components })} />
          <LocalizedField
            label="What users see"
            description="One sentence for templates; you can add it later."
            lines={2}
            value={values.impact}
            onChange={(impact) => set({ impact })}
          />
          <TextInput
            label="Since how many minutes"
            description="Leave it empty when it began just now."
            inputMode="numeric"
            styles={{ input: { maxWidth: '8rem' } }}
            {...text('startedMinutesAgo')}
          />
        </FormShell>
      </div>
    </div>
  );
}
