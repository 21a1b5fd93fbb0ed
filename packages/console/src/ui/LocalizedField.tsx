/** One text in several languages: English first, the others on tabs that show which are still empty. */
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import { SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';

export const localeName = (locale: string): string =>
  new Intl.DisplayNames('en', { type: 'language' }).of(locale) ?? locale;

/** The text in the viewer's language, else in English, else in any. */
export const textIn = (text: LocalizedText | null | undefined, locale = 'en'): string =>
  text ? (text[locale] ?? text['en'] ?? Object.values(text)[0] ?? '') : '';

/** Without the languages that were left empty; null when nothing was written. */
export function writtenText(text: LocalizedText): LocalizedText | null {
  const written = Object.entries(text).filter(([, words]) => words.trim() !== '');
  return written.length > 0 ? Object.fromEntries(written) : null;
}

export function LocalizedField({
  label,
  description,
  value,
  onChange,
  locales = ['en', 'de'],
  lines = 1,
  error,
  required = false,
  placeholder,
}: {
  label: string;
  description?: ReactNode;
  value: LocalizedText;
  onChange: (value: LocalizedText) => void;
  locales?: readonly string[];
  /** More than one line makes it a text area that grows. */
  lines?: number;
  error?: ReactNode;
  required?: boolean;
  placeholder?: string;
}) {
  const [locale, setLocale] = useState(locales[0] ?? 'en');
  const shared = {
    label: locales.length > 1 ? `${label} (${localeName(locale)})` : label,
    description,
    error,
    placeholder,
    required: required && locale === 'en',
    lang: locale,
    value: value[locale] ?? '',
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ ...value, [locale]: event.currentTarget.value }),
  };
  return (
    <div>
      {lines > 1 ? <Textarea autosize minRows={lines} maxRows={20} {...shared} /> : <TextInput {...shared} />}
      {locales.length > 1 && (
        <div className="scroll">
          <SegmentedControl
            mt={6}
            size="xs"
            aria-label={`Language of ${label}`}
            value={locale}
            onChange={setLocale}
            data={locales.map((each) => ({
              value: each,
              label: `${localeName(each)}${value[each]?.trim() ? '' : ' (empty)'}`,
            }))}
          />
        </div>
      )}
    </div>
  );
}
