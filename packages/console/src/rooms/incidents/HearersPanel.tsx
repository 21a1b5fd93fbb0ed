/** Who will get an update and why, who will not, and how its author tells it to some only. */
import type { AudiencePreview, HeldReason, ToldReason } from '@candor/protocol/told.ts';
import { List, Stack, Table, Text, Title } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { Problem } from '../../api.ts';
import { Loaded } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { AddressCheck } from './AddressCheck.tsx';
import { AudiencePicker } from './AudiencePicker.tsx';
import type { Addressed } from './useHearers.ts';

const HELD: Record<HeldReason, string> = {
  elsewhere: 'Asked about other components',
  private: 'Not shown on the default page',
  kind: 'Want no such messages',
  severity: 'Not severe enough for them',
  audience: 'Left out by you',
  note: 'Want no “no change”',
  quarantined: 'Their endpoint has failed for long',
  digest: 'Later, in their digest',
  budget: 'Later: told enough today',
  paused: 'Have paused their messages',
};

const WHY: Record<ToldReason, string> = {
  affected: 'Measured as affected',
  follows: 'Follow this incident',
  chose: 'Chose what is affected',
  group: 'Chose its group',
  everything: 'Take everything',
  unnamed: 'No component is named',
};

/** Masked addresses may be equal. */
const numbered = <T,>(list: readonly T[]) => list.map((each, i) => ({ ...each, key: String(i) }));

const figure = (count: number) => count.toLocaleString('en');

export function HearersPanel({
  incidentId,
  draft,
  hearers,
  onAudience,
}: {
  incidentId: string;
  draft: Addressed;
  hearers: UseQueryResult<AudiencePreview, Problem>;
  onAudience: (audience: Addressed['audience']) => void;
}) {
  return (
    <section className="hearers" aria-label="Who hears this">
      <Loaded of={hearers}>
        {(found) => (
          <Stack gap="sm">
            <AudiencePicker value={draft.audience ?? null} known={found.known} onChange={onAudience} />
            <div className="hearers-tables">
              <Counts
                title={`Told now: ${figure(found.told)}`}
                rows={found.reasons.map(({ name, count }) => ({ label: WHY[name], count }))}
                none="Nobody who asked to be told is concerned. The page and the feeds say it."
              />
              <Counts
                title="By"
                rows={[
                  ...found.carriers.map(({ name, count }) => ({ label: name, count })),
                  ...(found.quiet > 0
                    ? [{ label: 'of these when their night ends', count: found.quiet }]
                    : []),
                ]}
              />
              <Counts
                title="Not now"
                rows={found.held.map(({ name, count }) => ({ label: HELD[name], count }))}
                none="Everybody who is subscribed is told."
              />
            </div>
            {found.examples.length > 0 && (
              <div>
                <Title order={3} fz="sm">
                  The first of them
                </Title>
                <List size="sm" listStyleType="none">
                  {numbered(found.examples).map(({ key, address, carrier, sentence, notBefore }) => (
                    <List.Item key={key}>
                      <code>{address}</code> <span className="quiet">by {carrier}.</span> {sentence}
                      {notBefore && (
                        <span className="quiet">
                          {' '}
                          Kept until <Time at={notBefore} />.
                        </span>
                      )}
                    </List.Item>
                  ))}
                </List>
              </div>
            )}
            <AddressCheck incidentId={incidentId} draft={draft} />
          </Stack>
        )}
      </Loaded>
    </section>
  );
}

function Counts({
  title,
  rows,
  none,
}: {
  title: string;
  rows: { label: string; count: number }[];
  none?: string;
}) {
  if (rows.length === 0 && !none) return null;
  return (
    <div>
      <Title order={3} fz="sm">
        {title}
      </Title>
      {rows.length === 0 ? (
        <Text size="sm" className="quiet">
          {none}
        </Text>
      ) : (
        <Table fz="sm" verticalSpacing={2} horizontalSpacing={0} aria-label={title} withRowBorders={false}>
          <Table.Tbody>
            {rows.map(({ label, count }) => (
              <Table.Tr key={label}>
                <Table.Td>{label}</Table.Td>
                <Table.Td ta="right">{figure(count)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </div>
  );
}
