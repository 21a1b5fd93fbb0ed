/** A checklist's item before anybody wrote into it. */
import type { ChecklistItem } from '@candor/protocol/prepare.ts';

export const blankItem = (id: string): ChecklistItem => ({
  id,
  kind: 'step',
  title: { en: '' },
  text: null,
  url: null,
  needsPolicy: false,
  options: [],
  feedback: null,
});
