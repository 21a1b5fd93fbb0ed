/**
 * What a page's own CSS may hold: rules, nothing that reaches outside the page, and nothing that ends the style
 * element. The page's content security policy refuses the same once more; this says so where it is written. Pure.
 */

/** Why this CSS is refused, with the line; null when it may stand. */
export function cssFault(css: string): string | null {
  const at = (index: number) => `line ${css.slice(0, index).split('\n').length}`;
  // An angle bracket followed by any of these would end or bend the element that holds the style.
  const markup = /<[/!?a-z]|-->|\]\]>/i.exec(css);
  if (markup) return `${at(markup.index)}: "${markup[0]}" is markup, not CSS.`;

  let bare = '';
  let depth = 0;
  for (let i = 0; i < css.length; ) {
    const rest = css.slice(i, i + 2);
    if (rest === '/*') {
      const end = css.indexOf('*/', i + 2);
      if (end < 0) return `${at(i)}: this comment has no end.`;
      bare += ' '.repeat(end + 2 - i);
      i = end + 2;
      continue;
    }
    const character = css[i]!;
    if (character === '"' || character === "'") {
      const end = endOfString(css, i);
      if (end < 0) return `${at(i)}: this text has no end.`;
      bare += `"${' '.repeat(end - i - 1)}"`;
      i = end + 1;
      continue;
    }
    // Outside of texts an escape can spell any of the words below without showing them.
    if (character === '\\') return `${at(i)}: escapes (\\) may stand in quoted texts only.`;
    if (character === '{') depth += 1;
    if (character === '}' && --depth < 0) return `${at(i)}: one } too many.`;
    bare += character;
    i += 1;
  }
  if (depth > 0) return `${depth === 1 ? 'one {' : `${depth} {`} without its }.`;

  const refused =
    /@(import|charset|namespace|font-face|document)\b|expression\s*\(|-moz-binding|behavior\s*:|javascript:|image-set\s*\(|\bsrc\s*\(/i.exec(
      bare,
    );
  if (refused) return `${at(refused.index)}: "${refused[0]}" is not allowed here.`;
  for (const match of bare.matchAll(/url\s*\(/gi)) {
    const inside = css
      .slice(match.index + match[0].length)
      .trimStart()
      .replace(/^["']/, '');
    if (!/^data:image\/(png|webp|gif|jpeg|svg\+xml)[;,]/i.test(inside))
      return `${at(match.index)}: url() may hold a data:image only; upload a logo or a font instead.`;
  }
  return null;
}

function endOfString(css: string, start: number): number {
  for (let i = start + 1; i < css.length; i++) {
    if (css[i] === '\\') i += 1;
    else if (css[i] === css[start]) return i;
    else if (css[i] === '\n') return -1;
  }
  return -1;
}
