/** One cell of the matrix: its four texts, what each channel makes of them, what the rules say, and its versions. */
import type { ShippedTemplate, Template as Stored, TemplateMatrix, Tone } from '@candor/protocol/words.ts';
import { Group, NativeSelect } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { Listed } from '../../api.ts';
import { useGet } from '../../query.ts';
import { localeName } from '../../ui/LocalizedField.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { TextLink, useParam } from '../../ui/RoomLink.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Editor } from './Editor.tsx';
import { cellPath, phaseFor, SLOTS, type Slot, slotKey, slotOf, TONES } from './kinds.ts';

export default function Template() {
  const slot = slotOf(useParam('slot'));
  const wanted = useParam('tone');
  const tone = TONES.find((each) => each === wanted) ?? 'plain';
  const locale = useParam('locale');
  const segment = useParam('segment') || null;
  return (
    <div className="page">
      {slot ? (
        <Found slot={slot} tone={tone} locale={locale} segment={segment} />
      ) : (
        <Empty title="There is no such message" action={<TextLink to="/templates">All templates</TextLink>} />
      )}
    </div>
  );
}

type Place = { slot: Slot; tone: Tone; locale: string; segment: string | null };

function Found({ slot, tone, locale, segment }: Place) {
  const navigate = useNavigate();
  const own = useGet<Listed<Stored>>('/templates');
  const matrix = useGet<TemplateMatrix>('/words/matrix', { locale, ...(segment ? { segment } : {}) });
  const shipped = useGet<ShippedTemplate>('/words/shipped', {
    kind: slot.kind,
    phase: phaseFor(slot),
    tone,
    locale,
    ...(segment ? { segment } : {}),
  });
  const go = (to: Partial<Place>) => {
    const place = { slot, tone, locale, segment, ...to };
    void navigate({ to: cellPath(place.slot, place) });
  };
  const locales = [...new Set([...(matrix.data?.locales ?? []), locale])];
  const segments = [...new Set([...(matrix.data?.segments ?? []), ...(segment ? [segment] : [])])];
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
          onChange={({ currentTarget }) => go({ slot: slotOf(currentTarget.value) ?? slot })}
          data={SLOTS.map((each) => ({ value: slotKey(each), label: each.label }))}
        />
        <NativeSelect
          label="Tone"
          value={tone}
          onChange={({ currentTarget }) =>
            go({ tone: TONES.find((each) => each === currentTarget.value) ?? tone })
          }
          data={[...TONES]}
        />
        <NativeSelect
          label="Language"
          value={locale}
          onChange={({ currentTarget }) => go({ locale: currentTarget.value })}
          data={locales.map((value) => ({ value, label: localeName(value) }))}
        />
        <NativeSelect
          label="For"
          value={segment ?? ''}
          onChange={({ currentTarget }) => go({ segment: currentTarget.value || null })}
          data={[
            { value: '', label: 'everybody' },
            ...segments.map((each) => ({ value: each, label: each })),
          ]}
        />
      </Group>
      <Loaded of={own}>
        {({ items }) => (
          <Loaded of={matrix}>
            {({ items: cells }) => (
              <Loaded of={shipped}>
                {(words) => {
                  const cell = cells.find(
                    ({ kind, phase, tone: of }) => kind === slot.kind && phase === slot.phase && of === tone,
                  );
                  const standsIn = items.find(({ id }) => cell?.source === `site:${id}`);
                  return (
                    <Editor
                      key={cellPath(slot, { tone, locale, segment })}
                      place={{ slot, tone, locale, segment }}
                      stored={items.find(({ id }) => id === cell?.templateId) ?? null}
                      standIn={standsIn && standsIn.id !== cell?.templateId ? standsIn : words}
                      because={cell?.because ?? ''}
                    />
                  );
                }}
              </Loaded>
            )}
          </Loaded>
        )}
      </Loaded>
    </>
  );
}
