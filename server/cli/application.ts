/** The commands of `candor`, each in a file of its own. */
import { apply } from './apply.ts';
import { commandLine } from './command-line.ts';
import { configCommand } from './config.ts';
import { demo } from './demo.ts';
import { edge } from './edge/index.ts';
import { fallback } from './fallback/index.ts';
import { lintWords } from './lint.ts';
import { serve } from './serve.ts';
import { verify } from './verify.ts';

export const runCandor = commandLine({
  serve,
  demo,
  edge,
  fallback,
  apply,
  config: configCommand,
  lint: lintWords,
  verify,
});
