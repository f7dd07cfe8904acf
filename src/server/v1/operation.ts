import type { FastifySchema } from 'fastify';
import type { Action } from '../../app/permissions.ts';
import { may } from '../asking.ts';
import type { Tag } from '../description.ts';

/** What a route says of itself: who may call it, and in the description of the API where it stands, its name, what it takes and answers. */
export function operation<Of extends Action, Schema extends FastifySchema & { summary: string }>(
  action: Of,
  tag: Tag,
  operationId: string,
  schema: Schema,
) {
  return { config: may(action), schema: { tags: [tag], operationId, ...schema } };
}
