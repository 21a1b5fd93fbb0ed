/** The same text in several languages, one at a time, ready to be copied. */
import type { FollowUp } from '@candor/protocol/followup.ts';
import { Button, CopyButton, Group, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { localeName } from '../../ui/LocalizedField.tsx';
import { Markdown } from '../../ui/Markdown.tsx';

export function Texts({ texts, name }: { texts: FollowUp['proposed']; name: string }) {
  const [locale, setLocale] = useState(texts[0]?.locale ?? 'en');
  const shown = texts.find((text) => text.locale === locale) ?? texts[0];
  if (!shown) return null;
  return (
    <div className="card">
      <Group justify="space-between" mb="sm">
        <div className="scroll">
          <SegmentedControl
            aria-label={`${name}: language`}
            size="xs"
            data={texts.map((text) => ({ value: text.locale, label: localeName(text.locale) }))}
            value={shown.locale}
            onChange={setLocale}
          />
        </div>
        {/* Chats and help desks take plain words. */}
        <CopyButton value={shown.text.replaceAll('**', '')}>
          {({ copied, copy }) => (
            <Button size="xs" variant="default" onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
      </Group>
      <div style={{ overflowWrap: 'anywhere' }}>
        <Markdown text={shown.text} lang={shown.locale} />
      </div>
    </div>
  );
}
