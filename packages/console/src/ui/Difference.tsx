/** What changed between two texts: put in and taken out are elements of their own, underlined and struck through. */
import { differenceOf } from '@candor/protocol/difference.ts';
import { Text } from '@mantine/core';

export function Difference({ before, after, lang }: { before: string; after: string; lang?: string }) {
  return (
    <Text size="sm" component="div" className="prose difference" dir="auto" {...(lang ? { lang } : {})}>
      {placed(before, after).map(({ kind, text, key }) => {
        if (kind === 'added') return <ins key={key}>{text}</ins>;
        return kind === 'removed' ? <del key={key}>{text}</del> : <span key={key}>{text}</span>;
      })}
    </Text>
  );
}

function placed(before: string, after: string) {
  let key = 0;
  return differenceOf(unmarked(before), unmarked(after)).map((part) => {
    key += part.text.length;
    return { ...part, key };
  });
}

/** As it is read: the marks of Markdown are no change of words. */
const unmarked = (text: string) => text.replace(/\*\*|`/g, '');
