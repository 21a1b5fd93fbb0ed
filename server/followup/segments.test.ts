/** The word after recovery: who is of a segment reads its note beside the shared text, where the rules let it pass. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formsBySegment } from './segments.ts';

const UTC = { timeZone: 'UTC' };

test('each segment with a note gets forms in the languages of its readers, the others none', async () => {
  const asked: string[] = [];
  const contents = await formsBySegment(
    [
      { locale: 'en', ...UTC, segment: null },
      { locale: 'en', ...UTC, segment: 'Enterprise' },
      { locale: 'de', ...UTC, segment: 'enterprise' },
      { locale: 'en', ...UTC, segment: 'schools' },
      { locale: 'en', ...UTC, segment: 'internal' },
    ],
    {
      texts: { en: 'We are sorry.', de: 'Es tut uns leid.' },
      noteOf: (segment, locale) =>
        segment === 'enterprise' || segment === 'internal' ? `Note in ${locale}.` : null,
      passes: (locale, shared, whole) => {
        asked.push(`${locale}: ${shared} | ${whole}`);
        return locale === 'en';
      },
      formsFor: async (texts, dialects) =>
        Object.fromEntries(
          dialects.map(({ locale, timeZone }) => [
            `${locale}@${timeZone}`,
            { subject: locale, text: texts[locale]! },
          ]),
        ),
    },
  );
  assert.deepEqual(
    Object.keys(contents),
    ['enterprise'],
    'words for the own people leave the house by no segment',
  );
  assert.deepEqual(contents['enterprise']!.forms, {
    'en@UTC': { subject: 'en', text: 'We are sorry.\n\nNote in en.' },
    'de@UTC': { subject: 'de', text: 'Es tut uns leid.' },
  });
  assert.equal(asked.length, 2);
});
