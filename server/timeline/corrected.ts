/**
 * A published word after its correction: one text in place of all that there were (on other pages, to segments), unless the
 * correction names its own. What stood before stays with it. Pure.
 */
import type { FactBody } from './fact.ts';
import type { Update } from './incident.ts';

type Correction = Extract<FactBody, { kind: 'update.corrected' }> & { at: string; by: string };

export function corrected(
  { pageTexts, segmentTexts: _, ...update }: Update,
  { at, by, text, segmentTexts, reason }: Correction,
): Update {
  const wasOnPages = pageTexts ? { wasOnPages: pageTexts } : {};
  return {
    ...update,
    text,
    ...(segmentTexts ? { segmentTexts } : {}),
    corrections: [...update.corrections, { at, by, was: update.text, ...wasOnPages, text, reason }],
  };
}
