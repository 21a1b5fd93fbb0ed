/**
 * Text as quoted-printable (RFC 2045 §6.7): ASCII in lines of at most 76, whatever it holds, so that no relay has to
 * know 8BITMIME. Places for a reader's own links are left open: each link stands on lines of its own within the
 * encoding, so putting one in changes no other byte.
 */

const MOST = 75;
const NEWLINE = /\r\n|\n/;

/** `fixed[0]`, link, `fixed[1]`, link, … `fixed[n]`. */
export type Quoted = { fixed: string[]; slots: string[] };

/** `pieces` are the texts between the places; `slots` says whose link comes after each but the last. */
export function quote(pieces: readonly string[], slots: readonly string[]): Quoted {
  let column = 0;
  const fixed = pieces.map((piece, i) => {
    // After a link the line counts as full, because how long the link is differs from reader to reader.
    if (i > 0) column = MOST;
    const leadsToLink = i < pieces.length - 1;
    const lines = piece.split(NEWLINE);
    let out = '';
    lines.forEach((line, n) => {
      // A blank at the end of a line may be lost on the way, so there it is written as a number.
      const ends = n < lines.length - 1 || !leadsToLink;
      const blank = ends ? (/[ \t]$/.exec(line)?.[0] ?? '') : '';
      const add = (token: string) => {
        if (column + token.length > MOST) {
          out += '=\r\n';
          column = 0;
        }
        out += token;
        column += token.length;
      };
      for (const letter of blank ? line.slice(0, -1) : line) add(tokenOf(letter));
      if (blank) add(numbered(blank));
      if (n < lines.length - 1) {
        out += '\r\n';
        column = 0;
      }
    });
    if (leadsToLink && column > 0) {
      out += '=\r\n';
      column = 0;
    }
    return out;
  });
  return { fixed, slots: [...slots] };
}

/** A link in printable ASCII, from the beginning of a line on. */
export function quoteLink(link: string): string {
  const text = link.includes('=') ? link.replaceAll('=', '=3D') : link;
  if (text.length <= MOST) return text;
  let out = '';
  let from = 0;
  while (text.length - from > MOST) {
    let to = from + MOST;
    // Never through the middle of =3D.
    if (text[to - 1] === '=') to -= 1;
    else if (text[to - 2] === '=') to -= 2;
    out += `${text.slice(from, to)}=\r\n`;
    from = to;
  }
  return out + text.slice(from);
}

function tokenOf(letter: string): string {
  if (/^[\x20-\x3c\x3e-\x7e\t]$/.test(letter)) return letter;
  return numbered(letter);
}

const numbered = (letter: string) =>
  [...Buffer.from(letter)].map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
