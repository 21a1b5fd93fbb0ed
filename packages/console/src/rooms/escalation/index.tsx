/** Respond: who is called, and who after them. */
import { lazy } from 'react';
import type { RoomRoute } from '../room.ts';

export const escalation: RoomRoute[] = [
  {
    path: '/escalation',
    title: 'Escalation policies',
    component: lazy(() => import('./Escalation.tsx')),
    place: 'respond',
    nav: { label: 'Escalation', words: 'policy owner deputy on-call duty' },
    scope: 'respond:read',
  },
];
