/** A compatible document as the shelf takes it. */
import type { CompatibleDocument } from '@candor/page';
import type { ShelfItem } from '#web';

export const itemOf = ({
  path,
  contentType,
  cacheControl,
  cors,
  csp,
  render,
}: CompatibleDocument): [path: string, item: ShelfItem] => [
  path,
  {
    contentType,
    body: render(),
    cacheControl,
    ...(csp ? { csp } : {}),
    ...(cors ? { headers: { 'Access-Control-Allow-Origin': '*' } } : {}),
  },
];
