/**
 * A text area whose findings are underlined where they stand. The marks lie in a copy of the text behind it, which no
 * screen reader meets: the list of findings says the same in words.
 */
import { Textarea, type TextareaProps } from '@mantine/core';
import { type RefObject, useRef } from 'react';

export type Mark = { start: number; end: number; level: 'error' | 'warning' };

/** The text in pieces, each with the gravest finding on it. */
export function pieces(
  text: string,
  marks: readonly Mark[],
): { from: number; text: string; level: Mark['level'] | null }[] {
  const inside = marks.filter(({ start, end }) => end > start && start < text.length);
  const edges = [
    ...new Set([0, text.length, ...inside.flatMap(({ start, end }) => [start, Math.min(end, text.length)])]),
  ];
  edges.sort((a, b) => a - b);
  return edges.slice(1).map((to, place) => {
    const from = edges[place] ?? 0;
    const on = inside.filter(({ start, end }) => start <= from && end >= to);
    return {
      from,
      text: text.slice(from, to),
      level: on.some(({ level }) => level === 'error') ? 'error' : on.length > 0 ? 'warning' : null,
    };
  });
}

export function MarkedTextarea({
  editor,
  marks,
  value,
  ...rest
}: Omit<TextareaProps, 'value'> & {
  editor: RefObject<HTMLTextAreaElement | null>;
  marks: readonly Mark[];
  value: string;
}) {
  const behind = useRef<HTMLDivElement>(null);
  return (
    <Textarea
      ref={editor}
      autosize
      value={value}
      classNames={{ input: 'marked-input' }}
      onScroll={({ currentTarget }) => {
        if (behind.current) behind.current.scrollTop = currentTarget.scrollTop;
      }}
      inputContainer={(input) => (
        <div className="marked">
          <div className="marked-behind" ref={behind} aria-hidden>
            {pieces(value, marks).map(({ from, text, level }) =>
              level ? (
                <mark key={from} data-level={level}>
                  {text}
                </mark>
              ) : (
                <span key={from}>{text}</span>
              ),
            )}
            {'\n'}
          </div>
          {input}
        </div>
      )}
      {...rest}
    />
  );
}
