/** Who will hear an update. */
import { Text } from '@mantine/core';
import { useGet } from '../../query.ts';

export function Hearers() {
  const counts = useGet<Record<string, number>>('/subscribers/counts');
  const active = counts.data?.['active'];
  if (active === undefined) return null;
  return (
    <Text size="sm" className="quiet">
      Page and feeds
      {active > 0 ? `, and ${active.toLocaleString('en')} subscriber${active === 1 ? '' : 's'}` : ''}
    </Text>
  );
}
