/** Groups and components under /api/v1. */
import { Component, ComponentInput, Group, GroupInput } from '@candor/protocol/catalog.ts';
import { patchOf } from '@candor/protocol/patch.ts';
import { z } from 'zod';
import type { Api } from '#web';
import type { Catalog } from './index.ts';

const Params = z.object({ id: z.string().max(64) });
const listOf = <T extends z.ZodType>(item: T) => z.strictObject({ items: z.array(item), next: z.null() });

export const catalogRoutes =
  (catalog: Catalog) =>
  (api: Api): void => {
    const read = { access: 'catalog:read' } as const;
    const write = { access: 'catalog:write' } as const;

    api.get(
      '/api/v1/groups',
      { config: read, schema: { summary: 'Groups of components', response: { 200: listOf(Group) } } },
      async () => ({
        items: await catalog.groups.list(),
        next: null,
      }),
    );
    api.post(
      '/api/v1/groups',
      { config: write, schema: { summary: 'Add a group', body: GroupInput, response: { 201: Group } } },
      async ({ body }, reply) => reply.status(201).send(await catalog.groups.create(body)),
    );
    api.patch(
      '/api/v1/groups/:id',
      {
        config: write,
        schema: {
          summary: 'Change a group',
          params: Params,
          body: patchOf(GroupInput),
          response: { 200: Group },
        },
      },
      ({ params, body }) => catalog.groups.update(params.id, given(body)),
    );
    api.delete(
      '/api/v1/groups/:id',
      {
        config: write,
        schema: {
          summary: 'Remove a group; its components stay',
          params: Params,
          response: { 204: z.null() },
        },
      },
      async ({ params }, reply) => {
        await catalog.groups.remove(params.id);
        return reply.status(204).send(null);
      },
    );

    api.get(
      '/api/v1/components',
      { config: read, schema: { summary: 'Components', response: { 200: listOf(Component) } } },
      async () => ({
        items: await catalog.components.list(),
        next: null,
      }),
    );
    api.post(
      '/api/v1/components',
      {
        config: write,
        schema: { summary: 'Add a component', body: ComponentInput, response: { 201: Component } },
      },
      async ({ body }, reply) => reply.status(201).send(await catalog.components.create(body)),
    );
    api.patch(
      '/api/v1/components/:id',
      {
        config: write,
        schema: {
          summary: 'Change a component',
          params: Params,
          body: patchOf(ComponentInput),
          response: { 200: Component },
        },
      },
      ({ params, body }) => catalog.components.update(params.id, given(body)),
    );
    api.delete(
      '/api/v1/components/:id',
      {
        config: write,
        schema: {
          summary: 'Retire a component; its history stays',
          params: Params,
          response: { 204: z.null() },
        },
      },
      async ({ params }, reply) => {
        await catalog.components.retire(params.id);
        return reply.status(204).send(null);
      },
    );
  };

/** A partial edit changes what was sent and nothing else: fields that zod left undefined fall away. */
function given<T extends object>(body: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as never;
}
