import { z } from 'zod';
import { serviceSchema } from './service-schema.ts';
import { workflowSchema } from './workflow-schema.ts';

/** JSON Schemas (2020-12) of the definition files, for editors: file name → schema. */
export function definitionJsonSchemas(): Record<string, object> {
  return {
    'service.schema.json': published('service.yaml: dịch vụ mong muốn', serviceSchema),
    'workflow.schema.json': published('workflow.yaml: quy trình điện tử', workflowSchema),
  };
}

function published(title: string, schema: z.ZodType): object {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return { $schema, title, ...rest };
}
