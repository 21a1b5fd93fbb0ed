/** One incident's word after recovery: proposed, edited, sent once; and the script for those who answer customers. */
import type { FollowUp as FollowUpView } from '@candor/protocol/followup.ts';
import type { IncidentView } from '@candor/protocol/respond.ts';
import { Stack, Text, Title } from '@mantine/core';
import { useGet } from '../../query.ts';
import { textIn } from '../../ui/LocalizedField.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { TextLink, useParam } from '../../ui/RoomLink.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Afterwords } from './Afterwords.tsx';
import { Known } from './Known.tsx';
import { Questions } from './Questions.tsx';
import { SendForm } from './SendForm.tsx';
import { Sent } from './Sent.tsx';
import { Texts } from './Texts.tsx';

export default function FollowUp() {
  const incidentId = useParam('incidentId');
  const incident = useGet<IncidentView>(`/incidents/${incidentId}`);
  const followUp = useGet<FollowUpView>(`/incidents/${incidentId}/follow-up`);
  return (
    <div className="page narrow">
      <PageTitle
        title={`After recovery: ${textIn(incident.data?.title) || '…'}`}
        back={<TextLink to={`/incidents/${incidentId}`}>The incident</TextLink>}
        lead="One message to those who were affected, from what the facts know; you send it. That the review is public, that questions may be asked and what each customer is credited is told by itself."
      />
      <Loaded of={followUp}>
        {(view) => (
          <Stack gap="lg">
            {view.state === 'early' && (
              <Empty title="It is not over yet">
                The message is proposed when the incident is resolved. What staff may say meanwhile stands
                below.
              </Empty>
            )}
            {view.state === 'ready' && <SendForm followUp={view} />}
            {view.sent && <Sent sent={view.sent} />}
            {view.state !== 'early' && <Known known={view.known} />}
            {view.state !== 'early' && <Questions incidentId={incidentId} />}
            {view.afterwords.length > 0 && <Afterwords told={view.afterwords} />}
            <section aria-labelledby="staff-script">
              <Title order={2} fz="h4" id="staff-script">
                For those who answer customers
              </Title>
              <Text size="sm" className="quiet" mb="xs">
                Made anew from facts each time you open this page.
              </Text>
              <Texts texts={view.staff.supportScript} name="Script" />
            </section>
            <section aria-labelledby="staff-summary">
              <Title order={2} fz="h4" id="staff-summary" mb="xs">
                For the whole house
              </Title>
              <Texts texts={view.staff.internal} name="Summary" />
            </section>
          </Stack>
        )}
      </Loaded>
    </div>
  );
}
