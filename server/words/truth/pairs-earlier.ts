/** Drafts beside what was said before them: a silent change, a marked one, and none. */
import { BOTH, collect, OVER } from './testing.ts';

const { pairs, lie, fine } = collect();

lie(
  { ...BOTH, said: [['14:10', 'You cannot sign in since 13:40 UTC.']] },
  'You cannot sign in since 14:02 UTC.',
);
fine(
  { ...BOTH, said: [['14:10', 'You cannot sign in since 13:40 UTC.']] },
  'Correction: you cannot sign in since 14:02 UTC. We wrote 13:40 UTC before.',
);
fine(
  { ...BOTH, said: [['14:10', 'You cannot sign in since 14:02 UTC.']] },
  'You cannot sign in since 14:03 UTC.',
);
lie(
  { ...OVER, said: [['14:10', 'Some orders were lost.']] },
  'No data was lost: no orders were lost.',
  'There was no data loss.',
  'All orders are safe.',
);
fine(
  { ...OVER, said: [['14:10', 'Some orders were lost.']] },
  'Correction: no orders were lost. Before, we wrote that some were.',
  'Some orders were lost; we are restoring them.',
  'We are checking whether more orders were lost.',
);
lie({ ...OVER, said: [['14:10', 'No orders were lost.']] }, 'Some orders were lost.');
fine({ ...OVER, said: [['14:10', 'We do not know yet whether data was lost.']] }, 'No data was lost.');
lie(
  { ...BOTH, said: [['14:10', 'This was caused by a configuration change.']] },
  'The outage was caused by a power failure in a data centre.',
);
fine(
  { ...BOTH, said: [['14:10', 'This was caused by a configuration change.']] },
  'The cause was a wrong setting in the configuration of the database.',
  'Correction: the outage was caused by a power failure, not by a configuration change.',
  'We restarted everything because of it.',
);
lie(
  { ...BOTH, said: [['14:10', 'Customers in the US are not affected.']] },
  'Customers in the EU and the US are affected.',
);
fine(
  { ...BOTH, said: [['14:10', 'Customers in the US are not affected.']] },
  'Now customers in the US are affected too.',
  'Correction: customers in the US are affected as well.',
  'The problem has spread: customers in the US are also affected.',
);
lie(
  { ...BOTH, said: [['14:10', 'Nobody can sign in.']], status: { signin: 'partial_outage' } },
  'A small number of customers cannot sign in.',
);
fine({ ...BOTH, said: [['14:10', 'Some customers cannot sign in.']] }, 'By now nobody can sign in.');

export const EARLIER = pairs;
