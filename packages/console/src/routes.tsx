/** Every address of the console: the doors, and the rooms inside the shell. */
import { createRootRoute, createRoute, createRouter, Outlet } from '@tanstack/react-router';
import { SignIn } from './entry/SignIn.tsx';
import { Welcome } from './entry/Welcome.tsx';
import { rooms } from './rooms/index.ts';
import { Shell } from './shell/Shell.tsx';
import { LinkButton } from './ui/RoomLink.tsx';
import { Empty, ProblemAlert } from './ui/states.tsx';

const root = createRootRoute({
  component: Outlet,
  notFoundComponent: () => (
    <Empty title="There is no such page" action={<LinkButton to="/">Go to Now</LinkButton>}>
      The address may be from another version, or what it named was removed.
    </Empty>
  ),
  errorComponent: ({ error, reset }) => <ProblemAlert problem={error} retry={reset} />,
});
const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell });
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: SignIn,
  validateSearch: ({ next }: Record<string, unknown>): { next?: string } =>
    typeof next === 'string' ? { next } : {},
});
const welcome = createRoute({ getParentRoute: () => root, path: '/welcome', component: Welcome });
const inside = rooms.map(({ path, component }) =>
  createRoute({ getParentRoute: () => shell, path, component }),
);

export const router = createRouter({
  routeTree: root.addChildren([signIn, welcome, shell.addChildren(inside)]),
  basepath: '/console',
  scrollRestoration: true,
});
