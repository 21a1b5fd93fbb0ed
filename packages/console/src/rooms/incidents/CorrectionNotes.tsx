/** What segments are told beside a corrected text: offered as the composer does, with what the word itself said first. */
import type { IncidentView } from '@candor/protocol/respond.ts';
import type { SegmentNotes as Notes } from '@candor/protocol/told.ts';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Problem } from '../../api.ts';
import { useSuggestion } from './data.ts';
import { RefusedNotes, SegmentNotes } from './SegmentNotes.tsx';
import { isWritten, judgedIn, keyOf, notesOf, refusedIn } from './segment-notes.ts';
import { isPhase } from './useComposer.ts';

export function CorrectionNotes({
  incident,
  update,
  locales,
  notes,
  problem,
  onChange,
}: {
  incident: IncidentView;
  update: IncidentView['updates'][number];
  /** The languages of the text. */
  locales: readonly string[];
  notes: Notes;
  problem: Problem | null;
  onChange: (notes: Notes) => void;
}) {
  const [open, { toggle }] = useDisclosure(Object.values(notes).some(isWritten));
  const suggestion = useSuggestion(incident.kind === 'incident' ? incident.id : null).data;
  const said = notesOf(update);
  const house = isPhase(update.phase) ? suggestion?.phases[update.phase].segmentNotes : {};
  /** As people write it, each once. */
  const names = new Map(
    [...Object.keys(said), ...(suggestion?.segments ?? []), ...Object.keys(notes)].map((name) => [
      keyOf(name),
      name,
    ]),
  );
  const segments = [...names.values()];
  if (segments.length === 0) return null;
  const offered = Object.fromEntries(
    segments.flatMap((name) => {
      const note = said[keyOf(name)] ?? house?.[name];
      return note ? [[name, note]] : [];
    }),
  );
  const judged = judgedIn(problem);
  const noted = segments.filter((name) => isWritten(notes[name]));
  return (
    <>
      <Button variant="subtle" size="compact-sm" onClick={toggle} aria-expanded={open} w="fit-content">
        For segments{noted.length > 0 ? ` (${noted.join(', ')})` : ''}
      </Button>
      {open && (
        <SegmentNotes
          segments={segments}
          locales={locales.toSorted((a, b) => Number(b === 'en') - Number(a === 'en'))}
          notes={notes}
          offered={offered}
          judged={judged}
          onChange={onChange}
        />
      )}
      {refusedIn(judged).length > 0 && (
        <RefusedNotes refused={refusedIn(judged)} notes={notes} onChange={onChange} />
      )}
    </>
  );
}
