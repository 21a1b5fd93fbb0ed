/** The matrix of templates: which words speak in each cell of one tone and segment. */
import { z } from 'zod';
import { Cell } from './words.ts';

export const MatrixCell = z.strictObject({
  asked: Cell,
  /**
   * own       a template of this site, made for this cell
   * shipped   the words that come with the product, made for this cell
   * fallback  words of another cell stand in
   */
  state: z.enum(['own', 'shipped', 'fallback']),
  answered: Cell,
  /** Which words speak, and why not nearer ones. */
  because: z.string(),
  /** Of the site's template that speaks. */
  templateId: z.string().nullable(),
  version: z.number().int().nullable(),
});
export type MatrixCell = z.infer<typeof MatrixCell>;

export const Matrix = z.strictObject({
  locales: z.array(z.string()),
  /** Segments that have words of their own, shipped or of this site. */
  segments: z.array(z.string()),
  cells: z.array(MatrixCell),
});
export type Matrix = z.infer<typeof Matrix>;
