/**
 * What a reader means who answers with one word. Only a message that is nothing but the word counts: whoever writes
 * "please don't stop" wants to go on. Pure.
 */
const STOP =
  'stop stopall stopp unsubscribe cancel end quit optout revoke arret arrêt stopper abmelden abbestellen ende beenden alto parar cancelar baja basta annulla cancella uitschrijven afmelden sair';
const START = 'start unstop subscribe anmelden iniciar commencer inizia inizio';
const HELP = 'help info hilfe aide ayuda aiuto ajuda';

const words = (list: string) => new Set(list.split(' '));
const MEANINGS = [
  ['stop', words(STOP)],
  ['start', words(START)],
  ['help', words(HELP)],
] as const;

export function meaningOf(text: string): 'stop' | 'start' | 'help' | null {
  const word = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, '')
    .replace(/[-\s]+/g, '');
  return MEANINGS.find(([, known]) => known.has(word))?.[0] ?? null;
}
