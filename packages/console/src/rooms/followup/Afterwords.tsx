/** What the house told by itself after recovery, to how many, and whom it could not tell. */
import type { FollowUp } from '@candor/protocol/followup.ts';
import { List, Title } from '@mantine/core';
import { Time } from '../../ui/Time.tsx';

type Told = FollowUp['afterwords'][number];

const WORDS: Record<Told['about'], string> = {
  postmortem_ready: 'The review is public',
  questions: 'Questions may be asked',
  credit: 'Their own credits',
};

const waiting = ({ about, waiting: count }: Told) =>
  about === 'credit'
    ? `; ${count} ${count === 1 ? 'credit belongs' : 'credits belong'} to customers without a mailbox: pass their links on yourself`
    : `; ${count} more in a digest`;

export function Afterwords({ told }: { told: readonly Told[] }) {
  return (
    <section aria-labelledby="afterwords">
      <Title order={2} fz="h4" id="afterwords" mb="xs">
        What was told by itself
      </Title>
      <List size="sm">
        {told.map((each) => (
          <List.Item key={`${each.about} ${each.at}`}>
            {WORDS[each.about]}: {each.planned.toLocaleString('en')}{' '}
            {each.planned === 1 ? 'reader' : 'readers'}, <Time at={each.at} />
            {each.waiting > 0 && waiting(each)}.
          </List.Item>
        ))}
      </List>
    </section>
  );
}
