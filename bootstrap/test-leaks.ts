/**
 * A process of tests ends by force, so that one that failed does not hold up the run. What a test that passed leaves
 * open would be hidden by that: at the end of every shared process this looks, and fails with the names of what is
 * still open. Nothing is closed here.
 */
import { after } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

after(async () => {
  for (let i = 0; i < 20 && process.getActiveResourcesInfo().length > 0; i++) await pause(50);
  console.log(`# LEFT ${JSON.stringify(process.getActiveResourcesInfo())}`);
});
