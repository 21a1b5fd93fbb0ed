/** The templates of a file one by one, and what is said of those that cannot be. Pure. */
import type { TemplateInput } from '@candor/protocol/words.ts';
import { Problem } from '#lib/problem.ts';

export type Entry = { input: Required<TemplateInput>; line: number };
/** Where in the file something cannot be, and why. */
export type DocumentFault = { line: number; pointer: string; message: string; findings?: unknown };

export const keyText = ({ kind, phase, tone, locale, segment }: Omit<Entry['input'], 'subject'>): string =>
  [kind, phase, tone, locale, segment].filter(Boolean).join(' / ');

export function refused(faults: readonly DocumentFault[]): Problem {
  const said = faults.slice(0, 5).map(({ line, message }) => `Line ${line}: ${message}`);
  const more = faults.length > 5 ? ` And ${faults.length - 5} more.` : '';
  return new Problem('request.invalid', `${said.join(' ')}${more} Nothing was changed.`, {
    extra: { faults: faults.slice(0, 100) },
  });
}
