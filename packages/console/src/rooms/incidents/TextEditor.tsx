/**
 * The text in each language. Everything by key: Ctrl-Enter publishes, Alt-arrows change the phase, Alt-S selects the
 * next sentence to be written anew, F8 goes to the next finding, Ctrl-period takes its words; Escape leaves the field,
 * so that the letters act again.
 */
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import { Button, Group, SegmentedControl, Text } from '@mantine/core';
import { type KeyboardEvent, type RefObject, useLayoutEffect } from 'react';
import { nextSentence } from '../../lib/fix.ts';
import type { LocalFinding } from '../../ui/Findings.tsx';
import { localeName } from '../../ui/LocalizedField.tsx';
import { MarkedTextarea } from './MarkedTextarea.tsx';

export function TextEditor({
  editor,
  locales,
  locale,
  setLocale,
  text,
  offered,
  own,
  findings,
  onText,
  onSend,
  onPhase,
  onFix,
}: {
  editor: RefObject<HTMLTextAreaElement | null>;
  locales: readonly string[];
  locale: string;
  setLocale: (locale: string) => void;
  text: LocalizedText;
  /** What the facts suggest, by language. */
  offered: LocalizedText;
  /** What was written by hand; while nothing was, all stand as suggested. */
  own: LocalizedText;
  findings: readonly LocalFinding[];
  onText: (text: LocalizedText) => void;
  onSend: () => void;
  /** To the phase after or before. */
  onPhase: (step: 1 | -1) => void;
  onFix: (finding: LocalFinding) => void;
}) {
  const mine = findings.filter((finding) => finding.locale === locale);
  const placed = mine.filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start);
  const select = ([start, end]: readonly [number, number]) => editor.current?.setSelectionRange(start, end);

  const shown = text[locale] ?? '';
  // Whoever selected all of it, to write it anew, has all of it selected still when the facts suggest something else.
  const field = editor.current;
  const isAllSelected =
    field !== null &&
    field === document.activeElement &&
    field.value !== '' &&
    field.selectionStart === 0 &&
    field.selectionEnd === field.value.length;
  useLayoutEffect(() => {
    if (isAllSelected) editor.current?.select();
  });

  const keys = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const { selectionStart, selectionEnd } = event.currentTarget;
    const act = (run: () => void) => {
      event.preventDefault();
      run();
    };
    const mod = event.ctrlKey || event.metaKey;
    if (event.key === 'Enter' && mod) act(onSend);
    else if (event.key === 'Escape') event.currentTarget.blur();
    else if (event.altKey && event.key === 'ArrowDown') act(() => onPhase(1));
    else if (event.altKey && event.key === 'ArrowUp') act(() => onPhase(-1));
    else if (event.altKey && event.code === 'KeyS') act(() => select(nextSentence(shown, selectionEnd)));
    else if (event.key === 'F8') {
      const next = placed.find(({ start }) => start >= selectionEnd) ?? placed[0];
      if (next) act(() => select([next.start, next.end]));
    } else if (event.key === '.' && mod) {
      // What only advises, such as the truth gate, has no words to take over.
      const fixable = [...placed, ...mine].filter(({ suggestion }) => suggestion);
      const here = fixable.find(
        ({ start, end }) => end > start && start <= selectionEnd && end >= selectionStart,
      );
      const fix = here ?? fixable[0];
      if (fix) act(() => onFix(fix));
    }
  };
  const isOwn = Object.keys(own).length > 0;
  const suggested = isOwn ? [] : locales.filter((each) => text[each]?.trim());
  const left = isOwn ? locales.filter((each) => own[each] === undefined && offered[each]?.trim()) : [];
  return (
    <div>
      <MarkedTextarea
        editor={editor}
        marks={mine}
        label={`What users read (${localeName(locale)})`}
        description="What they see, what to do meanwhile, what you are doing. Since when and the next word are added by themselves."
        lang={locale}
        dir="auto"
        minRows={4}
        maxRows={18}
        aria-keyshortcuts="Control+Enter Alt+ArrowDown Alt+ArrowUp Alt+S F8 Control+."
        value={shown}
        onChange={(event) => onText({ [locale]: event.currentTarget.value })}
        onKeyDown={keys}
      />
      <Group justify="space-between" mt={6}>
        {locales.length > 1 && (
          <SegmentedControl
            size="xs"
            aria-label="Language"
            value={locale}
            onChange={setLocale}
            data={locales.map((each) => ({
              value: each,
              label: `${localeName(each)}${
                !text[each]?.trim() ? ' (empty)' : suggested.includes(each) ? ' (as suggested)' : ''
              }`,
            }))}
          />
        )}
        <Text size="xs" className="quiet">
          Kept in this browser as you type
        </Text>
      </Group>
      {left.length > 0 && (
        <Group gap="xs" mt={4}>
          <Text size="sm">
            {new Intl.ListFormat('en').format(left.map(localeName))} {left.length > 1 ? 'are' : 'is'} left
            out: their readers get yours.
          </Text>
          <Button
            size="compact-xs"
            mih={24}
            variant="default"
            onClick={() => onText(Object.fromEntries(left.map((each) => [each, offered[each] ?? ''])))}
          >
            Add what is suggested
          </Button>
        </Group>
      )}
    </div>
  );
}
