/** A believable outage and believable planned work in English, for previews and checks. */
import type { SampleWords } from '../shape.ts';

export const EN_SAMPLE: SampleWords = {
  title: 'Sign-in failing for customers in Europe',
  components: ['Sign-in', 'Billing'],
  whatUsersSee: 'The sign-in page shows an error.',
  whoIsAffected: 'Affected: about 20 % of customers in Europe.',
  cause: 'A change to our sign-in servers rejected valid sessions.',
  action: 'We are undoing the change.',
  workaround: 'If you are signed in already, you can keep working.',
  dataStatement: 'No data was lost.',
  lessons: 'From now on we test every change to sign-in on 1 % of requests first.',
  wrote: 'Sign-in works for everyone.',
  correct: 'Sign-in still fails for about 5 % of customers in Europe.',
  maintenanceTitle: 'A faster database for reports',
  reason: 'We move the database to faster machines, so that reports open in half the time.',
  whatToDo: 'Please save your work before it starts.',
};
