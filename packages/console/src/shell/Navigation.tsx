/** The loop as navigation: nine places; only the open one shows its short list. */
import { useLocation } from '@tanstack/react-router';
import { rooms } from '../rooms/index.ts';
import { LOOP } from '../rooms/room.ts';
import { useMay } from '../session.ts';
import { RoomLink } from '../ui/RoomLink.tsx';
import { placeOf } from './place.ts';
import { PLACES } from './places.tsx';

export function Navigation({ onGo }: { onGo: () => void }) {
  const { pathname } = useLocation();
  const may = useMay();
  const here = placeOf(pathname);
  return (
    <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {LOOP.map((place) => {
        const entries = rooms.filter(
          (room) => room.place === place && room.nav && (!room.scope || may(room.scope)),
        );
        const [first] = entries;
        if (!first) return null;
        const { label, icon: Icon } = PLACES[place];
        return (
          <li key={place} style={{ marginBlockEnd: 2 }}>
            <RoomLink
              to={first.path}
              className="nav-place"
              onClick={onGo}
              {...(place === here ? { 'data-here': '' } : {})}
              {...(place === here && entries.length === 1 ? { 'aria-current': 'page' as const } : {})}
            >
              <Icon size={18} stroke={1.7} aria-hidden />
              {label}
            </RoomLink>
            {place === here && entries.length > 1 && (
              <ul style={{ listStyle: 'none', margin: '2px 0 6px', padding: 0 }}>
                {entries.map(({ path, nav }) => (
                  <li key={path}>
                    <RoomLink
                      to={path}
                      className="nav-entry"
                      onClick={onGo}
                      {...(pathname === path || pathname.startsWith(`${path}/`)
                        ? { 'aria-current': 'page' as const }
                        : {})}
                    >
                      {nav?.label}
                    </RoomLink>
                  </li>
                ))}
              </ul>
            )}
          </li>
        );
      })}
    </ul>
  );
}
