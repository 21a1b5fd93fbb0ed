/** The grain and season of traffic, how long events are kept, and when trust counts as back: decided before an outage. */
import type { ListenSettings } from '@candor/protocol/listen.ts';
import { Autocomplete, NativeSelect, NumberInput, Text } from '@mantine/core';
import { put } from '../../api.ts';
import { spanText } from '../../lib/times.ts';
import { useGet, useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { useForm } from '../../ui/form.ts';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { Loaded } from '../../ui/states.tsx';

const GRAINS = [5, 60, 300, 900, 1_800, 3_600, 86_400];
const SEASONS = [300, 3_600, 86_400, 604_800];

export default function Settings() {
  const settings = useGet<ListenSettings>('/listen/settings');
  return (
    <div className="page">
      <PageTitle
        title="How it listens"
        lead="No cookies, no addresses: sessions are counted, nobody is recognised."
      />
      <Loaded of={settings}>{(found) => <Form settings={found} />}</Loaded>
    </div>
  );
}

/** The offered steps and, when it is another one, the value that is set. */
const choices = (steps: readonly number[], now: number) =>
  [...new Set([...steps, now])]
    .sort((a, b) => a - b)
    .map((seconds) => ({
      value: String(seconds),
      label: seconds === 604_800 ? 'a week' : spanText(seconds * 1_000),
    }));

function Form({ settings }: { settings: ListenSettings }) {
  const mayEdit = useMay()('listen:write');
  const save = useSend((change: ListenSettings) => put<ListenSettings>('/listen/settings', change), {
    touches: ['/listen/settings', '/traffic'],
  });
  const form = useForm(
    { ...settings, marginShare: Math.round(settings.marginShare * 1_000) / 10 },
    save.error,
  );
  const { values, set } = form;
  return (
    <div className="card" style={{ maxWidth: '40rem' }}>
      <FormShell
        submit={save.isSuccess ? 'Saved' : 'Save'}
        pending={save.isPending}
        problem={save.error}
        onSubmit={() => mayEdit && save.mutate({ ...values, marginShare: values.marginShare / 100 })}
      >
        <NativeSelect
          label="Grain"
          description="Traffic is kept in steps of this length."
          disabled={!mayEdit}
          data={choices(GRAINS, settings.bucketSeconds)}
          value={String(values.bucketSeconds)}
          error={form.errorOf('bucketSeconds')}
          onChange={({ currentTarget }) => set({ bucketSeconds: Number(currentTarget.value) })}
        />
        <NativeSelect
          label="Season"
          description="How long until traffic repeats itself: a week for nearly every site."
          disabled={!mayEdit}
          data={choices(SEASONS, settings.seasonSeconds)}
          value={String(values.seasonSeconds)}
          error={form.errorOf('seasonSeconds')}
          onChange={({ currentTarget }) => set({ seasonSeconds: Number(currentTarget.value) })}
        />
        <Autocomplete
          label="Time zone of your visitors"
          data={Intl.supportedValuesOf('timeZone')}
          limit={30}
          disabled={!mayEdit}
          value={values.timeZone}
          error={form.errorOf('timeZone')}
          onChange={(timeZone) => set({ timeZone })}
        />
        <NumberInput
          label="Single events are forgotten after, days"
          description="The counts stay."
          min={2}
          max={365}
          disabled={!mayEdit}
          {...form.number('keepDays')}
        />
        <NumberInput
          label="Trust counts as back within, %"
          description="The largest loss that still counts. Choose it before an outage, not after."
          min={1}
          max={50}
          decimalScale={1}
          disabled={!mayEdit}
          {...form.number('marginShare')}
        />
        <Text size="sm" className="quiet">
          A change of the grain applies to what comes in from then on.
        </Text>
      </FormShell>
    </div>
  );
}
