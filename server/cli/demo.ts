/** `candor demo` on the command line. */
import { buildCommand } from '@stricli/core';
import { BREAK_MODES, type BreakMode } from './demo/shop.ts';

export const demo = buildCommand({
  docs: { brief: 'Run the whole loop on a real flaky service, unattended' },
  parameters: {
    flags: {
      break: { kind: 'enum', values: BREAK_MODES, brief: 'How the service breaks', default: '500s' },
      json: { kind: 'parsed', parse: String, brief: 'Write the results to this file', optional: true },
      keep: { kind: 'boolean', brief: 'Leave everything running to look at', default: false },
    },
  },
  async func(flags: { break: BreakMode; json?: string; keep: boolean }) {
    // Loaded here, because only the demo needs the pretend servers.
    const { runDemo } = await import('./demo/index.ts');
    const proven = await runDemo({ mode: flags.break, json: flags.json, keep: flags.keep });
    process.exit(proven ? 0 : 1);
  },
});
