/**
 * A list: a real table with a caption, filtered as one types, walked with j and k or the arrows, opened with Enter.
 * On a phone the columns marked `wide` step back; the first column is always the row's link.
 */
import { Button, Text, TextInput, VisuallyHidden } from '@mantine/core';
import { type ReactNode, useRef, useState } from 'react';
import { useKeys } from '../lib/keys.ts';
import { RoomLink } from './RoomLink.tsx';

export type Column<Row> = {
  header: string;
  cell: (row: Row) => ReactNode;
  /** Hidden where the screen is narrow. */
  wide?: boolean;
  align?: 'end';
};

type More = { hasNextPage: boolean; fetchNextPage: () => unknown; isFetchingNextPage: boolean };

export function DataTable<Row>({
  caption,
  columns,
  rows,
  rowKey,
  to,
  onOpen,
  filter,
  more,
  keys = true,
}: {
  /** Read by screen readers; it names the list. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** The address that a row opens … */
  to?: (row: Row) => string;
  /** … or what it does. */
  onOpen?: (row: Row) => void;
  /** The words by which a row is found; gives the list its filter field. */
  filter?: (row: Row) => string;
  /** A paged list's way on, as `useList` answers it. */
  more?: More;
  /** j and k belong to one list of a page. */
  keys?: boolean;
}) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [wanted, setWanted] = useState('');
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  const shown =
    filter && words.length > 0
      ? rows.filter((row) => words.every((word) => filter(row).toLowerCase().includes(word)))
      : rows;

  const step = (by: 1 | -1) => {
    const links = [...(body.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
    const row = document.activeElement?.closest('tr');
    const here = links.findIndex((link) => link.closest('tr') === row);
    const next = here < 0 ? (by > 0 ? 0 : links.length - 1) : here + by;
    links[Math.max(0, Math.min(links.length - 1, next))]?.focus();
  };
  useKeys(keys ? { j: () => step(1), k: () => step(-1) } : {});

  const first = (row: Row, content: ReactNode) => {
    if (to)
      return (
        <RoomLink to={to(row)} data-row="">
          {content}
        </RoomLink>
      );
    if (!onOpen) return content;
    return (
      <button type="button" className="row-button" data-row="" onClick={() => onOpen(row)}>
        {content}
      </button>
    );
  };
  const opens = Boolean(to ?? onOpen);

  return (
    <div>
      {filter && rows.length > 5 && (
        <TextInput
          aria-label={`Filter ${caption}`}
          placeholder="Filter"
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
          mb="xs"
          maw="20rem"
        />
      )}
      <table className="list">
        <VisuallyHidden component="caption">{caption}</VisuallyHidden>
        <thead>
          <tr>
            {columns.map(({ header, wide, align }) => (
              <th key={header} scope="col" className={`${wide ? 'wide' : ''} ${align ?? ''}`}>
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody
          ref={body}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
            if (!(event.target instanceof HTMLElement) || !event.target.hasAttribute('data-row')) return;
            event.preventDefault();
            step(event.key === 'ArrowDown' ? 1 : -1);
          }}
        >
          {shown.map((row) => (
            <tr
              key={rowKey(row)}
              {...(opens ? { 'data-open': '' } : {})}
              onClick={(event) => {
                // The whole row is the link's target; controls within it keep their own.
                if ((event.target as HTMLElement).closest('a, button, input, label')) return;
                if (window.getSelection()?.toString()) return;
                event.currentTarget.querySelector<HTMLElement>('[data-row]')?.click();
              }}
            >
              {columns.map(({ header, cell, wide, align }, index) => (
                <td key={header} className={`${wide ? 'wide' : ''} ${align ?? ''}`}>
                  {index === 0 ? first(row, cell(row)) : cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length === 0 && rows.length > 0 && (
        <Text className="quiet" mt="sm" role="status">
          Nothing here matches “{wanted}”.
        </Text>
      )}
      {more?.hasNextPage && (
        <Button
          mt="sm"
          variant="default"
          loading={more.isFetchingNextPage}
          onClick={() => more.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </div>
  );
}
