/** Every message that Candor may send: which are the site's own words, and which the shipped ones, per language. */
import type { Template, Tone } from '@candor/protocol/words.ts';
import { SegmentedControl } from '@mantine/core';
import type { Listed } from '../../api.ts';
import { useRemembered } from '../../lib/remember.ts';
import { useGet } from '../../query.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { localeName } from '../../ui/LocalizedField.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { TextLink } from '../../ui/RoomLink.tsx';
import { Loaded } from '../../ui/states.tsx';
import { LOCALES, SLOTS, type Slot, slotKey, TONES } from './kinds.ts';

export default function Templates() {
  const own = useGet<Listed<Template>>('/templates');
  const [tone, setTone] = useRemembered('template-tone', 'plain');
  return (
    <div className="page">
      <PageTitle
        title="Templates"
        lead="The shipped words pass every rule. Yours take their place, message by message, and every version is kept."
      >
        <SegmentedControl
          aria-label="Tone"
          value={tone}
          onChange={setTone}
          data={TONES.map((value) => ({ value, label: value }))}
        />
      </PageTitle>
      <Loaded of={own}>
        {({ items }) => (
          <DataTable
            caption={`Templates in the tone “${tone}”`}
            rows={SLOTS}
            rowKey={slotKey}
            to={(slot) => `/templates/${slotKey(slot)}/${tone}/en`}
            columns={[
              { header: 'Message', cell: ({ label }) => label },
              { header: 'When', wide: true, cell: ({ when }) => when },
              ...LOCALES.map((locale) => ({
                header: localeName(locale),
                cell: (slot: Slot) => <Words slot={slot} tone={tone as Tone} locale={locale} own={items} />,
              })),
            ]}
          />
        )}
      </Loaded>
    </div>
  );
}

type WordsProps = { slot: Slot; tone: Tone; locale: string; own: readonly Template[] };

function Words({ slot, tone, locale, own }: WordsProps) {
  const found = own.find(
    (each) =>
      each.kind === slot.kind &&
      each.phase === slot.phase &&
      each.tone === tone &&
      each.locale === locale &&
      each.segment === null,
  );
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      <TextLink to={`/templates/${slotKey(slot)}/${tone}/${locale}`}>
        {found ? `yours, v${found.version}` : 'shipped'}
      </TextLink>
    </span>
  );
}
