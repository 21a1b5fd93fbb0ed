/** Who will hear an update: the count beside the button that sends it. */
import type { AudiencePreview } from '@candor/protocol/told.ts';
import { Text } from '@mantine/core';

const figure = (count: number) => count.toLocaleString('en');

export function Hearers({ found }: { found: AudiencePreview | undefined }) {
  if (!found) return null;
  const { told, concerned, held } = found;
  const later = held
    .filter(({ name }) => name === 'digest' || name === 'budget')
    .reduce((total, { count }) => total + count, 0);
  return (
    <Text size="sm" className="quiet" role="status">
      Page and feeds
      {told > 0 ? `, and ${figure(told)} subscriber${told === 1 ? '' : 's'}` : ''}
      {told > 0 && concerned > 0 ? `, ${figure(concerned)} affected` : ''}
      {later > 0 ? `; ${figure(later)} later in a digest` : ''}
    </Text>
  );
}
