/** Links within the console, by address: every object has one that can be pasted into a chat. */
import { Anchor, Button, type ButtonProps } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';

type Passed = { [attribute: `data-${string}` | `aria-${string}`]: string | boolean };

export function RoomLink({
  to,
  children,
  ...rest
}: Passed & {
  to: string;
  children: ReactNode;
  className?: string;
  title?: string;
  onClick?: () => void;
}) {
  return (
    <Link to={to} {...rest}>
      {children}
    </Link>
  );
}

/** The same in the colour of links, for running text. */
export function TextLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Anchor component={RoomLink} to={to} underline="always">
      {children}
    </Anchor>
  );
}

export function LinkButton({ to, children, ...button }: ButtonProps & { to: string; children: ReactNode }) {
  return (
    <Button component={RoomLink} to={to} {...button}>
      {children}
    </Button>
  );
}

/** A part of the address, such as `$incidentId`. */
export function useParam(name: string): string {
  const params: Record<string, string | undefined> = useParams({ strict: false });
  return params[name] ?? '';
}
