/** The roles, each with what it may do. Only an owner gives the owner's. */
import type { Role } from '@candor/protocol/people.ts';
import { NativeSelect } from '@mantine/core';
import { useMe } from '../../session.ts';

const ROLES: [Role, string][] = [
  ['owner', 'Owner: everything'],
  ['admin', 'Admin: everything but owners'],
  ['responder', 'Responder: acts and tells'],
  ['communicator', 'Communicator: tells, looks after people'],
  ['viewer', 'Viewer: reads'],
];

export function RoleSelect({
  value,
  onChange,
  ...named
}: {
  value: Role;
  onChange: (role: Role) => void;
  label?: string;
  'aria-label'?: string;
}) {
  const isOwner = useMe()?.role === 'owner';
  return (
    <NativeSelect
      {...named}
      value={value}
      onChange={({ currentTarget }) => {
        const found = ROLES.find(([role]) => role === currentTarget.value);
        if (found) onChange(found[0]);
      }}
      data={ROLES.filter(([role]) => isOwner || role !== 'owner' || value === 'owner').map(
        ([role, label]) => ({
          value: role,
          label,
        }),
      )}
    />
  );
}
