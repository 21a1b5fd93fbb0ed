/** Moving in and out: another status page taken over with a plan first, and everything of this one as a file. */
import { lazy } from 'react';
import type { RoomRoute } from '../room.ts';

export const transfer: RoomRoute[] = [
  {
    path: '/imports',
    title: 'Import and export',
    component: lazy(() => import('./Imports.tsx')),
    place: 'settings',
    nav: {
      label: 'Import and export',
      words: 'statuspage uptime kuma cachet instatus better stack upptime move',
    },
    scope: 'tell:write',
  },
  {
    path: '/imports/$importId',
    title: 'Import',
    component: lazy(() => import('./OneImport.tsx')),
    place: 'settings',
  },
];
