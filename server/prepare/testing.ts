/** A prepare room of its own behind a real web, for this room's tests. */
import { createHmac } from 'node:crypto';
import { createCatalog } from '#catalog';
import { createIds } from '#lib/id.ts';
import { createTestWeb } from '../web/testing.ts';
import { createPrepare } from './index.ts';
import { prepareRoutes } from './routes.ts';

export async function openPrepare() {
  const world = await createTestWeb({ open: false });
  const deps = { store: world.store, clock: world.clock, ids: createIds(world.clock) };
  const catalog = createCatalog(deps);
  const prepare = createPrepare(deps);
  prepareRoutes(prepare, { catalog, csp: "default-src 'none'; form-action 'self'" })(world.web.api);
  await world.web.open({ store: world.store, people: world.people });
  return {
    ...world,
    catalog,
    prepare,
    /** A form as a browser without script sends it. */
    post: (path: string, fields: Record<string, string>) =>
      world.ask('POST', path, {
        body: new URLSearchParams(fields).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }),
  };
}

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A JWT as a host app would make it. */
export function signed(
  secret: string,
  claims: object,
  { header = { alg: 'HS256', typ: 'JWT' }, hash = 'sha256' }: { header?: object; hash?: string } = {},
): string {
  const content = `${part(header)}.${part(claims)}`;
  return `${content}.${createHmac(hash, secret).update(content).digest('base64url')}`;
}
