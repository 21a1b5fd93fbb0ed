/** The commands of `candor`, each in a file of its own. */
import { apply } from './apply.ts';
import { bounce } from './bounce.ts';
import { commandLine } from './command-line.ts';
import { configCommand } from './config.ts';
import { demo } from './demo.ts';
import { edge } from './edge/index.ts';
import { fallback } from './fallback/index.ts';
import { holding } from './holding.ts';
import { keys } from './keys.ts';
import { lintWords } from './lint.ts';
import { mail } from './mail.ts';
import { serve } from './serve.ts';
import { exportCommand } from './transfer/export.ts';
import { importCommand } from './transfer/import.ts';
import { verify } from './verify.ts';

export const runCandor = commandLine({
  serve,
  demo,
  edge,
  fallback,
  apply,
  config: configCommand,
  lint: lintWords,
  bounce,
  mail,
  holding,
  verify,
  keys,
  import: importCommand,
  export: exportCommand,
});
