/** The outages and what is known of their cost in trust. */
import type { StoredTrustReport } from '@candor/protocol/listen.ts';
import type { IncidentView } from '@candor/protocol/respond.ts';
import type { Listed } from '../../api.ts';
import { useGet } from '../../query.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { textIn } from '../../ui/LocalizedField.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { LinkButton } from '../../ui/RoomLink.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { isHarm, METRICS, recoveryText } from './words.ts';

export default function TrustReports() {
  const incidents = useGet<Listed<IncidentView>>('/incidents', { open: false, limit: 200 });
  const reports = useGet<Listed<StoredTrustReport>>('/trust-reports', { limit: 100 });
  const known = new Map(reports.data?.items.map((report) => [report.incidentId, report]));
  return (
    <div className="page">
      <PageTitle
        title="Trust reports"
        lead="What an outage did to visits and conversions, against what the site’s own history led to expect."
      />
      <Loaded of={incidents}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty
              title="No outage is over yet"
              action={
                <LinkButton to="/traffic" variant="default">
                  See the traffic
                </LinkButton>
              }
            >
              A report needs traffic from before the outage: put the beacon into your pages now, or bring in
              the past.
            </Empty>
          ) : (
            <DataTable
              caption="Outages and their trust reports"
              rows={items}
              rowKey={({ id }) => id}
              to={({ id }) => `/incidents/${id}/trust`}
              filter={({ title }) => textIn(title)}
              columns={[
                { header: 'Incident', cell: ({ title }) => textIn(title) },
                {
                  header: 'Began',
                  wide: true,
                  cell: ({ startedAt }) => <Time at={startedAt} show="absolute" />,
                },
                { header: 'What was seen', cell: ({ id }) => seen(known.get(id)) },
                {
                  header: 'Trust',
                  wide: true,
                  cell: ({ id }) => {
                    const report = known.get(id);
                    return report ? recoveryText(report.recovery) : '';
                  },
                },
              ]}
            />
          )
        }
      </Loaded>
    </div>
  );
}

function seen(report: StoredTrustReport | undefined): string {
  if (!report) return 'Not measured yet';
  const hurt = report.metrics.filter(({ harm, whileDown }) => isHarm(harm, whileDown));
  if (hurt.length > 0)
    return hurt.map(({ metric }) => `${METRICS[metric].label}: ${hurtWord(metric)}`).join(', ');
  return report.metrics.every(({ whileDown }) => whileDown.verdict === 'cannot tell')
    ? 'Cannot be told'
    : 'No harm seen';
}

const hurtWord = (metric: keyof typeof METRICS) => (metric === 'bounceRate' ? 'rose' : 'fell');
