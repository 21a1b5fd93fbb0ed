/** Which part of the loop an address belongs to. */
import { rooms } from '../rooms/index.ts';
import type { Place } from '../rooms/room.ts';

export function placeOf(pathname: string): Place {
  const parts = pathname.split('/').filter(Boolean);
  const fits = (path: string) => {
    const wanted = path.split('/').filter(Boolean);
    return (
      wanted.length === parts.length && wanted.every((part, i) => part.startsWith('$') || part === parts[i])
    );
  };
  return rooms.find(({ path }) => fits(path))?.place ?? 'now';
}
