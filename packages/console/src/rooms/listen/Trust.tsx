/** One trust report: measured on demand, read before it is shown to everybody, and taken back when it has to be. */
import type { StoredTrustReport } from '@candor/protocol/listen.ts';
import type { IncidentView } from '@candor/protocol/respond.ts';
import { Anchor, Button, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { del, get, isProblem, type Problem, post, put } from '../../api.ts';
import { useGet, useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { textIn } from '../../ui/LocalizedField.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { TextLink, useParam } from '../../ui/RoomLink.tsx';
import { Empty, Loaded, ProblemAlert } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { Report } from './Report.tsx';

export default function Trust() {
  const incidentId = useParam('incidentId');
  const path = `/incidents/${incidentId}/trust`;
  const incident = useGet<IncidentView>(`/incidents/${incidentId}`);
  const report = useQuery<StoredTrustReport | null, Problem>({
    queryKey: [path, {}],
    queryFn: ({ signal }) =>
      get<StoredTrustReport>(path, {}, signal).catch((error: unknown) => {
        if (isProblem(error) && error.status === 404) return null;
        throw error;
      }),
  });
  const client = useQueryClient();
  const after = {
    touches: ['/trust-reports'],
    done: (next: StoredTrustReport) => client.setQueryData([path, {}], next),
  };
  const measure = useSend(() => post<StoredTrustReport>(path), after);
  const publish = useSend(() => put<StoredTrustReport>(`${path}/publication`), after);
  const withdraw = useSend(() => del<StoredTrustReport>(`${path}/publication`), after);
  const mayEdit = useMay()('listen:write');
  const found = report.data;
  const measureButton = mayEdit && (
    <Button
      variant={found ? 'default' : 'filled'}
      loading={measure.isPending}
      onClick={() => measure.mutate()}
    >
      {found ? 'Measure again' : 'Measure now'}
    </Button>
  );
  return (
    <div className="page">
      <PageTitle
        title={`Trust report: ${textIn(incident.data?.title) || '…'}`}
        back={<TextLink to="/trust">Trust reports</TextLink>}
        lead={<TextLink to={`/incidents/${incidentId}`}>The incident</TextLink>}
      >
        {found && measureButton}
        {found && mayEdit && !found.publishedAt && (
          <ConfirmButton
            variant="filled"
            danger={false}
            loading={publish.isPending}
            question="Everybody can read it on the page, from now on as it is measured, also where it is unfavourable."
            confirm="Show it to everybody"
            onConfirm={() => publish.mutate()}
          >
            Publish
          </ConfirmButton>
        )}
        {found?.publishedAt && mayEdit && (
          <ConfirmButton
            loading={withdraw.isPending}
            question="The report leaves the page. Who read it has read it."
            confirm="Take it off the page"
            onConfirm={() => withdraw.mutate()}
          >
            Take it off the page …
          </ConfirmButton>
        )}
      </PageTitle>
      <Stack>
        <ProblemAlert problem={measure.error ?? publish.error ?? withdraw.error} />
        <Loaded of={report}>
          {(data) =>
            data ? (
              <>
                <Text className="quiet">
                  Measured <Time at={data.measuredAt} />.{' '}
                  {data.publishedAt ? (
                    <>
                      Public since <Time at={data.publishedAt} show="absolute" />:{' '}
                      <Anchor href={`/incidents/${incidentId}/trust`} underline="always">
                        read it as the public does
                      </Anchor>
                    </>
                  ) : (
                    'Only the staff reads it.'
                  )}
                </Text>
                <Report report={data} />
              </>
            ) : (
              <Empty title="Not measured yet" action={measureButton}>
                The visits during the outage are held against those of the same hours before it, and against
                calm days of the same site.
              </Empty>
            )
          }
        </Loaded>
      </Stack>
    </div>
  );
}
