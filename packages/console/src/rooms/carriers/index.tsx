/** Tell: the ways to reach people, their accounts, and what a message looks like there. */
import { lazy } from 'react';
import type { RoomRoute } from '../room.ts';

export const carriers: RoomRoute[] = [
  {
    path: '/carriers',
    title: 'Carriers',
    component: lazy(() => import('./Carriers.tsx')),
    place: 'settings',
    nav: {
      label: 'Carriers',
      words: 'mail smtp dkim dns webhook sender slack teams sms push mastodon bluesky account provider',
    },
    scope: 'carriers:read',
  },
  {
    path: '/carriers/$carrier',
    title: 'Carrier',
    component: lazy(() => import('./OneCarrier.tsx')),
    place: 'settings',
    scope: 'carriers:read',
  },
  {
    path: '/carriers/$carrier/accounts/new',
    title: 'Add an account',
    component: lazy(() => import('./NewAccount.tsx')),
    place: 'settings',
    scope: 'carriers:write',
  },
  {
    path: '/carriers/$carrier/accounts/$accountId',
    title: 'Account',
    component: lazy(() => import('./OneAccount.tsx')),
    place: 'settings',
    scope: 'carriers:read',
  },
];
