/**
 * What a text takes as SMS: in the 7-bit alphabet of GSM 03.38, where a few marks take two places, or as UCS-2 when
 * one letter is outside of it. 160 or 70 places alone; 153 or 67 in each of several, which cut no letter. Pure.
 *
 * Source: 3GPP TS 23.038, sections 6.2.1 and 6.2.1.1; TS 23.040, section 9.2.3.24.1.
 */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const EXTENDED = new Set('^{}\\[~]|€\f');

export type Segments = { encoding: 'GSM' | 'UCS-2'; units: number; parts: number; room: number };

export function segmentsOf(text: string): Segments {
  const letters = [...text];
  const gsm = letters.every((letter) => BASIC.has(letter) || EXTENDED.has(letter));
  const sizes = letters.map((letter) => (gsm ? (EXTENDED.has(letter) ? 2 : 1) : letter.length));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const [alone, each] = gsm ? [160, 153] : [70, 67];
  const encoding = gsm ? 'GSM' : 'UCS-2';
  if (units <= alone) return { encoding, units, parts: 1, room: alone };
  let parts = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > each) {
      parts += 1;
      used = 0;
    }
    used += size;
  }
  return { encoding, units, parts, room: parts * each };
}

/** Each has a plain cousin that says the same. */
const PLAIN: Record<string, string> = {
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '‟': '"',
  '‹': "'",
  '›': "'",
  '‘': "'",
  '’': "'",
  '‚': "'",
  '‛': "'",
  ʼ: "'",
  '′': "'",
  '″': '"',
  '–': '-',
  '—': '-',
  '−': '-',
  '‐': '-',
  '‑': '-',
  '―': '-',
  '…': '...',
  '•': '*',
  '·': '-',
  '\u00a0': ' ',
  '\u202f': ' ',
  '\u2009': ' ',
  '\u2007': ' ',
  '\u200b': '',
  '\u00ad': '',
  '\t': ' ',
};
const FANCY = new RegExp(`[${Object.keys(PLAIN).join('')}]`, 'g');

/** With plain marks where that saves segments, else as it is. */
export function cheaper(text: string): string {
  const composed = text.normalize('NFC');
  const plain = composed.replace(FANCY, (mark) => PLAIN[mark]!);
  return segmentsOf(plain).parts < segmentsOf(composed).parts ? plain : composed;
}
