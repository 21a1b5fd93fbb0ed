/** The page around the sign-in and the one-time links: one card, nothing else. */
import { Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';

export function Door({ title, children }: { title: string; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Candor`;
  }, [title]);
  return (
    <main className="door">
      <div className="door-brand brand">Candor</div>
      <div className="card door-card">
        <Title order={1} fz="h3" mb="md">
          {title}
        </Title>
        {children}
      </div>
    </main>
  );
}
