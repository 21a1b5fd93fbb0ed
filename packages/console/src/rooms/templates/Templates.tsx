/** Every message that Candor may send, in every language: whose words speak in each cell of one tone and segment. */
import type { Matrix, MatrixCell } from '@candor/protocol/matrix.ts';
import { Button, Group, NativeSelect, SegmentedControl, Text } from '@mantine/core';
import { type KeyboardEvent, useRef } from 'react';
import { useRemembered } from '../../lib/remember.ts';
import { useGet } from '../../query.ts';
import { localeName } from '../../ui/LocalizedField.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { RoomLink } from '../../ui/RoomLink.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Import } from './Import.tsx';
import { cellPath, phaseFor, SLOTS, type Slot, slotKey, TONES } from './kinds.ts';

export default function Templates() {
  const [tone, setTone] = useRemembered('template-tone', 'plain');
  const [segment, setSegment] = useRemembered('template-segment', '');
  const matrix = useGet<Matrix>('/words/matrix', { tone, ...(segment ? { segment } : {}) });
  return (
    <div className="page">
      <PageTitle
        title="Templates"
        lead="The shipped words pass every rule. Yours take their place, message by message, and every version is kept."
      >
        <Group gap="xs">
          <Button component="a" href="/api/v1/templates/export" download variant="default">
            Export yours
          </Button>
          <Import />
        </Group>
      </PageTitle>
      <Group mb="md" align="end">
        <SegmentedControl
          aria-label="Tone"
          value={tone}
          onChange={setTone}
          data={TONES.map((value) => ({ value, label: value }))}
        />
        <NativeSelect
          label="For"
          value={segment}
          onChange={(event) => setSegment(event.currentTarget.value)}
          data={[
            { value: '', label: 'everybody' },
            ...(matrix.data?.segments ?? (segment ? [segment] : [])).map((each) => ({
              value: each,
              label: each,
            })),
          ]}
        />
      </Group>
      <Loaded of={matrix}>{(found) => <Grid matrix={found} tone={tone} segment={segment || null} />}</Loaded>
    </div>
  );
}

const LABEL: Record<MatrixCell['state'], (cell: MatrixCell) => string> = {
  own: ({ version }) => `yours, v${version}`,
  shipped: () => 'shipped',
  fallback: ({ asked, answered, templateId }) => {
    const where = [
      ...(answered.locale === asked.locale ? [] : [answered.locale]),
      ...(answered.tone === asked.tone ? [] : [answered.tone]),
      ...(answered.segment === asked.segment ? [] : ['everybody’s']),
    ];
    return `${templateId ? 'yours' : 'shipped'}: ${where.join(', ')}`;
  },
};

/** One stop of the Tab key; arrows walk from cell to cell, as in a spreadsheet. */
function Grid({ matrix, tone, segment }: { matrix: Matrix; tone: string; segment: string | null }) {
  const table = useRef<HTMLTableElement>(null);
  const { locales } = matrix;
  const cellFor = (slot: Slot, locale: string) =>
    matrix.cells.find(
      ({ asked }) => asked.kind === slot.kind && asked.phase === phaseFor(slot) && asked.locale === locale,
    );
  const walk = (event: KeyboardEvent) => {
    const here = (event.target as HTMLElement).closest('[data-at]')?.getAttribute('data-at');
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (!here || !step) return;
    const [row = 0, column = 0] = here.split(' ').map(Number);
    const next = table.current?.querySelector<HTMLElement>(
      `[data-at="${row + (step[0] ?? 0)} ${column + (step[1] ?? 0)}"]`,
    );
    if (!next) return;
    event.preventDefault();
    next.querySelector('a')?.focus();
  };
  return (
    <>
      <Text size="sm" className="quiet" mb="xs">
        Arrow keys walk from cell to cell, Enter opens one. What has no words of its own says whose words
        stand in.
      </Text>
      <div className="scroll">
        <table className="list matrix" ref={table} onKeyDown={walk}>
          <caption className="vh">
            Templates in the tone “{tone}” for {segment ?? 'everybody'}
          </caption>
          <thead>
            <tr>
              <th scope="col">Message</th>
              {locales.map((locale) => (
                <th scope="col" key={locale}>
                  {localeName(locale)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {SLOTS.map((slot, row) => (
              <tr key={slotKey(slot)}>
                <th scope="row">
                  {slot.label}
                  <Text size="xs" className="quiet wide" component="span" display="block" fw={400}>
                    {slot.when}
                  </Text>
                </th>
                {locales.map((locale, column) => {
                  const cell = cellFor(slot, locale);
                  return (
                    <td key={locale} data-at={`${row} ${column}`} data-state={cell?.state}>
                      {cell && (
                        <RoomLink
                          to={cellPath(slot, { tone, locale, segment })}
                          title={cell.because}
                          aria-label={`${slot.label}, ${localeName(locale)}: ${LABEL[cell.state](cell)}`}
                        >
                          {LABEL[cell.state](cell)}
                        </RoomLink>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
