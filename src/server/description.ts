import swagger from '@fastify/swagger';
import Fastify, { type FastifyInstance, type RouteOptions } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { homeOf } from '../report/mail/report-address.ts';
import { anyOf } from '../words/refusals/callers.ts';
import type { ServerContext } from './context.ts';
import { bodyExamples, pathExamples } from './examples.ts';
import { problemSchema } from './problems/problem.ts';
import { schemaController } from './problems/validation.ts';

const about = `Keeps the online public services of a city the same in every system that shows or runs them.

Sign in with \`Authorization: Bearer\` and an API key (\`dvcs_…\`) or an OpenID Connect access token. Roles, each with all
that those before it may do: viewer, operator, approver, admin; beside them regulator (a viewer who gives the word of
VP UBND) and unit (sees its own slice, hands in and answers for itself). Errors are problem documents (RFC 9457), in Vietnamese
or, with \`Accept-Language: en\`, in English. Lists are read page by page with \`limit\` and \`cursor\`; reads carry an
\`ETag\`.`;

const tags = {
  runs: 'Runs, their discrepancies and reports',
  jobs: 'The queue and what happens in it',
  discrepancies: 'One discrepancy: its life, and setting it aside',
  offerings: 'One procedure at one agency',
  plans: 'Changes: planned, approved, applied, taken back',
  tasks: 'Work for people',
  definitions: 'What services should be',
  reviews: 'Review lists (Phụ lục I and II)',
  documents: 'Papers officials sign',
  mappings: 'Codes of the systems and ours',
  mail: 'Messages and how they stand',
  measures: 'Files by channel, and figures of decision 766/QĐ-TTg, as published',
  state: 'Schedule and sources',
  administration: 'API keys, browser sessions and the audit trail',
};

export type Tag = keyof typeof tags;

export async function describe(
  routes: readonly RouteOptions[],
  { version, configuration }: ServerContext,
): Promise<object> {
  const app = Fastify({ schemaController, exposeHeadRoutes: false });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        ...{ title: 'dvc-sync', version, description: about },
        license: { name: 'MIT', identifier: 'MIT' },
      } as object as { title: string; version: string },
      servers: [{ url: homeOf(configuration()) ?? '/' }],
      tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer', description: 'API key or access token.' },
        },
      },
    },
    transform: described => {
      const { schema, route } = described;
      const roles = route.config?.roles ?? 'public';
      const problem = {
        description: 'A problem document.',
        content: { 'application/problem+json': { schema: problemSchema } },
      };
      return withFile({
        ...described,
        schema: {
          ...schema,
          ...(roles !== 'public' && {
            security: [{ bearer: [] }],
            description: `Needs the role ${anyOf(
              [...roles].map(role => `\`${role}\``),
              'or',
            )}.${schema?.description ? ` ${schema.description}` : ''}`,
          }),
          response: { ...(schema?.response as object), '4xx': problem, default: problem },
        },
      });
    },
    transformObject: described =>
      withExamples(onceEach(jsonSchemaTransformObject(described) as Described)) as never,
  });
  for (const { method, url, schema, config } of routes)
    if (method !== 'HEAD') app.route({ method, url, schema, config, handler: () => {} });
  await app.ready();
  return app.swagger();
}

interface Described {
  components: { schemas: Record<string, object> };
  paths: Record<string, Record<string, DescribedOperation>>;
}
interface DescribedOperation {
  operationId: string;
  parameters?: { name: string; in: string; schema?: { enum?: unknown }; example?: unknown }[];
  requestBody?: { content: Record<string, { example?: unknown }> };
}

/** Uploads have no schema, for the body is not read into memory: what it is stands in the description only. */
const withFile: typeof jsonSchemaTransform = described => {
  const transformed = jsonSchemaTransform(described);
  if (!described.schema?.consumes?.includes('multipart/form-data') || described.schema.body)
    return transformed;
  const file = { type: 'string', contentMediaType: 'application/octet-stream' };
  const body = { type: 'object', properties: { file }, required: ['file'] };
  return { ...transformed, schema: { ...transformed.schema, body } };
};

/** Schemas that have a name are answers: what the library also makes of them, for requests, nobody needs. */
function onceEach(described: Described): Described {
  const { schemas } = described.components;
  const twice = Object.keys(schemas).filter(name => name.endsWith('Input') && name.slice(0, -5) in schemas);
  const kept = Object.entries(schemas).filter(([name]) => !twice.includes(name));
  return { ...described, components: { ...described.components, schemas: Object.fromEntries(kept) } };
}

function withExamples(described: Described): Described {
  for (const { operationId, parameters = [], requestBody } of Object.values(described.paths).flatMap(
    Object.values,
  )) {
    const body = requestBody?.content['application/json'];
    if (body && operationId in bodyExamples) body.example = bodyExamples[operationId];
    for (const parameter of parameters)
      if (parameter.in === 'path' && !parameter.schema?.enum && parameter.name in pathExamples)
        parameter.example = pathExamples[parameter.name];
  }
  return described;
}

/** What the documentation's own page needs; it sets style attributes by itself. */
const documentationPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** A server of its own that listens nowhere: routes cannot be added to one that is at work. */
export async function documentationPages(document: object): Promise<FastifyInstance> {
  const { default: swaggerUi } = await import('@fastify/swagger-ui');
  const pages = Fastify({ schemaController });
  await pages.register(swagger, { mode: 'static', specification: { document: document as never } });
  await pages.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: documentationPolicy,
    // Without the bar that would load other descriptions.
    uiConfig: {
      deepLinking: true,
      docExpansion: 'list',
      persistAuthorization: false,
      layout: 'BaseLayout',
    },
    theme: { title: 'dvc-sync: HTTP API' },
  });
  await pages.ready();
  return pages;
}
