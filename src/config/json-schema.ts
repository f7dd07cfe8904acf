import { z } from 'zod';
import { adapters as installedAdapters } from '../../adapters/index.ts';
import type { Adapter } from '../adapter/adapter.ts';
import { fileSchema, folderSchema, hostSchema, systemSchema } from './schema.ts';

type JsonSchema = z.core.JSONSchema.JSONSchema;

/** How a value may be written instead of a number, a word out of a list or an address. */
const reference: JsonSchema = { type: 'string', pattern: '\\$\\{[^}]+\\}' };

/** JSON Schema (2020-12) of the configuration file, every adapter's options included, for editors and reviewers. */
export function configurationJsonSchema(adapters: readonly Adapter[] = installedAdapters): object {
  const { $schema, ...file } = plainSchema(fileSchema);
  const systems = file.properties?.systems as JsonSchema;
  systems.additionalProperties = { oneOf: adapters.map(systemVariant) };
  systems.minProperties = 1;
  return { $schema, title: 'Cấu hình dvc-sync', ...(withReferences(file) as object) };
}

/** A `systems` entry of one adapter: the shared keys and its own. */
function systemVariant(adapter: Adapter): JsonSchema {
  const shared = plainSchema(systemSchema);
  const reach = plainSchema(adapter.source === 'host' ? hostSchema : folderSchema);
  const own = plainSchema(adapter.options);
  return {
    title: adapter.title,
    type: 'object',
    properties: {
      ...shared.properties,
      adapter: { const: adapter.name, description: adapter.title },
      ...reach.properties,
      ...own.properties,
    },
    required: [...(shared.required ?? []), ...(reach.required ?? []), ...(own.required ?? [])],
    additionalProperties: false,
  };
}

/** What may be written, defaults and examples beside it. */
export function plainSchema(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
}

/** The same schema with `${…}` allowed for every scalar that is not free text anyway. */
function withReferences(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withReferences);
  if (typeof schema !== 'object' || schema === null) return schema;
  const walked = Object.fromEntries(
    // Keys of a mapping cannot be references; examples and defaults are values, not schemas.
    Object.entries(schema).map(([key, value]) => [
      key,
      ['propertyNames', 'default', 'examples', 'enum', 'required'].includes(key)
        ? value
        : withReferences(value),
    ]),
  );
  if (!isNarrow(walked)) return walked;
  const { description, default: usual, ...narrow } = walked;
  return {
    ...(description === undefined ? {} : { description }),
    ...(usual === undefined ? {} : { default: usual }),
    anyOf: [narrow, reference],
  };
}

function isNarrow(schema: Record<string, unknown>): boolean {
  const { type } = schema;
  if (type === 'number' || type === 'integer' || type === 'boolean') return true;
  return type === 'string' && ['enum', 'pattern', 'format'].some(key => key in schema);
}
