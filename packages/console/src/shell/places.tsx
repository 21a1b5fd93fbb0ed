/** The parts of the loop: their names and icons. */
import {
  IconActivity,
  IconBook2,
  IconEar,
  IconFirstAidKit,
  IconHeartHandshake,
  IconHome,
  IconSettings,
  IconShieldCheck,
  IconSpeakerphone,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { Place } from '../rooms/room.ts';

export const PLACES: Record<
  Place,
  { label: string; icon: ComponentType<{ size?: number; stroke?: number }> }
> = {
  now: { label: 'Now', icon: IconHome },
  watch: { label: 'Watch', icon: IconActivity },
  respond: { label: 'Respond', icon: IconFirstAidKit },
  tell: { label: 'Tell', icon: IconSpeakerphone },
  learn: { label: 'Learn', icon: IconBook2 },
  amend: { label: 'Amend', icon: IconHeartHandshake },
  listen: { label: 'Listen', icon: IconEar },
  prepare: { label: 'Prepare', icon: IconShieldCheck },
  settings: { label: 'Settings', icon: IconSettings },
};
