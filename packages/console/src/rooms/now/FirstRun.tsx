/** The first steps, each ticked by facts alone; the guide leaves when all are done. */

import type { CarrierView } from '@candor/protocol/carriers.ts';
import type { EscalationPolicy } from '@candor/protocol/respond.ts';
import type { MonitorWithState } from '@candor/protocol/watch.ts';
import { List, Text, ThemeIcon, Title } from '@mantine/core';
import { IconCheck, IconCircle } from '@tabler/icons-react';
import type { Listed } from '../../api.ts';
import { useGet } from '../../query.ts';
import { useMay } from '../../session.ts';
import { useComponents, usePersons } from '../../ui/names.tsx';
import { TextLink } from '../../ui/RoomLink.tsx';

type Step = { done: boolean | undefined; to: string; label: string; why: string };

export function FirstRun() {
  const may = useMay();
  const components = useComponents();
  const monitors = useGet<Listed<MonitorWithState>>('/monitors', { limit: 200 });
  const policies = useGet<Listed<EscalationPolicy>>('/escalation-policies');
  const counts = useGet<Record<string, number>>('/subscribers/counts');
  const carriers = useGet<Listed<CarrierView>>(may('carriers:read') ? '/carriers' : null);
  const persons = usePersons();
  if (!may('catalog:write') || !may('watch:write')) return null;

  const mail = carriers.data?.items.find(({ name }) => name === 'email');
  const steps: Step[] = [
    {
      done: components.data && components.data.items.length > 0,
      to: '/components',
      label: 'Name what your users use',
      why: 'Components are the lines of the public page.',
    },
    {
      done: monitors.data && monitors.data.items.length > 0,
      to: '/monitors/new',
      label: 'Watch it',
      why: 'A monitor that fails opens the incident and says the first word.',
    },
    {
      done: policies.data?.items.some(({ ownerId }) => ownerId !== null),
      to: '/escalation',
      label: 'Say who is called',
      why: 'An incident without an owner is an incident without promises.',
    },
    {
      done: mail?.ready,
      to: '/carriers',
      label: 'Let Candor send mail',
      why: mail && !mail.ready ? mail.detail : 'Subscribers and staff are told by mail.',
    },
    {
      done: persons.length > 1,
      to: '/settings/people',
      label: 'Invite somebody',
      why: 'One person sleeps sometimes.',
    },
    {
      done: counts.data && (counts.data['active'] ?? 0) > 0,
      to: '/subscribers',
      label: 'Win the first subscriber',
      why: 'The public page has the form; you can be the first yourself.',
    },
  ];
  const known = steps.filter(({ done }) => done !== undefined);
  // Only these make the product work; the others may wait without nagging for ever.
  const essential = [steps[0], steps[1], steps[2], steps[5]];
  if (known.length < 4 || essential.every((step) => step?.done !== false)) return null;
  return (
    <section className="card" aria-labelledby="first-run">
      <Title order={2} fz="h4" id="first-run">
        First steps
      </Title>
      <Text className="quiet" mb="sm">
        Each ticks itself when it is true.
      </Text>
      <List listStyleType="none" spacing="sm">
        {known.map(({ done, to, label, why }) => (
          <List.Item
            key={label}
            icon={
              <ThemeIcon
                size={24}
                radius="xl"
                variant={done ? 'filled' : 'default'}
                style={done ? { background: 'var(--state-operational)', color: 'var(--paper)' } : {}}
                role="img"
                aria-label={done ? 'done' : 'to do'}
              >
                {done ? <IconCheck size={16} aria-hidden /> : <IconCircle size={12} aria-hidden />}
              </ThemeIcon>
            }
          >
            {done ? <Text span>{label}</Text> : <TextLink to={to}>{label}</TextLink>}
            <Text size="sm" className="quiet">
              {why}
            </Text>
          </List.Item>
        ))}
      </List>
    </section>
  );
}
