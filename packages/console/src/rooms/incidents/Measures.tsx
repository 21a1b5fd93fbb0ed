/** How it was handled, in minutes; a dash where it is not known. */
import type { IncidentMeasures } from '@candor/protocol/respond.ts';
import { Table, Title } from '@mantine/core';

const minutes = (value: number | null) => (value === null ? '–' : `${value.toLocaleString('en')} min`);

export function Measures({ measures }: { measures: IncidentMeasures }) {
  const rows = [
    ['To detect', minutes(measures.minutesToDetect)],
    ['To acknowledge', minutes(measures.minutesToAcknowledge)],
    ['To the first word', minutes(measures.minutesToFirstWord)],
    ['To recover', minutes(measures.minutesToRecover)],
    ['Promises kept', `${measures.promisesKept} by people, ${measures.promisesKeptByNote} by notes`],
    ['Promises missed', String(measures.promisesMissed)],
    ...(measures.estimatesGiven > 0
      ? [['Estimates held', `${measures.estimatesHeld ?? '–'} of ${measures.estimatesGiven}`]]
      : []),
  ];
  return (
    <section className="card" aria-labelledby="measures">
      <Title order={2} fz="h5" id="measures" mb={4}>
        In numbers
      </Title>
      <Table fz="sm" withRowBorders={false} verticalSpacing={2} horizontalSpacing={0}>
        <Table.Tbody>
          {rows.map(([label, value]) => (
            <Table.Tr key={label}>
              <Table.Th scope="row" fw={400} className="quiet">
                {label}
              </Table.Th>
              <Table.Td ta="end">{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
