/**
 * Microsoft Teams: an Adaptive Card to the address of a workflow (Power Automate), which posts it to a channel or chat.
 * The address is its own key. Cannot answer in threads, and cannot see whether the workflow posted what it took.
 * Source: learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook.
 */
import type { Clock } from '#lib/clock.ts';
import type { Outbound } from '#lib/outbound/index.ts';
import type { Carrier } from '../carrier.ts';
import { isOwnUrl, secretOf, webhookUrl } from '../chat/address.ts';
import { ask, carried, isGood, perRoom, refusalOf } from '../chat/exchange.ts';
import { noteOf, wordsOf } from '../chat/note.ts';
import { bytesOf, fit, MESSAGE_BYTES, messageOf } from './card.ts';

const WORKFLOW = /\/workflows\/[\w-]+\/triggers\/[\w-]+\/paths\/invoke$/;
const RETIRED = /(^|\.)(webhook\.office\.com|outlook\.office(365)?\.com)$/;
/** Some gateways say yes and put Teams' own refusal into the words. */
const INNER_STATUS = /returned HTTP error (\d{3})/;

export function createTeamsCarrier({ outbound, clock }: { outbound: Outbound; clock: Clock }): Carrier {
  return {
    name: 'teams',
    title: 'Microsoft Teams',
    summary: 'Posts cards to channels and chats through a workflow of Power Automate.',
    receiptMeaning:
      'Power Automate took the card (202). Whether the workflow then posted it is seen only in its run history. It knows no repeats: a crash between its answer and our note can post a card twice.',
    audience: 'staff',
    address: {
      label: 'Workflow address',
      help: 'In Teams, “…” beside the channel, “Workflows”, “Send webhook alerts to a channel” (or “Post to a channel when a webhook request is received”), then copy the address. The older Office 365 connectors are retired by Microsoft and are not taken.',
      example: 'https://….environment.api.powerplatform.com/…/workflows/…/triggers/manual/paths/invoke?…',
      secret: true,
      own: isOwnUrl,
      parse(text) {
        const parsed = webhookUrl(outbound, text, {
          path: /./,
          wanted: 'address of a workflow: its path ends with /triggers/manual/paths/invoke',
        });
        if ('fault' in parsed) return parsed;
        const { hostname, pathname, searchParams } = new URL(parsed.address);
        if (RETIRED.test(hostname))
          return {
            fault:
              'This is an Office 365 connector, which Microsoft has retired. Make a workflow and paste its address.',
          };
        if (!WORKFLOW.test(pathname))
          return {
            fault: 'This is no address of a workflow: its path ends with /triggers/manual/paths/invoke.',
          };
        if (!searchParams.has('sig')) return { fault: 'The address is not whole: its “sig” is missing.' };
        return parsed;
      },
    },
    forms: ['parts', 'text'],
    ...perRoom('teams'),
    providers: [],
    send: (delivery, content, signal) =>
      carried(
        {
          outbound,
          url: delivery.address,
          title: 'Teams',
          whose: 'address',
          secrets: secretOf(delivery.address),
        },
        async () => {
          const said = await ask(outbound, delivery.address, {
            json: messageOf(noteOf(content, delivery)),
            signal,
          });
          const inner = INNER_STATUS.exec(said.text)?.[1];
          if (isGood(said) && inner) return refusalOf({ ...said, status: Number(inner) }, 'Teams', 'address');
          if (!isGood(said)) return refusalOf(said, 'Teams', 'address');
          const run = said.headers['x-ms-workflow-run-id'];
          return {
            outcome: 'accepted',
            receipt: { status: said.status, at: clock.now(), ...(run ? { run } : {}) },
          };
        },
      ),
    show(content) {
      const note = fit(noteOf(content));
      const message = messageOf(note);
      const measure = { used: bytesOf(message), limit: MESSAGE_BYTES, unit: 'bytes', parts: 1 };
      return { texts: [{ text: wordsOf(note), measure }], payload: message };
    },
  };
}
