/** The frame around every room: the loop beside it, the next promise and the palette above it. */
import { AppShell, Burger, Button, Group, Kbd, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { Suspense, useEffect, useRef, useState } from 'react';
import { useKeys } from '../lib/keys.ts';
import { useLive } from '../live.ts';
import { useSession, useSignedOut } from '../session.ts';
import { RoomLink } from '../ui/RoomLink.tsx';
import { ProblemAlert, Waiting } from '../ui/states.tsx';
import { useZone } from '../ui/zone.ts';
import { Help } from './Help.tsx';
import { LiveMark } from './LiveMark.tsx';
import { Navigation } from './Navigation.tsx';
import { NextPromise } from './NextPromise.tsx';
import { Palette } from './Palette.tsx';
import { useScheme } from './scheme.ts';
import { UserMenu } from './UserMenu.tsx';

export function Shell() {
  const session = useSession();
  useSignedOut();
  if (session.isPending) return <Waiting />;
  if (session.error)
    return (
      <main className="page" style={{ padding: '2rem 1rem' }}>
        <ProblemAlert problem={session.error} retry={session.refetch} />
      </main>
    );
  if (session.data === null) return <ToSignIn />;
  return <Frame />;
}

/** Remembers where one wanted to go; once, because the address changes while the way there is taken. */
function ToSignIn() {
  const navigate = useNavigate();
  const [next] = useState(() => window.location.pathname + window.location.search);
  useEffect(() => {
    void navigate({ to: '/sign-in', search: { next }, replace: true });
  }, [navigate, next]);
  return <Waiting />;
}

function Frame() {
  const live = useLive(true);
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { utc, toggle: toggleZone } = useZone();
  const scheme = useScheme();
  const [menu, menuChange] = useDisclosure(false);
  const [palette, paletteChange] = useDisclosure(false);
  const [help, helpChange] = useDisclosure(false);
  const main = useRef<HTMLElement>(null);
  const shown = useRef(pathname);

  // A new page is announced and read from its top, as a loaded document would be.
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    main.current?.focus({ preventScroll: true });
  }, [pathname]);

  const go = (to: string) => () => void navigate({ to });
  useKeys({
    'mod+k': paletteChange.open,
    '/': paletteChange.open,
    '?': helpChange.open,
    u: toggleZone,
    'g n': go('/'),
    'g i': go('/incidents'),
    'g m': go('/monitors'),
  });

  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 228, breakpoint: 'sm', collapsed: { mobile: !menu } }}
      padding={{ base: 'sm', sm: 'lg' }}
      styles={{
        main: { background: 'var(--ground)' },
        header: { background: 'var(--paper)', borderColor: 'var(--line)' },
        navbar: { background: 'var(--paper)', borderColor: 'var(--line)' },
      }}
    >
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <AppShell.Header>
        <Group h="100%" px={{ base: 'xs', sm: 'md' }} gap="xs" wrap="nowrap" justify="space-between">
          <Group gap="xs" wrap="nowrap">
            <Burger
              opened={menu}
              onClick={menuChange.toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={menu ? 'Close the menu' : 'Open the menu'}
              aria-expanded={menu}
            />
            <RoomLink to="/" className="plain brand">
              Candor
            </RoomLink>
            <LiveMark state={live} />
          </Group>
          <Group gap="xs" wrap="nowrap">
            <NextPromise />
            <Button
              visibleFrom="sm"
              variant="default"
              size="xs"
              leftSection={<IconSearch size={14} aria-hidden />}
              rightSection={<Kbd size="xs">Ctrl K</Kbd>}
              onClick={paletteChange.open}
            >
              Go to
            </Button>
            <UnstyledButton className="zone" onClick={toggleZone} aria-pressed={utc} visibleFrom="sm">
              <Text span size="sm" className="quiet">
                {utc ? 'UTC' : 'Local time'}
              </Text>
            </UnstyledButton>
            <UserMenu
              scheme={scheme}
              openPalette={paletteChange.open}
              openHelp={helpChange.open}
              utc={utc}
              toggleZone={toggleZone}
            />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label="Main" style={{ overflowY: 'auto' }}>
        <Navigation onGo={menuChange.close} />
      </AppShell.Navbar>
      <AppShell.Main id="main" ref={main} tabIndex={-1}>
        <Suspense fallback={<Waiting />}>
          <Outlet />
        </Suspense>
      </AppShell.Main>
      <Palette
        opened={palette}
        close={paletteChange.close}
        commands={[
          { label: 'Dark', hint: 'Colours', words: 'theme night', run: () => scheme.set('dark') },
          { label: 'Light', hint: 'Colours', words: 'theme day', run: () => scheme.set('light') },
          { label: 'As the system', hint: 'Colours', words: 'theme auto', run: () => scheme.set('auto') },
          { label: utc ? 'Local time' : 'UTC', hint: 'Times', words: 'zone', run: toggleZone },
          { label: 'Keys', hint: 'Help', words: 'keyboard shortcuts', run: helpChange.open },
        ]}
      />
      <Help opened={help} close={helpChange.close} />
    </AppShell>
  );
}
