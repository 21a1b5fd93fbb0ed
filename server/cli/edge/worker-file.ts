/**
 * Makes the one-file worker from the edge reader's own modules: types stripped by Node, imports between them dropped,
 * the settings put in. No bundler, so it can be made wherever Candor runs.
 */
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { createWorker, type WorkerSettings } from './worker.ts';

const PARTS = ['proof.ts', 'reader.ts', 'answer.ts', 'worker.ts'];

export function workerFile(settings: WorkerSettings): string {
  const parts = PARTS.map((name) =>
    stripTypeScriptTypes(readFileSync(new URL(name, import.meta.url), 'utf8'))
      .replace(/^import\b[^;]*;$/gm, '')
      .replace(/^export (?=(async )?function|const)/gm, '')
      .replace(/[ \t]+$/gm, '')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
  );
  return [
    '// Made by `candor edge --worker`. Serves the freshest proven copy of a status page; needs nothing else.',
    ...parts,
    `export default ${createWorker.name}(${JSON.stringify(settings, null, 2)});\n`,
  ].join('\n\n');
}
