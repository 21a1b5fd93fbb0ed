/** What users use: the components and groups of the public page. */
import { lazy } from 'react';
import type { RoomRoute } from '../room.ts';

export const components: RoomRoute[] = [
  {
    path: '/components',
    title: 'Components',
    component: lazy(() => import('./Components.tsx')),
    place: 'watch',
    nav: { label: 'Components', words: 'groups services catalogue' },
    scope: 'catalog:read',
  },
  {
    path: '/components/new',
    title: 'New component',
    component: lazy(() => import('./NewComponent.tsx')),
    place: 'watch',
    scope: 'catalog:write',
  },
  {
    path: '/components/$componentId',
    title: 'Component',
    component: lazy(() => import('./EditComponent.tsx')),
    place: 'watch',
    scope: 'catalog:read',
  },
];
