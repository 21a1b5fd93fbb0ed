/** One template: its four texts, what each channel makes of them, what the rules say, and its earlier versions. */
import type { ShippedTemplate, Template as Stored, Tone } from '@candor/protocol/words.ts';
import { Group, NativeSelect } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { Listed } from '../../api.ts';
import { useGet } from '../../query.ts';
import { localeName } from '../../ui/LocalizedField.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { TextLink, useParam } from '../../ui/RoomLink.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Editor } from './Editor.tsx';
import { LOCALES, phaseFor, SLOTS, type Slot, slotKey, slotOf, TONES } from './kinds.ts';

export default function Template() {
  const slot = slotOf(useParam('slot'));
  const wanted = useParam('tone');
  const tone = TONES.find((each) => each === wanted) ?? 'plain';
  const locale = useParam('locale');
  return (
    <div className="page">
      {slot ? (
        <Found slot={slot} tone={tone} locale={locale} />
      ) : (
        <Empty title="There is no such message" action={<TextLink to="/templates">All templates</TextLink>} />
      )}
    </div>
  );
}

function Found({ slot, tone, locale }: { slot: Slot; tone: Tone; locale: string }) {
  const navigate = useNavigate();
  const own = useGet<Listed<Stored>>('/templates');
  const shipped = useGet<ShippedTemplate>('/words/shipped', {
    kind: slot.kind,
    phase: phaseFor(slot),
    tone,
    locale,
  });
  const go = (to: { slot?: string; tone?: string; locale?: string }) =>
    void navigate({
      to: `/templates/${to.slot ?? slotKey(slot)}/${to.tone ?? tone}/${to.locale ?? locale}`,
    });
  return (
    <>
      <PageTitle
        title={`Template: ${slot.label}`}
        back={<TextLink to="/templates">Templates</TextLink>}
        lead={`Sent when: ${slot.when}.`}
      />
      <Group mb="md" align="end">
        <NativeSelect
          label="Message"
          value={slotKey(slot)}
          onChange={({ currentTarget }) => go({ slot: currentTarget.value })}
          data={SLOTS.map((each) => ({ value: slotKey(each), label: each.label }))}
        />
        <NativeSelect
          label="Tone"
          value={tone}
          onChange={({ currentTarget }) => go({ tone: currentTarget.value })}
          data={[...TONES]}
        />
        <NativeSelect
          label="Language"
          value={locale}
          onChange={({ currentTarget }) => go({ locale: currentTarget.value })}
          data={LOCALES.map((value) => ({ value, label: localeName(value) }))}
        />
      </Group>
      <Loaded of={own}>
        {({ items }) => (
          <Loaded of={shipped}>
            {(words) => {
              const stored =
                items.find(
                  (each) =>
                    each.kind === slot.kind &&
                    each.phase === slot.phase &&
                    each.tone === tone &&
                    each.locale === locale &&
                    each.segment === null,
                ) ?? null;
              return (
                <Editor
                  key={`${slotKey(slot)} ${tone} ${locale}`}
                  slot={slot}
                  tone={tone}
                  locale={locale}
                  stored={stored}
                  shipped={words}
                />
              );
            }}
          </Loaded>
        )}
      </Loaded>
    </>
  );
}
