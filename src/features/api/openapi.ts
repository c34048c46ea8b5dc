import * as z from 'zod';
import { REFUSALS } from '#platform/errors.ts';
import { API, documentedRoutes } from './route.ts';

const error = z.object({
  error: z.object({
    code: z.enum(Object.keys(REFUSALS) as [string, ...string[]]),
    message: z.string(),
    fields: z.record(z.string(), z.string()),
  }),
});

type Json = Record<string, unknown>;

function schema(type: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema, ...rest } = z.toJSONSchema(type, { io, unrepresentable: 'any' }) as Json;
  return rest;
}

/** The API as an OpenAPI 3.1 document, made of the schemas that check it. */
export function openApi(base: string, version: string): Json {
  const paths: Record<string, Json> = {};
  for (const route of documentedRoutes()) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Copse', version, description: 'Personal tokens are made in one’s settings and sent as `Authorization: Bearer copse_…`.' },
    servers: [{ url: base + API }],
    security: [{ token: [] }, {}],
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { Error: schema(error, 'output') },
    },
    paths,
  };
}

function operation({ method, path, summary, query, body, answer, status }: ReturnType<typeof documentedRoutes>[number]): Json {
  const named = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
  const asked = query ? (schema(query, 'input') as { properties?: Json; required?: string[] }) : {};
  const questions = Object.entries(asked.properties ?? {}).map(([name, type]) => ({
    name,
    in: 'query',
    required: asked.required?.includes(name) ?? false,
    schema: type,
  }));
  return {
    operationId: `${method.toLowerCase()}${path.replaceAll(/[/:]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary,
    parameters: [...named, ...questions],
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: schema(body, 'input') } } } }),
    responses: {
      [status]: answer
        ? { description: 'Done.', content: { 'application/json': { schema: schema(answer, 'output') } } }
        : { description: 'Done; nothing to tell.' },
      default: { description: 'Refused.', content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } },
    },
  };
}
