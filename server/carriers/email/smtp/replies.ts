/**
 * Reads a relay's answers out of bytes that may be cut anywhere (RFC 5321 §4.2): one line, or several of which all but
 * the last carry a hyphen after the code. What is no answer, or is longer than one may be, is said instead of guessed.
 */

export type Reply = {
  code: number;
  /** The text of each line, without the code. */
  lines: readonly string[];
  /** Code and text in one line, as it is shown and kept. */
  response: string;
};

const LONGEST = 64 * 1_024;
const LINE = /^([2-5]\d\d)(?:([ -])(.*))?$/su;

/** `take` says whether it wants more. The reader answers a sentence when the bytes are no SMTP, else null. */
export function createReplyReader(take: (reply: Reply) => boolean): {
  push(chunk: string): string | null;
  /** Part of an answer has come, and not its end. */
  unfinished(): boolean;
} {
  let rest = '';
  let lines: string[] = [];
  let code = 0;
  let length = 0;

  return {
    push(chunk) {
      rest += chunk;
      let from = 0;
      for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n', from)) {
        const line = rest.slice(from, rest[end - 1] === '\r' ? end - 1 : end);
        from = end + 1;
        const found = LINE.exec(line);
        if (!found) return 'The relay answered something that is no SMTP.';
        const given = Number(found[1]);
        if (lines.length > 0 && given !== code) return 'The relay gave two codes in one answer.';
        code = given;
        length += line.length;
        if (length > LONGEST) return 'The relay answered without end.';
        lines.push(readableText(found[3] ?? ''));
        if (found[2] === '-') continue;
        const reply = { code, lines, response: `${code} ${lines.join(' ')}`.trim() };
        lines = [];
        length = 0;
        if (!take(reply)) return null;
      }
      rest = rest.slice(from);
      return rest.length + length > LONGEST ? 'The relay answered without end.' : null;
    },
    unfinished: () => rest !== '' || lines.length > 0,
  };
}

/** Bytes come in as latin1, so that a letter cut in two survives; relays that speak UTF-8 are read as such. */
function readableText(text: string): string {
  const letters = /[\x80-\xff]/.test(text) ? Buffer.from(text, 'latin1').toString('utf8') : text;
  return /\p{Cc}/u.test(letters) ? letters.replace(/\p{Cc}+/gu, ' ') : letters;
}
