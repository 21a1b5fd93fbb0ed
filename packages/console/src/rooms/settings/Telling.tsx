/** How often Candor speaks, how long it waits for a person, and in which tone. */
import type { TellSettings } from '@candor/protocol/tell.ts';
import { NativeSelect, NumberInput, SimpleGrid, Text, TextInput, Title } from '@mantine/core';
import { put } from '../../api.ts';
import { useGet, useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { useForm } from '../../ui/form.ts';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { severityLabel } from '../../ui/Severity.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Approvals } from './Approvals.tsx';
import { CadenceHours } from './CadenceHours.tsx';

const SEVERITIES = [1, 2, 3, 4] as const;
const TONES: TellSettings['tone'][] = ['plain', 'formal', 'warm', 'technical'];

export default function Telling() {
  const settings = useGet<TellSettings>('/tell/settings');
  return (
    <div className="page">
      <PageTitle
        title="Telling"
        lead="Every open incident carries the time of its next word. When nobody speaks by then, an honest note does."
      />
      <Loaded of={settings}>{(found) => <Form settings={found} />}</Loaded>
    </div>
  );
}

function Form({ settings }: { settings: TellSettings }) {
  const mayEdit = useMay()('tell:write');
  const save = useSend((change: Partial<TellSettings>) => put<TellSettings>('/tell/settings', change), {
    touches: ['/tell/settings'],
  });
  const form = useForm(
    {
      ...settings,
      remindOwnerShare: Math.round(settings.remindOwnerShare * 100),
      remindDeputyShare: Math.round(settings.remindDeputyShare * 100),
      callEverybodyShare: Math.round(settings.callEverybodyShare * 100),
      longestSilenceHours: settings.longestSilenceSeconds / 3_600,
    },
    save.error,
  );
  const { values, set } = form;
  const { longestSilenceHours, ...same } = values;
  const send = () =>
    save.mutate({
      ...same,
      longestSilenceSeconds: Math.round(longestSilenceHours * 3_600),
      callEverybodyShare: values.callEverybodyShare / 100,
      remindOwnerShare: values.remindOwnerShare / 100,
      remindDeputyShare: values.remindDeputyShare / 100,
    });
  return (
    <div className="card" style={{ maxWidth: '44rem' }}>
      <FormShell
        submit={save.isSuccess ? 'Saved' : 'Save'}
        pending={save.isPending}
        problem={save.error}
        onSubmit={() => mayEdit && send()}
      >
        <Title order={2} fz="h4">
          Time between two words
        </Title>
        <SimpleGrid cols={{ base: 1, xs: 2, sm: 4 }}>
          {SEVERITIES.map((severity) => (
            <NumberInput
              key={severity}
              label={`${severityLabel(severity)}, minutes`}
              min={0.1}
              max={10_080}
              decimalScale={2}
              readOnly={!mayEdit}
              value={values.cadenceSeconds[severity] / 60}
              error={form.errorOf(`cadenceSeconds.${severity}`)}
              onChange={(minutes) => {
                if (typeof minutes === 'number')
                  set({
                    cadenceSeconds: { ...values.cadenceSeconds, [severity]: Math.round(minutes * 60) },
                  });
              }}
            />
          ))}
        </SimpleGrid>
        <CadenceHours values={values} onChange={set} errorOf={form.errorOf} locked={!mayEdit} />
        <NumberInput
          label="The longest silence that a person may promise, hours"
          description="Where the cadence itself does not ask for more."
          min={0.1}
          max={168}
          decimalScale={1}
          readOnly={!mayEdit}
          {...form.number('longestSilenceHours')}
        />
        <Title order={2} fz="h4" mt="sm">
          Holds
        </Title>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <NumberInput
            label="First word waits for a person, seconds"
            description="Counted from the first failing check; after that the automatic first word is said."
            min={0}
            max={600}
            readOnly={!mayEdit}
            {...form.number('firstWordHoldSeconds')}
          />
          <NumberInput
            label="An update can be taken back, seconds"
            description="After that it is public, and only corrected."
            min={0}
            max={600}
            readOnly={!mayEdit}
            {...form.number('undoHoldSeconds')}
          />
        </SimpleGrid>
        <Title order={2} fz="h4" mt="sm">
          Reminders before a promise is due
        </Title>
        <Text size="sm" className="quiet">
          As a share of the time between two words: with 30 minutes, 33 % is ten minutes before.
        </Text>
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <NumberInput
            label="Owner, % before"
            min={0}
            max={100}
            readOnly={!mayEdit}
            {...form.number('remindOwnerShare')}
          />
          <NumberInput
            label="Deputy, % before"
            min={0}
            max={100}
            readOnly={!mayEdit}
            {...form.number('remindDeputyShare')}
          />
          <NumberInput
            label="Everybody on the policy, % before"
            description="0: nobody else."
            min={0}
            max={100}
            readOnly={!mayEdit}
            {...form.number('callEverybodyShare')}
          />
        </SimpleGrid>
        <Approvals
          value={values.approvals}
          readOnly={!mayEdit}
          onChange={(approvals) => set({ approvals })}
        />
        <Title order={2} fz="h4" mt="sm">
          So that nobody is flooded
        </Title>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <NumberInput
            label="Messages to one person in 24 hours"
            description="After that, what matters least to them waits for a digest. Critical incidents, corrections and every turn of what hits them always pass."
            min={1}
            max={1_000}
            readOnly={!mayEdit}
            {...form.number('contactsPerDay')}
          />
          <TextInput
            label="Daily digests come at"
            description="On the clock of each reader."
            type="time"
            readOnly={!mayEdit}
            {...form.text('dailyDigestAt')}
          />
        </SimpleGrid>
        <NativeSelect
          label="Tone of automatic words"
          data={TONES}
          disabled={!mayEdit}
          value={values.tone}
          onChange={({ currentTarget }) =>
            set({ tone: TONES.find((tone) => tone === currentTarget.value) ?? 'plain' })
          }
        />
      </FormShell>
    </div>
  );
}
