/** Your own corner: account, colours, zone, keys, sign out. */
import { ActionIcon, Menu } from '@mantine/core';
import {
  IconClockHour4,
  IconDeviceDesktop,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconSearch,
  IconSun,
  IconUserCircle,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useMe, useSessionChanges } from '../session.ts';
import type { Scheme } from './scheme.ts';

export function UserMenu({
  scheme,
  openPalette,
  openHelp,
  utc,
  toggleZone,
}: {
  scheme: { now: Scheme; set: (scheme: Scheme) => void };
  openPalette: () => void;
  openHelp: () => void;
  utc: boolean;
  toggleZone: () => void;
}) {
  const me = useMe();
  const { end } = useSessionChanges();
  const navigate = useNavigate();
  const schemes = [
    ['auto', 'As the system', IconDeviceDesktop],
    ['light', 'Light', IconSun],
    ['dark', 'Dark', IconMoon],
  ] as const;
  return (
    <Menu position="bottom-end" width={220} shadow="md">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={`Menu of ${me?.name ?? 'your account'}`}
        >
          <IconUserCircle size={22} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconUserCircle size={16} aria-hidden />}
          onClick={() => void navigate({ to: '/account' })}
        >
          {me?.name ?? 'Your account'}
        </Menu.Item>
        <Menu.Item leftSection={<IconSearch size={16} aria-hidden />} onClick={openPalette}>
          Go to …
        </Menu.Item>
        <Menu.Item leftSection={<IconClockHour4 size={16} aria-hidden />} onClick={toggleZone}>
          {utc ? 'Show local times' : 'Show times in UTC'}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} aria-hidden />} onClick={openHelp}>
          Keys
        </Menu.Item>
        <Menu.Divider />
        {schemes.map(([name, label, Icon]) => (
          <Menu.Item
            key={name}
            role="menuitemradio"
            aria-checked={scheme.now === name}
            leftSection={<Icon size={16} aria-hidden />}
            rightSection={scheme.now === name ? '✓' : null}
            onClick={() => scheme.set(name)}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void end()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
