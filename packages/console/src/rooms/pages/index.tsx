/** What readers see: the pages, each with its components, its readers, its look and its address. */
import { lazy } from 'react';
import type { RoomRoute } from '../room.ts';

export const pages: RoomRoute[] = [
  {
    path: '/pages',
    title: 'Pages',
    component: lazy(() => import('./Pages.tsx')),
    place: 'tell',
    nav: { label: 'Pages', words: 'status page private password brand logo domain certificate audience' },
    scope: 'catalog:read',
  },
  {
    path: '/pages/new',
    title: 'New page',
    component: lazy(() => import('./NewPage.tsx')),
    place: 'tell',
    scope: 'catalog:write',
  },
  {
    path: '/pages/$pageId',
    title: 'Page',
    component: lazy(() => import('./EditPage.tsx')),
    place: 'tell',
    scope: 'catalog:read',
  },
];
