/** What takes long: as many sequences of notes as find what happens once in thousands. */
import { test } from 'node:test';
import { tryNoteSequences } from './fixtures/note-sequences.ts';

for (const locale of ['en', 'de'])
  test(`no note of a long ${locale} sequence repeats one before it`, { timeout: 300_000 }, () =>
    tryNoteSequences(locale, 120),
  );
