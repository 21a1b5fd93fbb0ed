/** The text in each language. Ctrl-Enter publishes; Escape leaves the field, so that the letters act again. */
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import { Group, SegmentedControl, Text, Textarea } from '@mantine/core';
import type { RefObject } from 'react';
import { localeName } from '../../ui/LocalizedField.tsx';

const LOCALES = ['en', 'de'];

export function TextEditor({
  editor,
  locale,
  setLocale,
  text,
  onText,
  onSend,
}: {
  editor: RefObject<HTMLTextAreaElement | null>;
  locale: string;
  setLocale: (locale: string) => void;
  text: LocalizedText;
  onText: (text: LocalizedText) => void;
  onSend: () => void;
}) {
  return (
    <div>
      <Textarea
        ref={editor}
        label={`What users read (${localeName(locale)})`}
        description="What they see, what to do meanwhile, what you are doing. Since when and the next word are added by themselves."
        lang={locale}
        autosize
        minRows={4}
        maxRows={18}
        value={text[locale] ?? ''}
        onChange={(event) => onText({ ...text, [locale]: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            onSend();
          } else if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      <Group justify="space-between" mt={6}>
        <SegmentedControl
          size="xs"
          aria-label="Language"
          value={locale}
          onChange={setLocale}
          data={LOCALES.map((each) => ({
            value: each,
            label: `${localeName(each)}${text[each]?.trim() ? '' : ' (empty)'}`,
          }))}
        />
        <Text size="xs" className="quiet">
          Kept in this browser as you type
        </Text>
      </Group>
    </div>
  );
}
