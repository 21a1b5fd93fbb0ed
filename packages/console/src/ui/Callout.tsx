/** A few words that stand out from the page: the tone by colour, the sense by the title and the icon. */
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';

const ICONS = {
  red: IconAlertTriangle,
  amber: IconAlertTriangle,
  green: IconCircleCheck,
  blue: IconInfoCircle,
};

export function Callout({
  tone,
  title,
  role,
  children,
}: {
  tone: keyof typeof ICONS;
  title?: ReactNode | undefined;
  role?: 'alert' | 'status';
  children?: ReactNode;
}) {
  const Icon = ICONS[tone];
  return (
    <div className="callout" data-tone={tone} {...(role ? { role } : {})}>
      <Icon size={20} stroke={1.8} aria-hidden />
      <div style={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
        {title && <div className="callout-title">{title}</div>}
        {children}
      </div>
    </div>
  );
}
