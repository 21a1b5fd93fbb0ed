/**
 * The way out of messages that a reader's own room gets: a link to the subscription's page, where somebody decides.
 * Whatever follows links ahead of people changes nothing there. Rooms that staff reach by the house's own account get
 * none. Pure.
 */
import type { Outgoing } from '../carrier.ts';
import { isOwnUrl } from './address.ts';
import { safeUrl } from './markdown.ts';

export type Leave = { label: string; url: string };

const LABELS: Readonly<Record<string, string>> = {
  en: 'Stop these messages',
  de: 'Diese Meldungen beenden',
  fr: 'Ne plus recevoir ces messages',
  es: 'Dejar de recibir estos mensajes',
  pt: 'Parar estas mensagens',
  ja: 'このメッセージの配信を止める',
  it: 'Non ricevere più questi messaggi',
  nl: 'Deze berichten stoppen',
  pl: 'Nie otrzymuj więcej tych wiadomości',
  zh: '停止接收这些消息',
  ar: 'إيقاف هذه الرسائل',
  he: 'הפסקת ההודעות האלה',
};

export function leaveOf({
  locale,
  recipientKind,
  address = '',
  unsubscribeUrl,
}: Pick<Outgoing, 'locale'> &
  Partial<Pick<Outgoing, 'recipientKind' | 'address' | 'unsubscribeUrl'>>): Leave | null {
  if (recipientKind !== 'subscriber' || !unsubscribeUrl || !isOwnUrl(address)) return null;
  // Programs of mailboxes post to the whole address, which ends it at once; people begin one step above.
  const url = safeUrl(unsubscribeUrl.replace(/\/unsubscribe$/, ''));
  return url === null || url === ''
    ? null
    : { label: LABELS[locale.split('-')[0]!.toLowerCase()] ?? LABELS['en']!, url };
}
