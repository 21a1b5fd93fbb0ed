/** What to do at the provider, step by step. */
import type { ProviderView } from '@candor/protocol/carriers.ts';
import { Title } from '@mantine/core';
import { placed } from '../../lib/placed.ts';
import { Markdown } from '../../ui/Markdown.tsx';

export function SetUp({ provider }: { provider: ProviderView }) {
  if (provider.setUp.length === 0) return null;
  return (
    <section className="card" aria-labelledby="set-up">
      <Title order={2} fz="h5" id="set-up" mb="xs">
        At {provider.title}
      </Title>
      <ol style={{ margin: 0, paddingInlineStart: '1.25rem' }}>
        {placed(provider.setUp).map(({ item, place }) => (
          <li key={place}>
            <Markdown text={item} />
          </li>
        ))}
      </ol>
    </section>
  );
}
