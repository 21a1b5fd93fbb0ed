/**
 * Header fields out of what people wrote: one line each without control characters, ASCII or encoded words (RFC 2047),
 * so that no text can add a field and none is read wrongly. Pure.
 */

/** One line without control characters, of a length that a header carries. */
export const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, 400);

/** Free text, such as a subject. */
export const unstructured = (text: string): string => {
  const line = oneLine(text);
  return needsEncoding(line) ? encodedWords(line) : folded(line);
};

/** `Name <address>`, also for identifiers of that shape. */
export function named(name: string, address: string): string {
  const written = phrase(name);
  return written === '' ? `<${address}>` : `${written}${written.endsWith('?=') ? '\r\n' : ''} <${address}>`;
}

function phrase(text: string): string {
  const line = oneLine(text);
  if (needsEncoding(line)) return encodedWords(line);
  return /^[\w !#$%&'*+/=?^`{|}~-]*$/.test(line) ? line : `"${line.replace(/["\\]/g, '\\$&')}"`;
}

/** `=?` would be taken for the beginning of an encoded word. */
const needsEncoding = (line: string) => /[^\x20-\x7e]|=\?/.test(line);

/** Base64, at most 75 characters a word, never through the middle of a letter. */
function encodedWords(line: string): string {
  const words: string[] = [];
  let word = '';
  for (const letter of line) {
    if (Buffer.byteLength(word + letter) > 39) {
      words.push(word);
      word = '';
    }
    word += letter;
  }
  words.push(word);
  return words.map((each) => `=?UTF-8?B?${Buffer.from(each).toString('base64')}?=`).join('\r\n ');
}

/** Broken before a blank where a line would be longer than 78; what is read back is the same. */
function folded(line: string): string {
  let out = '';
  let column = 12;
  for (const word of line.split(/(?= [^ ])/)) {
    if (column + word.length > 78 && out !== '') {
      out += '\r\n';
      column = 0;
    }
    out += word;
    column += word.length;
  }
  return out;
}

/** RFC 6376 §3.4.2, for a value as it stands in the message. */
export const relaxedValue = (value: string): string =>
  // Nearly every value is so already.
  !/[\t\r]| {2}/.test(value)
    ? value.trim()
    : value
        .replace(/\r\n(?=[ \t])/g, '')
        .replace(/[ \t]+/g, ' ')
        .trim();
