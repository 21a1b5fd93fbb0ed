/** What readers of a segment are told beside the text: written here, shown to whoever approves it, kept with what was said. */
import type { SegmentNotes as Notes, SegmentTexts } from '@candor/protocol/told.ts';
import { Button, Group, Stack, Text } from '@mantine/core';
import { Callout } from '../../ui/Callout.tsx';
import { LocalizedField, localeName, textIn } from '../../ui/LocalizedField.tsx';
import { Markdown } from '../../ui/Markdown.tsx';
import { isWritten, type JudgedNote, keyOf, withoutRefused } from './segment-notes.ts';

export function SegmentNotes({
  segments,
  locales,
  notes,
  offered,
  judged,
  onChange,
}: {
  /** Those that there are, and those with a note. */
  segments: readonly string[];
  /** The languages of the text. */
  locales: readonly string[];
  notes: Notes;
  /** What the house would say. */
  offered: Notes;
  judged: readonly JudgedNote[];
  onChange: (notes: Notes) => void;
}) {
  return (
    <section aria-label="Beside it, for segments">
      <Stack gap="sm">
        <Text size="sm" className="quiet">
          Stands in the messages to readers of the segment, before the next word; never on the page.
        </Text>
        {segments.map((segment) => (
          <div key={segment}>
            <LocalizedField
              label={`For ${segment}`}
              lines={2}
              locales={locales.length > 0 ? locales : ['en']}
              placeholder="Nothing beside the text"
              value={notes[segment] ?? {}}
              onChange={(note) => onChange({ ...notes, [segment]: note })}
              error={refusalsOf(judged, segment, locales.length > 1)}
            />
            {offered[segment] && !isWritten(notes[segment]) && (
              <Group mt={4}>
                <Button
                  size="compact-xs"
                  mih={24}
                  variant="default"
                  styles={{ label: { whiteSpace: 'normal', textAlign: 'start' }, root: { height: 'auto' } }}
                  onClick={() => onChange({ ...notes, [segment]: offered[segment] ?? {} })}
                >
                  “{textIn(offered[segment], locales[0])}”
                </Button>
              </Group>
            )}
          </div>
        ))}
      </Stack>
    </section>
  );
}

function refusalsOf(judged: readonly JudgedNote[], segment: string, named: boolean): string | undefined {
  const refusals = judged
    .filter((each) => each.segment === keyOf(segment))
    .flatMap(({ locale, findings }) =>
      findings
        .filter(({ level }) => level === 'error')
        .map(({ message }) => (named ? `${localeName(locale)}: ${message}` : message)),
    );
  return refusals.length > 0 ? refusals.join(' ') : undefined;
}

/** No reason signs a note: it is mended, or the message goes without it. */
export function RefusedNotes({
  refused,
  notes,
  onChange,
}: {
  refused: readonly JudgedNote[];
  notes: Notes;
  onChange: (notes: Notes) => void;
}) {
  return (
    <Callout tone="amber" title="What is written for a segment would not be published">
      {refused.map(({ segment, locale, findings }) => (
        <Text size="sm" key={`${segment} ${locale}`}>
          {segment} ({localeName(locale)}):{' '}
          {findings.flatMap(({ level, message }) => (level === 'error' ? [message] : [])).join(' ')}
        </Text>
      ))}
      <Button
        size="compact-sm"
        variant="default"
        mt="xs"
        onClick={() => onChange(withoutRefused(notes, refused))}
      >
        Leave it out
      </Button>
    </Callout>
  );
}

/** To be read only: notes of a draft, or the whole texts of an update. */
export function SegmentWords({
  words = {},
  locale = 'en',
  label,
}: {
  words?: Notes | SegmentTexts | undefined;
  locale?: string;
  /** What stands before the name of the segment. */
  label: string;
}) {
  return Object.entries(words).map(([segment, said]) => (
    <details key={segment}>
      <summary>
        {label} {segment}
      </summary>
      {Object.entries(said)
        .toSorted(([a], [b]) => Number(b === locale) - Number(a === locale))
        .map(([each, text]) => (
          <Markdown key={each} text={text} lang={each} />
        ))}
    </details>
  ));
}
