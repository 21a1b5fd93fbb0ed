/** Names instead of ids: of people, components and monitors, wherever a fact or a row names them. */
import type { Component } from '@candor/protocol/catalog.ts';
import type { Person } from '@candor/protocol/people.ts';
import type { MonitorWithState } from '@candor/protocol/watch.ts';
import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Listed } from '../api.ts';
import { useGet } from '../query.ts';
import { useMay, useMe } from '../session.ts';
import { textIn } from './LocalizedField.tsx';

export function usePersons(): Person[] {
  const may = useMay();
  return useGet<Listed<Person>>(may('people:read') ? '/persons' : null).data?.items ?? [];
}

export function useComponents() {
  const may = useMay();
  return useGet<Listed<Component>>(may('catalog:read') ? '/components' : null);
}

export function useComponentName(): (id: string) => string {
  const { data } = useComponents();
  // Only who has the list knows which are gone.
  if (!data) return () => 'a component';
  return (id) => textIn(data.items.find((component) => component.id === id)?.name) || 'a retired component';
}

/** Who did it: `person:usr_…` is a name, a rule or the system is Candor itself. */
export function useActorName(): (by: string) => string {
  const persons = usePersons();
  const me = useMe();
  const may = useMay();
  const monitors = useGet<Listed<MonitorWithState>>(may('watch:read') ? '/monitors' : null, { limit: 200 });
  return (by) => {
    const [kind = '', id = ''] = by.includes(':') ? by.split(':') : ['person', by];
    if (kind === 'person')
      return id === me?.id
        ? `${me.name} (you)`
        : (persons.find((person) => person.id === id)?.name ?? 'somebody');
    if (kind === 'monitor')
      return monitors.data?.items.find((monitor) => monitor.id === id)?.name ?? 'a monitor';
    if (kind === 'token') return 'an API token';
    return 'Candor';
  };
}

/** A person of the staff, or nobody. */
export function PersonSelect({
  label,
  value,
  onChange,
  nobody = 'Nobody',
  description,
  error,
  disabled = false,
}: {
  label: string;
  value: string | null;
  onChange: (personId: string | null) => void;
  nobody?: string;
  description?: ReactNode;
  error?: ReactNode;
  disabled?: boolean;
}) {
  const persons = usePersons().filter(({ disabledAt }) => disabledAt === null);
  return (
    <NativeSelect
      label={label}
      description={description}
      error={error}
      disabled={disabled}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value || null)}
      data={[{ value: '', label: nobody }, ...persons.map(({ id, name }) => ({ value: id, label: name }))]}
    />
  );
}
