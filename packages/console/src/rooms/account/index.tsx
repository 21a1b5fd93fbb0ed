/** What a person sees and changes of their own: profile, password, where they are signed in. */
import { lazy } from 'react';
import type { RoomRoute } from '../room.ts';

export const account: RoomRoute[] = [
  {
    path: '/account',
    title: 'Your account',
    component: lazy(() => import('./Account.tsx')),
    place: 'settings',
    nav: { label: 'Your account', words: 'profile password sessions time zone sign out' },
  },
];
