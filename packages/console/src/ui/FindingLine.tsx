/** What a rule found, in the words of the rule: whether it blocks stands in the text, not in the colour alone. */
import { Text } from '@mantine/core';

type Shown = { rule: string; level: string; message: string; suggestion: string | null };

export function FindingLine({ finding }: { finding: Shown }) {
  const blocks = finding.level === 'block' || finding.level === 'error';
  return (
    <Text
      size="sm"
      component="span"
      display="block"
      style={{ color: `var(--state-${blocks ? 'major_outage' : 'degraded_performance'})` }}
    >
      {blocks ? 'Blocks' : 'Check'} ({finding.rule}): {finding.message}
      {finding.suggestion && ` ${finding.suggestion}`}
    </Text>
  );
}
