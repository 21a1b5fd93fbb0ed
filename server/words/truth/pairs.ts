/**
 * Drafts and what is known when they are written, with whether the gate has to speak. Written for this project by hand;
 * most of the true ones are there because a careless reading would object to them.
 */
import { BOTH, collect, ONLY_US, OVER, PAY, type World } from './testing.ts';

const { pairs, lie, fine } = collect();

const STORAGE_EU: World = { down: ['Storage from Frankfurt'] };
const TWO_STORES: World = { down: ['Storage from Frankfurt', 'Storage from Ohio'] };

// It is over, they say.
lie(
  BOTH,
  'This incident has been resolved.',
  'The issue has been fully mitigated.',
  'Sign-in is fully operational again.',
  'All systems operational.',
  'Everything is back to normal.',
  'We have fixed the problem and sign-in works again.',
  'Resolved: sign-in recovered at 14:50 UTC.',
  'The outage is over. Thank you for waiting.',
  'Service has been restored for all customers.',
  'You can sign in again.',
  'Error rates have returned to normal.',
  'All services are up and running.',
  'The problem with sign-in is now solved.',
  'Sign-in has recovered.',
  'We have resolved the issue affecting sign-in.',
  'The incident is closed.',
  'Sign-in is back online and working normally.',
  'A fix was deployed at 14:40 UTC and the issue is resolved.',
  'Customers are able to sign in again as of 14:55 UTC.',
  'Sign-in is stable.',
);
fine(
  BOTH,
  'We will say so here once everything works again.',
  'Sign-in is not fully restored.',
  'We expect sign-in to be fully operational between 16:00 and 17:00 UTC.',
  'We are working to have sign-in fully restored.',
  'A fix is in place and we are watching the results.',
  'When sign-in works again, you need to do nothing.',
  'Earlier we wrote that the incident was resolved. That was wrong: sign-in fails again.',
  'At 14:30 UTC we reported the issue as resolved. It is not.',
  'Our last update said "All systems operational". This was not right.',
  '> This incident has been resolved.\n\nCorrection: sign-in still fails for everybody.',
  'Sign-in worked normally until 14:02 UTC.',
  'We are checking whether the issue is resolved.',
  'The database problem has been fixed, but sign-in still fails.',
  'Is everything back to normal? Not yet. Sign-in fails for everybody.',
  'We have not fixed the problem yet.',
  'To be fully operational again, sign-in needs a second database.',
  'If you were signed in before 14:02 UTC, you can go on working.',
  'Sign-in should be back to normal by 16:00 UTC.',
  'The issue is far from resolved.',
  'We restarted the servers. This did not resolve the issue.',
  'It looked resolved at 14:30 UTC, and then sign-in failed again.',
  'Before we call this resolved, sign-in has to work for thirty minutes.',
);
// Recovered, and it is true.
fine(
  OVER,
  'This incident has been resolved.',
  'Payments are fully operational again.',
  'All systems operational.',
  'You can pay again since 14:47 UTC. Payments failed for everybody from 14:02 UTC. It lasted 45 minutes.',
  'Payments have recovered.',
  'The outage lasted about 45 minutes.',
  'Payments failed between 14:02 and 14:47 UTC.',
  'Some customers saw errors.',
);
lie(
  OVER,
  'The outage lasted 15 minutes.',
  'Payments were not affected.',
  'You could not pay for 10 minutes.',
  'Payments recovered at 14:20 UTC.',
  'Payments failed between 14:30 and 14:47 UTC.',
  'From 14:02 to 14:15 UTC payments failed.',
  'It lasted two hours in total.',
);
// Who is hit, and who is not.
lie(
  BOTH,
  'Some customers cannot sign in.',
  'A small number of users are affected.',
  'A handful of customers see errors when they sign in.',
  'About 5% of users cannot sign in.',
  'One in ten customers cannot sign in.',
  'Only customers in the EU are affected.',
  'Customers in the US are not affected.',
  'Sign-in is not affected.',
  'The US is unaffected.',
  'The problem is limited to the EU.',
  'European customers can sign in normally; US customers are not impacted.',
  'Sign-in works normally in the US.',
  'A limited subset of users may be unable to sign in.',
  'There is no impact on sign-in.',
  'This does not affect sign-in.',
  'The impact is confined to Europe.',
  'Fewer than 1% of sign-ins fail.',
);
fine(
  BOTH,
  'Customers cannot sign in.',
  'All customers cannot sign in.',
  'Nobody can sign in.',
  'Payments are not affected.',
  'Search and the API work as usual.',
  'Payments, Search and API are not affected.',
  'Not affected: Payments, Search.',
  'All other services are operational.',
  'Everyone who tries to sign in sees an error.',
  'Customers in the EU and the US cannot sign in.',
  'If you were affected, you need to do nothing.',
  'We do not know yet how many customers are affected.',
  'Customers who are signed in already are not affected.',
  'This is not limited to the EU.',
  'It affects not only customers in the US.',
  'Everything except sign-in works.',
  'No other services are affected.',
  'Your saved data is not affected.',
  'Sign-in with a passkey works normally; sign-in with a password fails.',
  'Most customers cannot sign in.',
);
lie(
  ONLY_US,
  'Customers in the US are not affected.',
  'Only European customers are affected.',
  'Sign-in in the US works as usual.',
  'The outage is restricted to the EU.',
  'All regions are affected.',
  'Customers worldwide cannot sign in.',
  'No US customers are affected.',
);
fine(
  ONLY_US,
  'All US customers cannot sign in.',
  'Only customers in the US are affected.',
  'Customers in the EU are not affected.',
  'Sign-in fails for everybody in the United States.',
  'The problem is limited to the US.',
  'Some customers cannot sign in.',
  'Customers outside the US are not affected.',
  'No other regions are affected.',
  'Sign-in works normally in Europe.',
  'Please tell us about it: contact us if you are in the US and not affected.',
  'We let us be guided by what you report; sign-in fails in the US.',
);
lie(
  STORAGE_EU,
  'European customers are not affected.',
  'Storage EU is operational.',
  'Only Storage US is affected.',
  'Storage works as usual in Europe.',
  'Our EU region is fully operational.',
);
fine(
  STORAGE_EU,
  'Storage US is not affected.',
  'Only our EU region is affected.',
  'Storage fails in Europe. The US works normally.',
  'Storage EU is down; Storage US is operational.',
  'Customers in the US are unaffected.',
);
lie(
  TWO_STORES,
  'Only Storage EU is affected; everything else works.',
  'Storage US is not affected.',
  'Storage EU is down; Storage US is operational.',
);
lie(
  { down: ['API'] },
  'The Developer platform is not affected.',
  'The API is fully operational.',
  'Only payments are affected.',
  'All other systems work, and the API is working as expected.',
);
fine(
  { down: ['API'] },
  'The Developer platform is affected.',
  'Payments, sign-in and search are not affected.',
  'The website and payments work; the API fails.',
  'The API documentation is available as usual.',
);
lie(
  { ...PAY, stated: { payments: 'major_outage' } },
  'Payments are operational.',
  'There is no impact on payments.',
);
fine(
  { ...PAY, status: { payments: 'partial_outage' } },
  'Some customers cannot pay.',
  'About 20% of payments fail.',
);
fine(
  PAY,
  'Payments by invoice work as usual.',
  'A workaround for payments is available.',
  'Sign-in, search and the API are fully operational.',
  'You can still sign in and search.',
  'Refunds are not affected.',
);
lie({ ...PAY, exposed: 0.6 }, 'About 5% of customers are affected.', 'One in fifty customers cannot pay.');
fine(
  { ...PAY, exposed: 0.6 },
  'About 60% of customers are affected.',
  'About half of our customers cannot pay.',
);
lie(
  {
    ...PAY,
    exposures: [
      {
        kind: 'plan',
        value: 'Enterprise',
        componentId: 'payments',
        weight: 0.7,
        at: '2026-03-01T09:00:00.000Z',
      },
    ],
  },
  'Enterprise customers are not affected.',
  'This does not affect Enterprise.',
);
fine(
  {
    ...PAY,
    exposures: [
      {
        kind: 'plan',
        value: 'Enterprise',
        componentId: 'search',
        weight: 0.7,
        at: '2026-03-01T09:00:00.000Z',
      },
    ],
  },
  'Enterprise customers are not affected.',
);
// Since when.
lie(
  BOTH,
  'You cannot sign in since 14:30 UTC.',
  'Sign-in has failed since 14:45 UTC.',
  'This started at 10:45 AM EDT.',
  'It began at 15:55 CET.',
  'Since 2:40 PM UTC nobody can sign in.',
  'Sign-in fails since 20:30 IST.',
);
fine(
  BOTH,
  'You cannot sign in since 14:02 UTC.',
  'Sign-in has failed since 14:04 UTC.',
  'This started at 9:02 AM EST.',
  'It began at 15:02 CET.',
  'Since 6:02 am PT nobody can sign in.',
  'Sign-in fails since 19:32 IST.',
  'We have been investigating since 14:10 UTC.',
  'No change since 14:40 UTC; we are still looking for the cause.',
  'Our engineers started a second database at 14:45 UTC.',
  'Next update by 15:30 UTC.',
  'If you signed in since 14:30 UTC, sign in again later.',
);
fine(
  { ...BOTH, now: '2026-07-02T00:30:00.000Z', startedAt: '2026-07-01T23:50:00.000Z' },
  'You cannot sign in since 23:50 UTC.',
  'Sign-in fails since 01:50 CEST.',
  'Sign-in fails since 4:50 PM PDT on 1 July.',
  'Sign-in fails since 7:50 PM ET.',
  'Sign-in fails since yesterday, 23:50 UTC.',
  'Sign-in fails since 1:50 CET.',
);
lie(
  { ...BOTH, now: '2026-07-02T00:30:00.000Z', startedAt: '2026-07-01T23:50:00.000Z' },
  'You cannot sign in since 00:20 UTC.',
  'Sign-in fails since 02:20 CEST.',
  'Sign-in fails since 2 July at 00:10 UTC.',
);
fine(
  { ...BOTH, now: '2026-03-29T03:30:00.000Z', startedAt: '2026-03-29T01:10:00.000Z' },
  'Sign-in fails since 03:10 CEST.',
  'Sign-in fails since 01:10 UTC on 29 March.',
);
lie(
  { ...BOTH, now: '2026-03-29T03:30:00.000Z', startedAt: '2026-03-29T00:10:00.000Z' },
  'Sign-in fails since 03:10 CEST.',
);
// When it will be over.
lie(
  BOTH,
  'We expect sign-in to be restored by 14:45 UTC.',
  'The fix should be complete by 14:30 UTC.',
  'We estimate that sign-in will be back between 14:00 and 14:50 UTC.',
  'ETA for full recovery: 14:40 UTC.',
);
fine(
  BOTH,
  'We expect sign-in to be restored by 16:00 UTC.',
  'We had expected sign-in back by 14:45 UTC. This did not hold; we now expect it between 16:00 and 17:00 UTC.',
  'We will post the next update by 15:20 UTC.',
  'Sign-in should be back between 16:00 and 16:30 UTC, because the last restore took 40 minutes.',
  'We expect it to be fixed by 02:00 UTC tomorrow.',
  'We cannot say yet when sign-in will be back.',
);
lie({ ...BOTH, policy: { estimateNeedsRange: true } }, 'We expect sign-in to be restored by 16:00 UTC.');
fine(
  { ...BOTH, policy: { estimateNeedsRange: true } },
  'We expect sign-in to be restored between 16:00 and 17:00 UTC.',
  'You will hear from us by 15:30 UTC.',
);
// What they saw and heard.
lie(
  { ...BOTH, reports: ['14:58', '14:20'] },
  'We have not received any reports from customers.',
  'No customer has reported a problem.',
  'There are no reports of problems.',
  'No further reports have come in, and we have received no new reports.',
);
fine(
  { ...BOTH, reports: ['14:20'], said: [['14:40', 'Sign-in fails. We are on it.']] },
  'We have received no further reports since our last update.',
  'We have received reports from customers since 14:10 UTC.',
  'If you have not received a report, write to us.',
);
fine(BOTH, 'We have not received any reports from customers.');
lie(
  BOTH,
  'Our monitors show no errors.',
  'All our checks are green.',
  'Our monitoring shows that everything works.',
  'No monitor fails.',
);
fine(
  BOTH,
  'Our monitors show errors on sign-in.',
  'Our checks do not pass.',
  'As soon as our monitors show no errors, we will say so.',
  '2 of 2 checks fail.',
);
lie(BOTH, '1 of 7 monitors fails.', 'One of our two checks fails.', 'None of our 2 checks fail.');
fine(ONLY_US, '1 of 2 checks fails.', 'One of two monitors is failing.');
// Too soon, in doubt, unknown.
lie({ doubted: ['Payments'], over: [['Payments', '14:02', '14:40']] }, 'Payments work again.');
lie(
  {
    over: [
      ['Payments', '14:02', '14:20'],
      ['Payments', '14:30', '14:58'],
    ],
  },
  'This incident has been resolved.',
);
fine(
  {
    over: [
      ['Payments', '14:02', '14:20'],
      ['Payments', '14:30', '14:40'],
    ],
  },
  'This incident has been resolved.',
);
fine({ stale: ['Search'], ...PAY }, 'Search is not affected.');
export const PAIRS = pairs;
