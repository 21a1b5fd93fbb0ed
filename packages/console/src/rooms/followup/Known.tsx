/** What the message stands on, and what would make the rest known. */
import type { FollowUp } from '@candor/protocol/followup.ts';
import { Text, Title } from '@mantine/core';

const WORDS: Record<FollowUp['known'][number]['what'], string> = {
  times: 'From when to when',
  components: 'What it hit',
  cause: 'What happened',
  lessons: 'What changes',
  review: 'The review',
  offer: 'What is offered',
  questions: 'Where to ask',
  survey: 'Survey',
};

export function Known({ known }: { known: FollowUp['known'] }) {
  return (
    <section aria-labelledby="known">
      <Title order={2} fz="h4" id="known" mb="xs">
        What it stands on
      </Title>
      <dl className="card" style={{ margin: 0 }}>
        {known.map(({ what, value, from }) => (
          <div key={what} style={{ marginBlockEnd: '0.75rem' }}>
            <dt style={{ fontWeight: 600 }}>{WORDS[what]}</dt>
            <dd style={{ margin: 0, overflowWrap: 'anywhere' }}>
              {value ?? 'not known'}
              <Text size="sm" className="quiet">
                {from}
              </Text>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
