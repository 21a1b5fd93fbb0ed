/** What was sent, to whom and by whom. */
import type { FollowUp } from '@candor/protocol/followup.ts';
import { Text, Title } from '@mantine/core';
import { useActorName } from '../../ui/names.tsx';
import { Time } from '../../ui/Time.tsx';
import { Texts } from './Texts.tsx';

export function Sent({ sent }: { sent: NonNullable<FollowUp['sent']> }) {
  const nameOf = useActorName();
  const texts = Object.entries(sent.text).map(([locale, text]) => ({ locale, subject: '', text }));
  return (
    <section aria-labelledby="sent">
      <Title order={2} fz="h4" id="sent">
        What was sent
      </Title>
      <Text mb="xs">
        By {nameOf(sent.by)} <Time at={sent.at} /> to {sent.planned.toLocaleString('en')}{' '}
        {sent.to === 'affected' ? 'who were affected' : 'who had been told of it'}.
        {sent.surveyAt && (
          <>
            {' '}
            The survey goes out <Time at={sent.surveyAt} show="absolute" />.
          </>
        )}
      </Text>
      <Texts texts={texts} name="Message" />
    </section>
  );
}
