/** What the linter found, with words to take over; where the text has the words in question, a way to see them. */
import type { Finding } from '@candor/protocol/words.ts';
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import { Button, Group, Text } from '@mantine/core';
import { IconAlertOctagon, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import { fixed } from '../lib/fix.ts';
import { localeName } from './LocalizedField.tsx';

/** `locale` null: it is about a field, not about words. */
export type LocalFinding = Finding & { locale: string | null };

export function Findings({
  findings,
  text,
  checking,
  onShow,
  onSuggestion,
}: {
  findings: readonly LocalFinding[];
  text: LocalizedText;
  checking: boolean;
  /** Selects the words in the editor. */
  onShow?: (finding: LocalFinding) => void;
  onSuggestion: (finding: LocalFinding) => void;
}) {
  const written = Object.keys(text).filter((each) => text[each]?.trim());
  const errors = findings.filter(({ level }) => level === 'error').length;
  const wordsOf = ({ locale, start, end }: LocalFinding) =>
    (text[locale ?? ''] ?? '').slice(start, Math.min(end, start + 24));
  return (
    <div aria-live="polite" className="findings">
      {written.length > 0 && findings.length === 0 && !checking && (
        <Text size="sm" component="span" className="state" style={{ color: 'var(--state-operational)' }}>
          <IconCircleCheck size={16} aria-hidden /> Says what it has to say
        </Text>
      )}
      {findings.length > 0 && (
        <Text size="sm" className="quiet" mb={4}>
          {errors > 0 ? `${errors} to mend before it can go out` : 'It can go out; better with'}
          {onShow && ' (F8 goes to the next, Ctrl . mends it)'}
        </Text>
      )}
      <ul>
        {findings.map((finding) => (
          <li key={`${finding.locale} ${finding.rule} ${finding.start} ${finding.message}`}>
            {finding.level === 'error' ? (
              <IconAlertOctagon
                size={16}
                color="var(--state-major_outage)"
                role="img"
                aria-label="Has to be mended:"
              />
            ) : (
              <IconInfoCircle
                size={16}
                color="var(--state-degraded_performance)"
                role="img"
                aria-label="Better:"
              />
            )}
            <div>
              <Text size="sm" component="span">
                {written.length > 1 && finding.locale ? `${localeName(finding.locale)}: ` : ''}
                {finding.message}
              </Text>
              <Group gap={4} mt={2}>
                {onShow && wordsOf(finding) && (
                  <Button size="compact-xs" mih={24} variant="default" onClick={() => onShow(finding)}>
                    Show “{wordsOf(finding)}”
                  </Button>
                )}
                {finding.suggestion && (
                  <Button
                    size="compact-xs"
                    variant="default"
                    onClick={() => onSuggestion(finding)}
                    styles={{
                      label: { whiteSpace: 'normal', textAlign: 'start' },
                      root: { height: 'auto', minHeight: 24, paddingBlock: 3 },
                    }}
                  >
                    {finding.end > finding.start ? 'Mend it: ' : '+ '}
                    {finding.suggestion}
                  </Button>
                )}
              </Group>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The text with the words of a rule in it, and what has still to be said in it. */
export function withFix(text: LocalizedText, finding: LocalFinding) {
  if (finding.locale === null) return { text, select: [0, 0] as [number, number] };
  const { text: words, select } = fixed(text[finding.locale] ?? '', finding);
  return { text: { ...text, [finding.locale]: words }, select };
}
