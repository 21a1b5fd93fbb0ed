/** Questions of readers: open the round, look at each, put those together that ask the same, and answer in public. */
import type { QuestionRoundInput, Questions as QuestionsView } from '@candor/protocol/questions.ts';
import { Anchor, Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { del, put, serverNowMs } from '../../api.ts';
import { useGet, useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { Loaded, ProblemAlert } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { Question } from './Question.tsx';

const DAY_MS = 86_400_000;

export function Questions({ incidentId }: { incidentId: string }) {
  const path = `/incidents/${incidentId}/questions`;
  const found = useGet<QuestionsView>(path);
  const mayEdit = useMay()('listen:write');
  return (
    <section aria-labelledby="questions">
      <Title order={2} fz="h4" id="questions" mb="xs">
        Questions of readers
      </Title>
      <Loaded of={found}>
        {({ round, items }) => {
          const open = items.filter(({ sameAs, state }) => sameAs === null && state !== 'hidden');
          return (
            <Stack>
              {!round?.isOpen && mayEdit && <Open incidentId={incidentId} again={round !== null} />}
              {round && (
                <Text size="sm">
                  {round.isOpen ? 'Readers ask at ' : 'No more questions are taken at '}
                  <Anchor href={round.url} underline="always" fz="sm" style={{ overflowWrap: 'anywhere' }}>
                    {round.url}
                  </Anchor>
                  . Answers were promised by <Time at={round.answerBy} show="absolute" />.
                </Text>
              )}
              {round && items.length === 0 && <Text className="quiet">Nobody has asked yet.</Text>}
              {items.map((item) => (
                <Question
                  key={item.id}
                  question={item}
                  others={open.filter(({ id }) => id !== item.id)}
                  mayEdit={mayEdit}
                  path={path}
                />
              ))}
              {round?.isOpen && mayEdit && <Close path={path} />}
            </Stack>
          );
        }}
      </Loaded>
    </section>
  );
}

function Open({ incidentId, again }: { incidentId: string; again: boolean }) {
  const path = `/incidents/${incidentId}/questions`;
  const [days, setDays] = useState('2');
  const [liveAt, setLiveAt] = useState('');
  const [liveUrl, setLiveUrl] = useState('');
  const send = useSend(
    () => {
      const input: QuestionRoundInput = {
        answerBy: new Date(serverNowMs() + Number(days) * DAY_MS).toISOString(),
        ...(liveAt && liveUrl ? { liveAt: new Date(`${liveAt}Z`).toISOString(), liveUrl } : {}),
      };
      return put(`${path}/round`, input);
    },
    { touches: [path, `/incidents/${incidentId}`, `/incidents/${incidentId}/follow-up`] },
  );
  const valid = /^([1-9]|[12]\d|30)$/.test(days) && (liveAt === '') === (liveUrl === '');
  return (
    <div className="card">
      <Stack gap="sm">
        <ProblemAlert problem={send.error} />
        <Text size="sm">
          Readers ask on a page of this incident; nothing is shown there before one of you looked at it. Those
          who were affected are told of it, once.
        </Text>
        <Group align="end">
          <TextInput
            label="Answered within days"
            inputMode="numeric"
            w={170}
            value={days}
            error={/^([1-9]|[12]\d|30)$/.test(days) ? undefined : 'From 1 to 30'}
            onChange={({ currentTarget }) => setDays(currentTarget.value)}
          />
          <TextInput
            type="datetime-local"
            label="Answered live at (UTC)"
            value={liveAt}
            onChange={({ currentTarget }) => setLiveAt(currentTarget.value)}
          />
          <TextInput
            type="url"
            label="Where, live"
            value={liveUrl}
            error={valid || liveAt === liveUrl ? undefined : 'A live answer needs a time and an address'}
            onChange={({ currentTarget }) => setLiveUrl(currentTarget.value)}
          />
        </Group>
        <div>
          <Button loading={send.isPending} disabled={!valid} onClick={() => send.mutate()}>
            {again ? 'Take questions again' : 'Let readers ask'}
          </Button>
        </div>
      </Stack>
    </div>
  );
}

function Close({ path }: { path: string }) {
  const send = useSend(() => del(`${path}/round`), { touches: [path] });
  return (
    <div>
      <ProblemAlert problem={send.error} />
      <ConfirmButton
        danger={false}
        loading={send.isPending}
        question="The page stays with its answers; the form goes away."
        confirm="Take no more"
        onConfirm={() => send.mutate()}
      >
        Take no more questions
      </ConfirmButton>
    </div>
  );
}
