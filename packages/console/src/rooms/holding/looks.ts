/** Looks to begin a set with: a colour and a font that go together; everything else is the status page's. */
import { EMPTY, type Values } from './set-form.ts';

export type Look = { id: string; label: string; hint: string; accent: string; font: Values['font'] };

export const LOOKS: readonly Look[] = [
  {
    id: 'page',
    label: 'As your status page',
    hint: 'Its colour, font and logo, also when they change.',
    accent: '',
    font: '',
  },
  { id: 'calm', label: 'Calm', hint: 'Sea green, soft letters.', accent: '#2f6f6a', font: 'humanist' },
  { id: 'print', label: 'In print', hint: 'Wine red, book letters.', accent: '#8a2f3c', font: 'serif' },
  { id: 'sturdy', label: 'Sturdy', hint: 'Slate, slab letters.', accent: '#3f4a5a', font: 'slab' },
  { id: 'terminal', label: 'For developers', hint: 'Violet, even letters.', accent: '#5b3fa8', font: 'mono' },
];

/** The form as it opens with a look; an unknown one changes nothing. */
export function beginWith(id: string): Values {
  const look = LOOKS.find((each) => each.id === id);
  return look ? { ...EMPTY, name: look.label, accent: look.accent, font: look.font } : EMPTY;
}
