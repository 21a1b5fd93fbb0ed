/** The room's own tables. */
import type { MessageKind, MessagePhase, Tone } from '@candor/protocol/words.ts';

type TemplateRow = {
  kind: MessageKind;
  phase: MessagePhase | null;
  tone: Tone;
  locale: string;
  segment: string | null;
  subject: string;
  body: string;
  short: string;
  banner: string;
  version: number;
  updatedAt: string;
  updatedBy: string;
};

export type WordsTables = {
  wordsTemplate: TemplateRow & { id: string };
  /** Every version that ever was, the current one included: what was sent can be explained years later. */
  wordsTemplateVersion: TemplateRow & { templateId: string; removed: boolean };
};
