/** Tell: copies of the page outside the house, and the kit for posting by hand. */
import { lazy } from 'react';
import type { RoomRoute } from '../room.ts';

export const outside: RoomRoute[] = [
  {
    path: '/outside-copies',
    title: 'Copies outside',
    component: lazy(() => import('./Copies.tsx')),
    place: 'tell',
    nav: { label: 'Copies outside', words: 's3 git rsync sftp backup page fallback kit drill edge' },
    scope: 'tell:read',
  },
  {
    path: '/outside-copies/new',
    title: 'Add a place for copies',
    component: lazy(() => import('./NewCopy.tsx')),
    place: 'tell',
    scope: 'tell:write',
  },
  {
    path: '/outside-copies/$copyId',
    title: 'Place of copies',
    component: lazy(() => import('./OneCopy.tsx')),
    place: 'tell',
    scope: 'tell:read',
  },
];
