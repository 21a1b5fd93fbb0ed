/** Who is called when something breaks: the owner and the deputy of the default policy. */
import type { EscalationPolicy } from '@candor/protocol/respond.ts';
import { Table, Text, Title } from '@mantine/core';
import type { Listed } from '../../api.ts';
import { useGet } from '../../query.ts';
import { useActorName } from '../../ui/names.tsx';
import { TextLink } from '../../ui/RoomLink.tsx';

export function Duty() {
  const policies = useGet<Listed<EscalationPolicy>>('/escalation-policies');
  const name = useActorName();
  const policy = policies.data?.items.find(({ isDefault }) => isDefault);
  if (!policy) return null;
  const called = new Set(policy.steps.flatMap(({ personIds }) => personIds));
  return (
    <section className="card" aria-labelledby="duty">
      <Title order={2} fz="h5" id="duty" mb="xs">
        On duty
      </Title>
      {policy.ownerId ? (
        <Table withRowBorders={false} horizontalSpacing={0} verticalSpacing={2} fz="sm">
          <Table.Tbody>
            {(
              [
                ['Owner', name(policy.ownerId)],
                ['Deputy', policy.deputyId ? name(policy.deputyId) : 'nobody'],
                ['Called after them', called.size > 0 ? [...called].map(name).join(', ') : 'nobody'],
              ] as const
            ).map(([label, value]) => (
              <Table.Tr key={label}>
                <Table.Th scope="row" fw={400} className="quiet" w="9rem">
                  {label}
                </Table.Th>
                <Table.Td>{value}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      ) : (
        <Text size="sm">
          Nobody would own the next incident. <TextLink to="/escalation">Name an owner</TextLink>
        </Text>
      )}
    </section>
  );
}
