/**
 * A pretend workflow of Microsoft Teams: takes Adaptive Cards at an address that is its own key, answers 202, and
 * refuses cards that Teams would not show.
 * Source: learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors, Power Automate's trigger errors.
 */
import { type Reply, type Service, startService, unescaped } from './services.ts';

const PATH = '/powerautomate/automations/direct/workflows/0123abcd/triggers/manual/paths/invoke';
const SIG = 'pretend-signature-000001';

export type PretendTeams = Service & { hookUrl: string; otherUrl: string };

const no = (status: number, code: string, message: string): Reply => ({
  status,
  body: { error: { code, message } },
});

type Card = {
  contentType?: string;
  content?: { type?: string; version?: string; body?: { type?: string; text?: string }[] };
};

export async function startTeams(): Promise<PretendTeams> {
  const service = await startService({
    name: 'teams',
    answer({ method, path, query, body, raw }) {
      if (method !== 'POST' || path !== PATH)
        return no(404, 'WorkflowNotFound', 'The workflow could not be found.');
      if (query.get('sig') !== SIG)
        return no(401, 'DirectApiInvalidAuthorizationScheme', 'The signature is wrong.');
      const { type, attachments = [] } = body as { type?: string; attachments?: Card[] };
      const [card] = attachments;
      if (type !== 'message' || card?.contentType !== 'application/vnd.microsoft.card.adaptive')
        return no(400, 'TriggerInputSchemaMismatch', 'The input does not match the schema of the trigger.');
      if (Buffer.byteLength(raw) > 28 * 1024)
        return no(413, 'RequestEntityTooLarge', 'Request Entity too large');
      const { version, body: blocks = [] } = card.content ?? {};
      if (card.content?.type !== 'AdaptiveCard' || version !== '1.4' || blocks.length === 0)
        return no(400, 'BadRequest', 'The card is invalid.');
      return {
        status: 202,
        body: '',
        headers: { 'x-ms-workflow-run-id': '08584000000000000000000000000CU00' },
        message: { to: 'channel', text: unescaped(blocks.map(({ text }) => text ?? '').join('\n')) },
      };
    },
  });
  const at = (sig: string) =>
    `${service.url}${PATH}?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=${sig}`;
  return {
    ...service,
    hookUrl: at(SIG),
    otherUrl: `${service.url}${PATH.replace('0123abcd', 'gone')}?sig=${SIG}`,
  };
}
