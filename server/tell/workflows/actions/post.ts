/** A post to one channel: the newest public word, or words of the rule. */
import { Locale, LocalizedText } from '@candor/protocol/words-of-state.ts';
import { z } from 'zod';
import { type Forms, maskAddress } from '#carriers';
import { Problem } from '#lib/problem.ts';
import { contradicted, sentenceOf } from '../../gate.ts';
import type { Deps } from '../deps.ts';
import { action, type Doing } from '../kinds.ts';
import { refuseWords } from './own-words.ts';

const settings = z.strictObject({
  carrier: z.string().max(40).meta({ title: 'Carrier', pick: 'carrier' }),
  address: z.string().trim().min(1).max(2_000).meta({
    title: 'Address',
    description: 'The channel, number or account, as the carrier spells it.',
  }),
  locale: Locale.default('en').meta({ title: 'Language', description: 'Such as en or de.' }),
  text: LocalizedText.nullable().default(null).meta({
    title: 'Words',
    description: 'Left out: the newest public word.',
    pick: 'words',
  }),
});
type Settings = z.output<typeof settings>;

export function postAction({ carriers, words, voice, matters, gate, publicUrl }: Deps) {
  function addressOf({ carrier, address }: Settings): string {
    const refuse = (path: string, message: string) =>
      new Problem('request.invalid', message, { errors: [{ path, message }] });
    const known = carriers.all.get(carrier);
    if (!known) throw refuse('carrier', `There is no carrier "${carrier}".`);
    const read = known.address.parse(address);
    if ('fault' in read) throw refuse('address', read.fault);
    return read.address;
  }

  async function formsOf(
    { text, locale }: Settings,
    { tx, incident, rule }: Doing,
    isPublic: boolean,
  ): Promise<Forms> {
    const url = `${publicUrl()}/incidents/${incident.id}`;
    if (text) {
      const said = { phase: incident.phase, text, origin: 'person' as const, by: `workflow:${rule.id}` };
      const found = incident.kind === 'incident' ? await gate.findings(said, incident, tx) : [];
      const claims = found.filter(({ level }) => level === 'error').map(sentenceOf);
      if (claims.length > 0) throw new Problem('truth.contradiction', contradicted(claims));
      const subject = incident.title[locale] ?? incident.title['en'] ?? incident.id;
      return Object.fromEntries(
        Object.entries(text).map(([each, said]) => [
          each,
          { subject, text: isPublic ? `${said}\n\n${url}` : said },
        ]),
      );
    }
    const update = incident.updates.at(-1);
    if (!update) throw new Problem('state.conflict', 'There is no public word yet that could be posted.');
    return { [locale]: await voice.render(incident, update, { locale, timeZone: 'UTC', isPublic }, tx) };
  }

  return action({
    kind: 'post',
    title: 'Post to a channel',
    summary: 'To one chat room, account, number or mailbox, beside those who asked to be told.',
    settings,
    async check(given) {
      addressOf(given);
      refuseWords(words, given.text, 'text');
    },
    async run(given, doing) {
      const { tx, incident, because, stepId } = doing;
      const update = incident.updates.at(-1);
      const word = update
        ? await matters.wordOf(tx, incident, update)
        : { phase: incident.phase, components: [], note: false, correction: false, after: null, only: null };
      const { isPublic } = await matters.of(tx, incident, word);
      const known = carriers.all.get(given.carrier);
      // A room of the house may read what no page shows; strangers may not.
      if (!isPublic && known?.audience !== 'staff')
        throw new Problem(
          'state.conflict',
          'No public page shows this incident, so it is posted to no stranger.',
        );
      await carriers.ledger.plan(tx, {
        message: {
          kind: 'workflow',
          key: `workflow:${stepId}`,
          incidentId: incident.id,
          because,
          forms: await formsOf(given, doing, isPublic),
        },
        recipients: [
          {
            // Never the address, which may be a secret.
            id: `workflow:${doing.rule.id}:${given.carrier}`,
            kind: 'endpoint',
            carrier: given.carrier,
            address: addressOf(given),
            locale: given.locale,
            timeZone: 'UTC',
          },
        ],
      });
      return { detail: `handed a post for ${known?.title ?? given.carrier} to the ledger` };
    },
    foresee: ({ text }, { updates }) =>
      text === null && updates.length === 0
        ? 'There is no public word yet; it is tried again until there is one.'
        : null,
    sentence: ({ carrier, address, text }) =>
      `post ${text ? 'its own words' : 'the newest word'} to ${carriers.all.get(carrier)?.address.secret ? maskAddress(address) : address} by ${carriers.all.get(carrier)?.title ?? carrier}`,
  });
}
