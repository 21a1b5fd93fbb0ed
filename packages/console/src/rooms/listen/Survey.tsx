/** The survey of one outage: opened once, then its results with their uncertainty. */
import type { SurveyView } from '@candor/protocol/listen.ts';
import type { IncidentView } from '@candor/protocol/respond.ts';
import { Stack, Text, Title } from '@mantine/core';
import { type Listed, post } from '../../api.ts';
import { useGet, useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { textIn } from '../../ui/LocalizedField.tsx';
import { useActorName } from '../../ui/names.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { TextLink, useParam } from '../../ui/RoomLink.tsx';
import { Empty, Loaded, ProblemAlert } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { Results } from './Results.tsx';

export default function Survey() {
  const incidentId = useParam('incidentId');
  const path = `/incidents/${incidentId}/surveys`;
  const incident = useGet<IncidentView>(`/incidents/${incidentId}`);
  const surveys = useGet<Listed<SurveyView>>(path, {}, { everyMs: 20_000 });
  const open = useSend(() => post<SurveyView>(path), { touches: [path] });
  const mayEdit = useMay()('listen:write');
  return (
    <div className="page">
      <PageTitle
        title={`Survey: ${textIn(incident.data?.title) || '…'}`}
        back={<TextLink to="/surveys">Surveys</TextLink>}
        lead={<TextLink to={`/incidents/${incidentId}`}>The incident</TextLink>}
      />
      <Stack>
        <ProblemAlert problem={open.error} />
        <Loaded of={surveys}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty
                title="Nobody was asked yet"
                action={
                  mayEdit && (
                    <ConfirmButton
                      variant="filled"
                      danger={false}
                      loading={open.isPending}
                      question="Everybody who was told of this outage and was not asked within thirty days gets one mail with a link."
                      confirm="Ask them now"
                      onConfirm={() => open.mutate()}
                    >
                      Ask those affected
                    </ConfirmButton>
                  )
                }
              >
                The standard questions ask how it was handled, how easy it was to know what was going on, and
                whether the information was timely, honest and useful.
              </Empty>
            ) : (
              items.map((survey) => <Opened key={survey.id} survey={survey} />)
            )
          }
        </Loaded>
      </Stack>
    </div>
  );
}

function Opened({ survey }: { survey: SurveyView }) {
  const nameOf = useActorName();
  const { skipped } = survey;
  const left = [
    [skipped.askedLately, 'asked within the last thirty days'],
    [skipped.cameLater, 'subscribed only after it was over'],
    [skipped.notAPerson, 'webhooks'],
  ] as const;
  const said = left.filter(([count]) => count > 0);
  return (
    <Stack gap="lg">
      <Text>
        {survey.state === 'open' ? 'Open' : 'Closed'}; opened by {nameOf(survey.openedBy)}{' '}
        <Time at={survey.openedAt} />, closes <Time at={survey.closesAt} />.{' '}
        {survey.invited.toLocaleString('en')} invited
        {said.length > 0 && `; left out: ${said.map(([count, why]) => `${count} ${why}`).join(', ')}`}.
      </Text>
      <section aria-labelledby={`mail-${survey.id}`}>
        <Title order={2} fz="h4" id={`mail-${survey.id}`} mb="sm">
          Those who were invited by mail
        </Title>
        <Results results={survey.results} />
      </section>
      {survey.embedded.answered > 0 && (
        <section aria-labelledby={`app-${survey.id}`}>
          <Title order={2} fz="h4" id={`app-${survey.id}`} mb="sm">
            Those who met it inside your app
          </Title>
          <Text size="sm" className="quiet" mb="sm">
            Nobody knows how many saw it there, so there is no response rate.
          </Text>
          <Results results={survey.embedded} />
        </section>
      )}
      <section aria-labelledby={`questions-${survey.id}`}>
        <Title order={2} fz="h4" id={`questions-${survey.id}`} mb="sm">
          The questions
        </Title>
        <ol>
          {survey.questions.map(({ id, text }) => (
            <li key={id}>{textIn(text)}</li>
          ))}
        </ol>
      </section>
    </Stack>
  );
}
