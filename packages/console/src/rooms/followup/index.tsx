/** After recovery: what is said to those who were affected, and what staff may say from the first minute on. */
import { lazy } from 'react';
import type { RoomRoute } from '../room.ts';

export const followUp: RoomRoute[] = [
  {
    path: '/incidents/$incidentId/follow-up',
    title: 'After recovery',
    component: lazy(() => import('./FollowUp.tsx')),
    place: 'tell',
  },
];
