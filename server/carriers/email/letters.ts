/**
 * A delivery as a finished letter: composed, signed with our own key where that is wanted, and with the envelope sender
 * to which it comes back. The one place where a letter is made, whichever way it leaves.
 */
import { join } from 'node:path';
import type { Content, Outgoing } from '../carrier.ts';
import { addressFault, createComposer, type Mail } from './compose.ts';
import { createDkimSigner, type DkimKey, openDkimKey } from './dkim.ts';
import type { ReturnPath } from './returns/return-path.ts';
import type { Sender } from './settings.ts';

export type Letters = {
  /** A sentence when there can be no letter to this address. */
  write(
    delivery: Outgoing,
    content: Content,
    as: { sender: Sender; signed: boolean },
  ): Promise<{ mail: Mail } | { fault: string }>;
  /** Our key for a sender's domain; null when signing is switched off. */
  keyOf(domain: string): DkimKey | null;
};

export function createLetters({
  config,
  returnPath,
}: {
  config: {
    dataFolder: string;
    publicUrl: string;
    mailUnsubscribe: string;
    mailDkim: boolean;
    mailDkimSelector: string;
  };
  returnPath: ReturnPath | null;
}): Letters {
  const compose = createComposer();
  const keys = new Map<string, { key: DkimKey; sign: ReturnType<typeof createDkimSigner> }>();
  const signerOf = (domain: string) => {
    let found = keys.get(domain);
    if (!found) {
      const folder = join(config.dataFolder, 'dkim');
      const key = openDkimKey({ folder, domain, selector: config.mailDkimSelector });
      found = { key, sign: createDkimSigner(key) };
      keys.set(domain, found);
    }
    return found;
  };

  return {
    keyOf: (domain) => (config.mailDkim ? signerOf(domain).key : null),
    async write(delivery, content, { sender, signed }) {
      const fault = addressFault(delivery.address);
      if (fault) return { fault };
      const mail = compose(delivery, content, {
        sender,
        publicUrl: config.publicUrl,
        unsubscribeMailbox:
          returnPath?.unsubscribeMailbox(delivery.key, config.mailUnsubscribe) ?? config.mailUnsubscribe,
      });
      const finished = signed && config.mailDkim ? await signerOf(sender.domain).sign(mail) : mail;
      return { mail: { ...finished, from: returnPath?.addressFor(delivery.key) ?? mail.from } };
    },
  };
}
