/** The little markdown that updates use, as elements: bold, emphasis, code, links and lists. No HTML passes through. */
import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import { placed } from '../lib/placed.ts';

const INLINE = /\*\*(.+?)\*\*|\*(.+?)\*|`(.+?)`|\[([^\]]+)\]\((https?:\/\/[^\s)]+|mailto:[^\s)]+)\)/g;

function inline(text: string): ReactNode[] {
  const parts: ReactNode[] = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    const [whole, bold, emphasis, code, label, href] = match;
    parts.push(text.slice(from, match.index));
    from = match.index + whole.length;
    const key = match.index;
    if (bold) parts.push(<strong key={key}>{bold}</strong>);
    else if (emphasis) parts.push(<em key={key}>{emphasis}</em>);
    else if (code) parts.push(<code key={key}>{code}</code>);
    else
      parts.push(
        <Anchor key={key} href={href ?? ''} target="_blank" rel="noreferrer" underline="always">
          {label}
        </Anchor>,
      );
  }
  return [...parts, text.slice(from)];
}

export function Markdown({ text, lang }: { text: string; lang?: string }) {
  const blocks = placed(text.split(/\n{2,}/).filter((block) => block.trim()));
  return (
    <div className="markdown" {...(lang ? { lang } : {})}>
      {blocks.map(({ item: block, place }) => {
        const lines = placed(block.trim().split('\n'));
        return lines.every(({ item }) => /^[-*] /.test(item)) ? (
          <ul key={place}>
            {lines.map(({ item, place: line }) => (
              <li key={line}>{inline(item.slice(2))}</li>
            ))}
          </ul>
        ) : (
          <p key={place}>{inline(block.trim())}</p>
        );
      })}
    </div>
  );
}
