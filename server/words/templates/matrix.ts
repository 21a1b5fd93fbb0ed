/** Which words speak in each cell of the matrix, by the same path that a message takes. Pure. */
import type { Matrix, MatrixCell } from '@candor/protocol/matrix.ts';
import {
  type Cell,
  MessageKind,
  type MessagePhase,
  type Template,
  type Tone,
} from '@candor/protocol/words.ts';
import { phaseOfKind } from './check.ts';
import { because, cellOf, pathOf } from './path.ts';
import { SEGMENT_NAMES, SHIPPED_LOCALES, TEMPLATE_NAMES } from './shipped.ts';

/** `update/investigating` names its phase, `no_change` has words for all of them. */
const SLOTS = TEMPLATE_NAMES.map((name) => {
  const [kind, phase] = name.split('/') as [string, MessagePhase | undefined];
  return { kind: MessageKind.parse(kind), phase: phase ?? null };
});

export function matrixOf(
  own: readonly Template[],
  { tone, segment, locales = [] }: { tone: Tone; segment: string | null; locales?: readonly string[] },
): Matrix {
  const spoken = [...new Set([...SHIPPED_LOCALES, ...own.map(({ locale }) => locale), ...locales])];
  const segments = own.flatMap((each) => (each.segment ? [each.segment] : []));
  const templates = own.map((each) => ({ ...each, source: `site:${each.id}` }));
  const answer = (asked: Cell): MatrixCell => {
    const place = pathOf(asked, templates).find(({ found }) => found !== null)!;
    const { cell, from } = place;
    const template = own.find(({ id }) => place.found?.source === `site:${id}`);
    const exact = cell.tone === asked.tone && cell.segment === asked.segment && cell.locale === asked.locale;
    return {
      asked,
      state: exact ? from : 'fallback',
      answered: cell,
      because: because(asked, from, cell, 0),
      templateId: template?.id ?? null,
      version: template?.version ?? null,
    };
  };
  return {
    locales: spoken,
    segments: [...new Set([...SEGMENT_NAMES, ...segments])],
    cells: SLOTS.flatMap(({ kind, phase }) =>
      spoken.map((locale) =>
        answer(cellOf({ kind, phase: phaseOfKind(kind, phase), tone, segment, locale })),
      ),
    ),
  };
}
