/** The commands of `candor`, each in a file of its own. */
import { buildApplication, buildRouteMap } from '@stricli/core';
import { apply } from './apply.ts';
import { configCommand } from './config.ts';
import { demo } from './demo.ts';
import { lintWords } from './lint.ts';
import { serve } from './serve.ts';
import { verify } from './verify.ts';

export const application = buildApplication(
  buildRouteMap({
    routes: { serve, demo, apply, config: configCommand, lint: lintWords, verify },
    docs: { brief: 'Carries an online service through an outage and wins its users’ trust back.' },
  }),
  {
    name: 'candor',
    versionInfo: { currentVersion: '0.1.0' },
    scanner: { caseStyle: 'allow-kebab-for-camel' },
  },
);
