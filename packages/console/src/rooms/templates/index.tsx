/** Templates: the words that Candor says by itself, per message, tone and language. */
import { lazy } from 'react';
import type { RoomRoute } from '../room.ts';

export const templates: RoomRoute[] = [
  {
    path: '/templates',
    title: 'Templates',
    component: lazy(() => import('./Templates.tsx')),
    place: 'tell',
    nav: { label: 'Templates', words: 'messages words tone locale preview' },
    scope: 'words:read',
  },
  {
    path: '/templates/$slot/$tone/$locale',
    title: 'Template',
    component: lazy(() => import('./Template.tsx')),
    place: 'tell',
  },
  {
    path: '/templates/$slot/$tone/$locale/$segment',
    title: 'Template',
    component: lazy(() => import('./Template.tsx')),
    place: 'tell',
  },
];
