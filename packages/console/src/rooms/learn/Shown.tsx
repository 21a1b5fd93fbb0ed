/** A field of a case: not known is said, and what was written from memory is never shown as verified. */
export function Shown({ cell }: { cell: { text: string | null; unverified: boolean } }) {
  if (cell.text === null) return <span className="quiet">not known</span>;
  return (
    <>
      {cell.text}
      {cell.unverified && (
        <span
          className="chip"
          data-tone="amber"
          style={{ display: 'block', width: 'fit-content', marginBlockStart: 2 }}
        >
          unverified
        </span>
      )}
    </>
  );
}
