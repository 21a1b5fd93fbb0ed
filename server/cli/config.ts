/** `candor config`: every setting of a process, its value here, its default and why. */
import { buildCommand } from '@stricli/core';
import { describeConfig } from '#config';

export const configCommand = buildCommand({
  docs: { brief: 'Show every setting, its value here, its default and the reason' },
  parameters: { flags: {} },
  func() {
    for (const { env, value, fallback, why } of describeConfig())
      console.log(
        `${env}=${value}\n    ${why}${value === fallback ? '' : ` Default: ${fallback || '(empty)'}.`}`,
      );
  },
});
