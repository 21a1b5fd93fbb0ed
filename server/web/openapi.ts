/** The API's own description, OpenAPI 3.1, made from the same schemas that check the requests. */
import swagger from '@fastify/swagger';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { Api } from './api.ts';

const PATH = '/api/openapi.json';

export async function addOpenApi(api: Api): Promise<void> {
  await api.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Candor',
        version: '1',
        description:
          'Carries an online service through an outage. Errors are RFC 9457 problems with stable codes; instants are UTC with milliseconds; lists answer `items` and `next`.',
      },
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer', description: 'An API token, `cnd_…`.' },
          session: { type: 'apiKey', in: 'cookie', name: 'candor_session' },
        },
      },
    },
    transform: (input) => {
      const transformed = jsonSchemaTransform(input);
      const { config } = input.route as { config?: { access?: string } };
      const access = config?.access ?? 'public';
      const schema = transformed.schema as Record<string, unknown>;
      // Only the versioned API is a promise to other people's programs.
      if (!input.url.startsWith('/api/v1')) return { ...transformed, schema: { ...schema, hide: true } };
      return {
        ...transformed,
        schema: {
          tags: [input.url.split('/')[3] ?? 'api'],
          ...schema,
          'x-access': access,
          security: access === 'public' ? [] : [{ token: [] }, { session: [] }],
        },
      };
    },
    transformObject: jsonSchemaTransformObject,
  });
  let text: string | null = null;
  api.get(PATH, { schema: { hide: true } }, async (_request, reply) => {
    text ??= JSON.stringify(api.swagger());
    return reply
      .type('application/json; charset=utf-8')
      .serializer((body: unknown) => body as string)
      .send(text);
  });
}
