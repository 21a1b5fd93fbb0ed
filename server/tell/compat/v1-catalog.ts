/** Components and component groups of Statuspage's REST API v1. */
import type { Catalog } from '#catalog';
import type { createCatalogCalls } from './catalog.ts';
import { ComponentEdit, GroupEdit, given, NewComponent, NewGroup } from './fields.ts';
import type { Now } from './now.ts';
import { componentShape, groupShape } from './shapes.ts';
import { find, type On, type PageOf, paged } from './v1-on.ts';

export function catalogCalls(
  on: On,
  {
    pageOf,
    now,
    catalog,
    things,
  }: { pageOf: PageOf; now: Now; catalog: Catalog; things: ReturnType<typeof createCatalogCalls> },
): void {
  const components = '/:page/components';
  on('GET', components, 'catalog:read', async (asked) => {
    await pageOf(asked);
    const snapshot = await now();
    return paged(snapshot.components, asked.query).map((each) => componentShape(snapshot, each));
  });
  const oneComponent = async (id: string) => {
    const snapshot = await now();
    return componentShape(snapshot, find(snapshot.components, id));
  };
  on('GET', `${components}/:id`, 'catalog:read', async (asked) => {
    await pageOf(asked);
    return oneComponent(asked.id('id'));
  });
  on('POST', components, 'catalog:write', async (asked, reply) => {
    await pageOf(asked);
    const id = await things.createComponent(given(asked.body, 'component', NewComponent));
    reply.code(201);
    return oneComponent(id);
  });
  on(['PATCH', 'PUT'], `${components}/:id`, 'catalog:write', async (asked) => {
    await pageOf(asked);
    await oneComponent(asked.id('id'));
    await things.changeComponent(asked.id('id'), given(asked.body, 'component', ComponentEdit));
    return oneComponent(asked.id('id'));
  });
  on('DELETE', `${components}/:id`, 'catalog:write', async (asked, reply) => {
    await pageOf(asked);
    await oneComponent(asked.id('id'));
    await catalog.components.retire(asked.id('id'));
    reply.code(204);
  });

  const groups = '/:page/component-groups';
  const oneGroup = async (id: string) => {
    const snapshot = await now();
    return groupShape(snapshot, find(snapshot.groups, id));
  };
  on('GET', groups, 'catalog:read', async (asked) => {
    await pageOf(asked);
    const snapshot = await now();
    return paged(snapshot.groups, asked.query).map((each) => groupShape(snapshot, each));
  });
  on('GET', `${groups}/:id`, 'catalog:read', async (asked) => {
    await pageOf(asked);
    return oneGroup(asked.id('id'));
  });
  on('POST', groups, 'catalog:write', async (asked, reply) => {
    await pageOf(asked);
    const id = await things.createGroup(given(asked.body, 'component_group', NewGroup));
    reply.code(201);
    return oneGroup(id);
  });
  on(['PATCH', 'PUT'], `${groups}/:id`, 'catalog:write', async (asked) => {
    await pageOf(asked);
    await oneGroup(asked.id('id'));
    await things.changeGroup(asked.id('id'), given(asked.body, 'component_group', GroupEdit));
    return oneGroup(asked.id('id'));
  });
  on('DELETE', `${groups}/:id`, 'catalog:write', async (asked) => {
    await pageOf(asked);
    const before = await oneGroup(asked.id('id'));
    await catalog.groups.remove(asked.id('id'));
    return before;
  });
}
