/** The preview's sanitised HTML back as the markdown that an author edits. Nothing of it is ever put into the page. */
const INLINE: Record<string, (text: string, element: Element) => string> = {
  strong: (text) => `**${text}**`,
  b: (text) => `**${text}**`,
  em: (text) => `*${text}*`,
  i: (text) => `*${text}*`,
  code: (text) => `\`${text}\``,
  a: (text, element) => {
    const href = element.getAttribute('href') ?? '';
    return href && href !== text ? `[${text}](${href})` : text;
  },
  br: () => '\n',
};

function inline(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return (node.textContent ?? '').replace(/\s+/g, ' ');
  if (!(node instanceof Element)) return '';
  const text = [...node.childNodes].map(inline).join('');
  return INLINE[node.tagName.toLowerCase()]?.(text, node) ?? text;
}

export function markdownOf(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  const blocks = [...body.children].map((block) =>
    /^(UL|OL)$/.test(block.tagName)
      ? [...block.children].map((item) => `- ${inline(item).trim()}`).join('\n')
      : inline(block).trim(),
  );
  return blocks.filter(Boolean).join('\n\n');
}
