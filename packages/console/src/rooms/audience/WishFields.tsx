/** What somebody wants to hear and when, as fields; the same for adding one and for changing one. */
import type { Subscriber } from '@candor/protocol/audience.ts';
import type { Group } from '@candor/protocol/catalog.ts';
import { Checkbox, Fieldset, MultiSelect, NativeSelect, Group as Row, TextInput } from '@mantine/core';
import type { Listed } from '../../api.ts';
import { useGet } from '../../query.ts';
import type { useForm } from '../../ui/form.ts';
import { localeName, textIn } from '../../ui/LocalizedField.tsx';
import { useComponents } from '../../ui/names.tsx';
import { SEVERITIES } from '../../ui/Severity.tsx';

export type Wishes = {
  componentIds: string[];
  groupIds: string[];
  leastSeverity: string;
  wantsIncidents: boolean;
  wantsMaintenance: boolean;
  everyNote: boolean;
  quietFrom: string;
  quietUntil: string;
  quietExceptCritical: boolean;
  digest: Subscriber['digest'];
  locale: string;
  timeZone: string;
  plan: string;
  segment: string;
  region: string;
};

export const NO_WISHES: Wishes = {
  componentIds: [],
  groupIds: [],
  leastSeverity: '4',
  wantsIncidents: true,
  wantsMaintenance: true,
  everyNote: false,
  quietFrom: '',
  quietUntil: '',
  quietExceptCritical: true,
  digest: 'instant',
  locale: 'en',
  timeZone: 'UTC',
  plan: '',
  segment: '',
  region: '',
};

export const wishesOf = (subscriber: Subscriber): Wishes => ({
  componentIds: subscriber.componentIds ?? [],
  groupIds: subscriber.groupIds ?? [],
  leastSeverity: String(subscriber.leastSeverity),
  wantsIncidents: subscriber.wantsIncidents,
  wantsMaintenance: subscriber.wantsMaintenance,
  everyNote: subscriber.everyNote,
  quietFrom: subscriber.quietFrom ?? '',
  quietUntil: subscriber.quietUntil ?? '',
  quietExceptCritical: subscriber.quietExceptCritical,
  digest: subscriber.digest,
  locale: subscriber.locale,
  timeZone: subscriber.timeZone,
  plan: subscriber.plan ?? '',
  segment: subscriber.segment ?? '',
  region: subscriber.region ?? '',
});

const orNull = <T,>(list: T[]) => (list.length > 0 ? list : null);

/** As the API takes them. */
export const asInput = (wishes: Wishes) => ({
  ...wishes,
  componentIds: orNull(wishes.componentIds),
  groupIds: orNull(wishes.groupIds),
  leastSeverity: Number(wishes.leastSeverity),
  quietFrom: wishes.quietFrom || null,
  quietUntil: wishes.quietUntil || null,
  plan: wishes.plan.trim() || null,
  segment: wishes.segment.trim() || null,
  region: wishes.region.trim() || null,
});

const LOCALES = ['en', 'de', 'fr', 'es', 'pt-BR', 'it', 'nl', 'pl', 'ja', 'zh', 'ar', 'he'];
const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
const withOwn = (list: readonly string[], own: string) => (list.includes(own) ? list : [own, ...list]);

export function WishFields<V extends Wishes>({ form }: { form: ReturnType<typeof useForm<V>> }) {
  const components = useComponents().data?.items ?? [];
  const groups = useGet<Listed<Group>>('/groups').data?.items ?? [];
  const { values } = form;
  const set = (change: Partial<Wishes>) => form.set(change as Partial<V>);
  const named = (list: readonly { id: string; name: Record<string, string> }[]) =>
    list.map(({ id, name }) => ({ value: id, label: textIn(name) }));
  return (
    <>
      <MultiSelect
        label="Components"
        description="With no component and no group: all of them, also those that come later."
        data={named(components)}
        value={values.componentIds}
        error={form.errorOf('componentIds')}
        onChange={(componentIds) => set({ componentIds })}
      />
      {groups.length > 0 && (
        <MultiSelect
          label="Whole groups"
          data={named(groups)}
          value={values.groupIds}
          error={form.errorOf('groupIds')}
          onChange={(groupIds) => set({ groupIds })}
        />
      )}
      <Fieldset legend="Which kinds">
        <Checkbox label="Incidents" {...form.checked('wantsIncidents')} />
        <Checkbox label="Maintenance" mt="xs" {...form.checked('wantsMaintenance')} />
        <Checkbox label="Also “no change” notes" mt="xs" {...form.checked('everyNote')} />
      </Fieldset>
      <Row grow align="start">
        <NativeSelect
          label="Least severity"
          data={SEVERITIES.map(({ value, label }) => ({ value: String(value), label: `${label} and worse` }))}
          {...form.text('leastSeverity')}
        />
        <NativeSelect
          label="How often"
          data={[
            { value: 'instant', label: 'At once' },
            { value: 'hourly', label: 'Together, hourly' },
            { value: 'daily', label: 'Together, daily' },
          ]}
          {...form.text('digest')}
        />
      </Row>
      <Row grow align="start">
        <TextInput type="time" label="Quiet from" {...form.text('quietFrom')} />
        <TextInput type="time" label="Quiet until" {...form.text('quietUntil')} />
      </Row>
      {values.quietFrom !== '' && (
        <Checkbox label="They agreed to be woken for severity 1" {...form.checked('quietExceptCritical')} />
      )}
      <Row grow align="start">
        <NativeSelect
          label="Language"
          data={withOwn(LOCALES, values.locale).map((value) => ({ value, label: localeName(value) }))}
          {...form.text('locale')}
        />
        <NativeSelect
          label="Time zone"
          data={[...withOwn(ZONES, values.timeZone)]}
          {...form.text('timeZone')}
        />
      </Row>
      <Row grow align="start">
        <TextInput label="Plan" maxLength={100} {...form.text('plan')} />
        <TextInput label="Segment" maxLength={100} {...form.text('segment')} />
        <TextInput label="Region" maxLength={100} {...form.text('region')} />
      </Row>
    </>
  );
}
