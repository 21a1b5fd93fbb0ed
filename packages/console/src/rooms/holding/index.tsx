/** Tell: holding pages with their gallery and editor, and the rules that publish, post and tell by themselves. */
import { lazy } from 'react';
import type { RoomRoute } from '../room.ts';

const tell = { place: 'tell' } as const;
const OneSet = lazy(() => import('./OneSet.tsx'));
const OneRule = lazy(() => import('./OneRule.tsx'));

export const holding: RoomRoute[] = [
  {
    path: '/holding-pages',
    title: 'Holding pages',
    component: lazy(() => import('./Gallery.tsx')),
    ...tell,
    nav: {
      label: 'Holding pages',
      words: 'outage maintenance landing recovery apology error page nginx haproxy',
    },
    scope: 'tell:read',
  },
  {
    path: '/holding-pages/new',
    title: 'New set of holding pages',
    component: OneSet,
    ...tell,
    scope: 'tell:write',
  },
  {
    path: '/holding-pages/new/$lookId',
    title: 'New set of holding pages',
    component: OneSet,
    ...tell,
    scope: 'tell:write',
  },
  {
    path: '/holding-pages/$setId',
    title: 'Set of holding pages',
    component: OneSet,
    ...tell,
    scope: 'tell:read',
  },
  {
    path: '/workflows',
    title: 'Workflows',
    component: lazy(() => import('./Rules.tsx')),
    ...tell,
    nav: { label: 'Workflows', words: 'rules automation trigger action when then' },
    scope: 'tell:read',
  },
  { path: '/workflows/new', title: 'New rule', component: OneRule, ...tell, scope: 'tell:write' },
  { path: '/workflows/$ruleId', title: 'Rule', component: OneRule, ...tell, scope: 'tell:read' },
];
