/** Ready-made looks as they would be with the name and words of the status page, each one click from being a set. */
import type { HoldingKind } from '@candor/protocol/holding.ts';
import { Text, Title } from '@mantine/core';
import { LinkButton } from '../../ui/RoomLink.tsx';
import { ProblemAlert } from '../../ui/states.tsx';
import { Frame, usePreview } from './Frames.tsx';
import { beginWith, LOOKS, type Look } from './looks.ts';
import { inputOf, kindLabel } from './set-form.ts';

export function Looks({ kind }: { kind: HoldingKind }) {
  return (
    <section aria-label="Looks to begin with">
      <Title order={2} fz="h4" mb={4}>
        Begin with a look
      </Title>
      <Text size="sm" className="quiet" mb="sm">
        Your own words and name are in them already. Everything can be changed afterwards.
      </Text>
      <div className="looks">
        {LOOKS.map((look) => (
          <One key={look.id} look={look} kind={kind} />
        ))}
      </div>
    </section>
  );
}

function One({ look: { id, label, hint }, kind }: { look: Look; kind: HoldingKind }) {
  const look = usePreview(inputOf(beginWith(id)), kind);
  return (
    <article className="preview" aria-label={label}>
      <ProblemAlert problem={look.error} />
      {look.data && <Frame url={look.data.url} title={`${label}: ${kindLabel(kind)}`} size="phone" />}
      <Title order={3} fz="sm" mt="xs">
        {label}
      </Title>
      <Text size="sm" className="quiet">
        {hint}
      </Text>
      <LinkButton to={`/holding-pages/new/${id}`} variant="default" size="compact-sm" mt="xs">
        Begin with it
      </LinkButton>
    </article>
  );
}
