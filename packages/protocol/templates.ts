/** Templates as a whole, as they cross the wire: compared, taken in and out as a file, and at a glance. */
import { z } from 'zod';
import { Cell, MessageKind, MessagePhase, Tone } from './message-kinds.ts';

/** A piece of a text between two versions. */
export const TextChange = z.strictObject({ does: z.enum(['keep', 'remove', 'add']), text: z.string() });
export type TextChange = z.infer<typeof TextChange>;

export const TemplateComparison = z.strictObject({
  from: z.number().int(),
  to: z.number().int(),
  parts: z.array(
    z.strictObject({
      part: z.enum(['subject', 'body', 'short', 'banner']),
      changes: z.array(TextChange),
    }),
  ),
});

export type TemplateComparison = z.infer<typeof TemplateComparison>;

export const TemplateImport = z.strictObject({
  /** The file as text: YAML or JSON, as the export writes it. */
  text: z.string().min(1).max(900_000),
  /** Also removes templates that the file does not have. */
  replace: z.boolean().default(false),
  /** Says what would change, and changes nothing. */
  dryRun: z.boolean().default(false),
});

export const TemplateChange = z.strictObject({
  does: z.enum(['add', 'change', 'remove', 'keep']),
  /** Such as `update / investigating / plain / en`. */
  key: z.string(),
  id: z.string().nullable(),
  /** Which texts differ. */
  parts: z.array(z.enum(['subject', 'body', 'short', 'banner'])),
});
export type TemplateChange = z.infer<typeof TemplateChange>;

export const TemplateImported = z.strictObject({
  applied: z.boolean(),
  changes: z.array(TemplateChange),
});

export type TemplateImported = z.infer<typeof TemplateImported>;

/** Which words would speak for each kind, phase and tone, for one language and segment. */
export const TemplateMatrix = z.strictObject({
  tones: z.array(Tone),
  /** Segments that ship with words of their own, and those that this site wrote for. */
  segments: z.array(z.string()),
  /** Languages that ship, and those that this site wrote in. */
  locales: z.array(z.string()),
  items: z.array(
    z.strictObject({
      kind: MessageKind,
      /** Null for kinds that have one template for all phases. */
      phase: MessagePhase.nullable(),
      tone: Tone,
      from: z.enum(['own', 'shipped']),
      source: z.string(),
      /** The site's template that fills this very cell. */
      templateId: z.string().nullable(),
      answered: Cell,
      because: z.string(),
    }),
  ),
});
export type TemplateMatrix = z.infer<typeof TemplateMatrix>;
