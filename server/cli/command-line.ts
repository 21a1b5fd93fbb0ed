/**
 * How a command line of `candor` is read and how it ends. Knows no command: which there are is handed in, so that the
 * edge reader starts without loading the rest of the house.
 */
import { buildApplication, buildRouteMap, ExitCode, run, type StricliProcess, text_en } from '@stricli/core';
import { exitCodeOf, sentenceOf } from './complaint.ts';

type Routes = Parameters<typeof buildRouteMap>[0]['routes'];

const ASKED_WRONGLY = new Set<number>([ExitCode.UnknownCommand, ExitCode.InvalidArgument]);

/** Runs one command line. Statuses are 0, 1 (it did not work) and 2 (it was asked wrongly), never others. */
export function commandLine(
  routes: Routes,
): (argv: readonly string[], process: StricliProcess) => Promise<void> {
  const application = buildApplication(
    buildRouteMap({
      routes,
      docs: { brief: 'Carries an online service through an outage and wins its users’ trust back.' },
    }),
    {
      name: 'candor',
      versionInfo: { currentVersion: '0.2.0' },
      scanner: { caseStyle: 'allow-kebab-for-camel' },
      determineExitCode: exitCodeOf,
      localization: {
        text: {
          ...text_en,
          formatException: sentenceOf,
          noCommandRegisteredForInput: (given) =>
            `${text_en.noCommandRegisteredForInput(given).replace(/[^?]$/, '$&.')} See candor --help.`,
          exceptionWhileParsingArguments: (error, color) =>
            `${text_en.exceptionWhileParsingArguments(error, color)}. See candor --help, and --help after each command.`,
          exceptionWhileRunningCommand: (error) => sentenceOf(error),
        },
      },
    },
  );
  return async (argv, process) => {
    await run(application, argv, {
      process: {
        stdout: process.stdout,
        stderr: process.stderr,
        ...(process.env ? { env: process.env } : {}),
        ...('stdin' in process ? { stdin: process.stdin } : {}),
        get exitCode() {
          return process.exitCode ?? null;
        },
        set exitCode(code) {
          const number = Number(code ?? 0);
          process.exitCode = ASKED_WRONGLY.has(number) ? 2 : number < 0 ? 1 : number;
        },
      },
    });
  };
}
