/** The text is refused: mend it, or publish it with a reason that is signed with one's name and kept for ever. */
import { Button, Textarea } from '@mantine/core';
import { useNow } from '../lib/now.ts';
import { absoluteText } from '../lib/times.ts';
import { Callout } from './Callout.tsx';
import { useZone } from './zone.ts';

/** The server names instants as facts have them; a person reads them in their own zone. */
const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;

export function Override({
  why,
  reason,
  onReason,
}: {
  why: string;
  reason: string | null;
  onReason: (reason: string | null) => void;
}) {
  const { zone } = useZone();
  const nowMs = useNow();
  const readable = (text: string) =>
    text.replace(INSTANT, (instant) => absoluteText(Date.parse(instant), zone, nowMs));
  return (
    <Callout tone="amber" title="This would not be published">
      {readable(why)}
      {reason === null ? (
        <div>
          <Button size="compact-sm" variant="default" mt="xs" onClick={() => onReason('')}>
            Sign and publish it anyway …
          </Button>
        </div>
      ) : (
        <>
          <Textarea
            mt="xs"
            label="Why you publish it nevertheless"
            description="At least ten characters. Your name and this reason become part of the incident's history."
            autosize
            minRows={2}
            value={reason}
            onChange={(event) => onReason(event.currentTarget.value)}
          />
          <Button size="compact-sm" variant="default" mt="xs" onClick={() => onReason(null)}>
            I would rather mend it
          </Button>
        </>
      )}
    </Callout>
  );
}
