/** Settings: who works here, what may speak for them, how Candor tells, and how it reaches people. */
import { lazy } from 'react';
import type { RoomRoute } from '../room.ts';

export const settings: RoomRoute[] = [
  {
    path: '/settings/people',
    title: 'People',
    component: lazy(() => import('./People.tsx')),
    place: 'settings',
    nav: { label: 'People', words: 'staff invite role password disable' },
    scope: 'people:read',
  },
  {
    path: '/settings/telling',
    title: 'Telling',
    component: lazy(() => import('./Telling.tsx')),
    place: 'settings',
    nav: { label: 'Telling', words: 'cadence promise hold undo tone' },
    scope: 'tell:read',
  },
  {
    path: '/settings/mail',
    title: 'Mail readiness',
    component: lazy(() => import('./MailReadiness.tsx')),
    place: 'settings',
    nav: { label: 'Mail readiness', words: 'spf dkim dmarc dns deliverability bounce spam seed warm-up' },
    scope: 'carriers:read',
  },
  {
    path: '/settings/page',
    title: 'Public page',
    component: lazy(() => import('./PublicPage.tsx')),
    place: 'settings',
    nav: { label: 'Public page', words: 'status page name support locale' },
    scope: 'catalog:read',
  },
  {
    path: '/settings/snippets',
    title: 'Beacon and SDK',
    component: lazy(() => import('./Snippets.tsx')),
    place: 'settings',
    nav: { label: 'Beacon and SDK', words: 'javascript snippet embed banner script' },
    scope: 'catalog:read',
  },
  {
    path: '/settings/tokens',
    title: 'API tokens',
    component: lazy(() => import('./Tokens.tsx')),
    place: 'settings',
    nav: { label: 'API tokens', words: 'key scope automation' },
    scope: 'people:write',
  },
  {
    path: '/settings/audit',
    title: 'Audit log',
    component: lazy(() => import('./Audit.tsx')),
    place: 'settings',
    nav: { label: 'Audit log', words: 'who changed what' },
    scope: 'audit:read',
  },
];
