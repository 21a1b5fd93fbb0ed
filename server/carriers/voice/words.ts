/** What a call says besides the message, and the language in which it is read aloud. Pure. */
import type { Content } from '../carrier.ts';
import { blocksOf, blocksOfText } from '../posts/blocks.ts';
import { fit } from '../posts/fit.ts';

type Words = { voice: string; press: string; thanks: string };

const EN: Words = {
  voice: 'en-US',
  press: 'Press 1 to confirm that you heard this.',
  thanks: 'Thank you. Goodbye.',
};
const WORDS: Record<string, Words> = {
  en: EN,
  de: {
    voice: 'de-DE',
    press: 'Drücken Sie die 1, um zu bestätigen, dass Sie das gehört haben.',
    thanks: 'Danke. Auf Wiederhören.',
  },
  fr: {
    voice: 'fr-FR',
    press: 'Appuyez sur 1 pour confirmer que vous avez entendu ce message.',
    thanks: 'Merci. Au revoir.',
  },
  es: {
    voice: 'es-ES',
    press: 'Pulse 1 para confirmar que ha oído este mensaje.',
    thanks: 'Gracias. Adiós.',
  },
  pt: {
    voice: 'pt-BR',
    press: 'Pressione 1 para confirmar que ouviu esta mensagem.',
    thanks: 'Obrigado. Até logo.',
  },
  ja: {
    voice: 'ja-JP',
    press: 'このメッセージをお聞きになりましたら、1を押してください。',
    thanks: 'ありがとうございました。失礼いたします。',
  },
  it: {
    voice: 'it-IT',
    press: 'Prema 1 per confermare di aver sentito il messaggio.',
    thanks: 'Grazie. Arrivederci.',
  },
  nl: {
    voice: 'nl-NL',
    press: 'Druk op 1 om te bevestigen dat u dit hebt gehoord.',
    thanks: 'Dank u. Tot ziens.',
  },
};

export const wordsFor = (locale: string): Words => WORDS[locale.split('-')[0]!.toLowerCase()] ?? EN;

/** About forty seconds of speech; nobody on call listens longer at night. */
const MOST_CHARS = 600;

/** The message for the ear: an address read aloud helps nobody, and marks of a markup have no sound. */
export function spokenText({ form }: Content): string {
  const fits = (each: string) => each.length <= MOST_CHARS;
  const { short, shortWithNote: noted } = form;
  const blocks = short ? blocksOfText(noted && fits(noted) ? noted : short) : blocksOf(form);
  const text = fit({ ...blocks, url: null }, fits);
  return text
    .replace(/https?:\/\/\S+/g, '')
    .replace(/[<>&[\]{}|\\^~*_#]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
