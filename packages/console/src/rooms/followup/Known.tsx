/** What the message stands on, and what would make the rest known. */
import type { FollowUp } from '@candor/protocol/followup.ts';
import { Title } from '@mantine/core';
import { DataTable } from '../../ui/DataTable.tsx';

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
      <DataTable
        caption="What the message stands on"
        keys={false}
        rows={known}
        rowKey={({ what }) => what}
        columns={[
          { header: 'About', cell: ({ what }) => WORDS[what] },
          { header: 'Known', cell: ({ value }) => value ?? 'not known' },
          { header: 'From', wide: true, cell: ({ from }) => from },
        ]}
      />
    </section>
  );
}
