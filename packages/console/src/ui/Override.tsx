/** The text is refused: mend it, or publish it with a reason that is signed with one's name and kept for ever. */
import { Button, Text, Textarea } from '@mantine/core';
import { useNow } from '../lib/now.ts';
import { absoluteText } from '../lib/times.ts';
import { Callout } from './Callout.tsx';
import { useZone } from './zone.ts';

/** One thing that keeps it back. */
export type ToSign = { id: string | null; text: string; remedy: string | null };

export const LEAST_REASON = 10;
/** The server names instants as facts have them; a person reads them in their own zone. */
const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;

export function Override({
  what,
  signedBefore = null,
  reason,
  onReason,
  onSend,
}: {
  what: readonly ToSign[];
  /** The ids that were signed when it came back: what is not among them has come up since. */
  signedBefore?: readonly string[] | null;
  reason: string | null;
  onReason: (reason: string | null) => void;
  /** Ctrl-Enter in the reason publishes, as it does in the text. */
  onSend?: () => void;
}) {
  const { zone } = useZone();
  const nowMs = useNow();
  const readable = (text: string) =>
    text.replace(INSTANT, (instant) => absoluteText(Date.parse(instant), zone, nowMs));
  const isNew = ({ id }: ToSign) => signedBefore !== null && id !== null && !signedBefore.includes(id);
  return (
    <Callout
      tone="amber"
      title={
        what.some(isNew)
          ? 'More came up after you signed: nothing was published, and nothing you wrote is lost'
          : 'This would not be published'
      }
    >
      <ul className="to-sign">
        {what.map((each) => (
          <li key={each.id ?? each.text}>
            {isNew(each) && <b>New: </b>}
            {readable(each.text)}
            {each.remedy && (
              <Text size="sm" span className="quiet">
                {' '}
                {readable(each.remedy)}
              </Text>
            )}
          </li>
        ))}
      </ul>
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
            description="At least ten characters. Your name, this reason and what stands above become part of the incident's history; whatever comes up later is asked of you again."
            autosize
            minRows={2}
            value={reason}
            onChange={(event) => onReason(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
              event.preventDefault();
              if (reason.trim().length >= LEAST_REASON) onSend?.();
            }}
          />
          <Button size="compact-sm" variant="default" mt="xs" onClick={() => onReason(null)}>
            I would rather mend it
          </Button>
        </>
      )}
    </Callout>
  );
}
