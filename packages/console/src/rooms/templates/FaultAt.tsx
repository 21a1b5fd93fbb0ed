/** What cannot be rendered, at its place: line and column, the line itself with a mark below, and the way there. */
import type { TemplateText } from '@candor/protocol/words.ts';
import { Button } from '@mantine/core';
import { isProblem } from '../../api.ts';

type Part = keyof TemplateText;
export type Fault = { part: Part; line: number; column: number; detail: string; excerpt: string };

const PARTS: readonly string[] = ['subject', 'body', 'short', 'banner'];

/** The place that a problem names, if it names one. */
export function faultOf(error: unknown): Fault | null {
  if (!isProblem(error)) return null;
  const { part, line, column, excerpt } = error.extra;
  if (typeof part !== 'string' || !PARTS.includes(part)) return null;
  if (typeof line !== 'number' || typeof column !== 'number') return null;
  return {
    part: part as Part,
    line,
    column,
    detail: error.detail.replace(/^[a-z]+: /, ''),
    excerpt: typeof excerpt === 'string' ? excerpt : '',
  };
}

/** Where a line and a column stand in a text. */
export function offsetAt(text: string, line: number, column: number): number {
  const before = text.split('\n').slice(0, line - 1);
  return before.reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
}

export function FaultAt({
  fault,
  text,
  onShow,
}: {
  fault: Fault;
  text: string;
  onShow: (part: Part, from: number, to: number) => void;
}) {
  const from = Math.min(text.length, offsetAt(text, fault.line, fault.column));
  const end = /^[^\s{}]*/.exec(text.slice(from))?.[0].length ?? 0;
  return (
    <>
      {fault.detail}
      {fault.excerpt && <code className="excerpt">{fault.excerpt}</code>}
      <Button
        size="compact-xs"
        mih={24}
        variant="default"
        onClick={() => onShow(fault.part, from, from + Math.max(1, end))}
      >
        Show the place
      </Button>
    </>
  );
}
