/** The public is told a phase of an incident. */
import { IncidentPhase } from '@candor/protocol/words-of-state.ts';
import { z } from 'zod';
import { trigger } from '../kinds.ts';

export const phaseReached = trigger({
  kind: 'phase-reached',
  title: 'An incident reaches a phase',
  summary: 'When the public is told so for the first time, or again after another phase.',
  settings: z.strictObject({ phase: IncidentPhase.default('identified').meta({ title: 'Phase' }) }),
  facts: ['update.published'],
  happens: ({ phase }, { fact, before }) =>
    fact.body.kind === 'update.published' &&
    fact.body.phase === phase &&
    // "Investigating" stands in an incident before anybody was told.
    (before?.phase !== phase || before.firstWordAt === null),
  sentence: ({ phase }) => `the public is told "${phase}"`,
});

export const resolved = trigger({
  kind: 'resolved',
  title: 'An incident is resolved',
  summary: 'When the public is told that it is over.',
  settings: z.strictObject({}),
  facts: ['update.published'],
  happens: (_, { before, after }) =>
    after.kind === 'incident' && after.phase === 'resolved' && before?.phase !== 'resolved',
  sentence: () => 'an incident is resolved',
});
