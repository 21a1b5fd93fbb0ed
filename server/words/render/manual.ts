/** The table of variables as the manual shows it; a test holds docs/words-and-templates.md against it. Pure. */
import { VARIABLES } from './variable-table.ts';

export const variablesDocument = (): string =>
  [
    '| variable | type | meaning | example | empty |',
    '|---|---|---|---|---|',
    ...VARIABLES.map(
      ({ name, type, description, sample, empty }) =>
        `| \`${name}\` | ${type} | ${description} | ${sample} | ${empty ?? 'never'} |`,
    ),
  ].join('\n');
