/** The keys, and the switch that turns single letters off for those whom they disturb. */
import { Kbd, Modal, Switch, Table } from '@mantine/core';
import { useRemembered } from '../lib/remember.ts';

const KEYS: readonly [keys: string[], what: string][] = [
  [['Ctrl', 'K'], 'Go to anything (also ⌘ K, or /)'],
  [['j'], 'Next row of a list'],
  [['k'], 'Row before'],
  [['Enter'], 'Open the row'],
  [['g', 'n'], 'Now'],
  [['g', 'i'], 'Incidents'],
  [['g', 'm'], 'Monitors'],
  [['c'], 'Write an update (in an incident)'],
  [['a'], 'Acknowledge (in an incident)'],
  [['Ctrl', 'Enter'], 'Publish what is written'],
  [['Alt', '↓'], 'The phase that comes after, while writing (↑ the one before)'],
  [['Alt', 'S'], 'Select the next sentence, to write it anew'],
  [['F8'], 'The next thing that a rule found'],
  [['Ctrl', '.'], 'Take over the words of that rule'],
  [['Ctrl', 'Z'], 'Take back what was just published, within its hold'],
  [['u'], 'Times in UTC, and back'],
  [['?'], 'This list'],
];

export function Help({ opened, close }: { opened: boolean; close: () => void }) {
  const [letters, setLetters] = useRemembered('letters', 'on');
  return (
    <Modal opened={opened} onClose={close} title="Keys" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Table>
        <Table.Tbody>
          {KEYS.map(([keys, what]) => (
            <Table.Tr key={what}>
              <Table.Td w="9rem">
                {keys.map((key) => (
                  <Kbd key={key} mr={4}>
                    {key}
                  </Kbd>
                ))}
              </Table.Td>
              <Table.Td>{what}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Switch
        mt="md"
        label="Single letters act"
        checked={letters === 'on'}
        onChange={(event) => setLetters(event.currentTarget.checked ? 'on' : 'off')}
      />
    </Modal>
  );
}
