import type { Memory } from '../../../src/adapter/service-request.ts';
import type { RemoteSend } from '../../../src/adapter/writer.ts';

/** A JSON write below `/api/v1/`; `label` is Vietnamese. */
export function jsonSend(
  label: string,
  method: RemoteSend['method'],
  path: string,
  body: object,
  remember?: Memory,
): RemoteSend {
  return {
    label,
    method,
    path: `/api/v1/${path}`,
    body: JSON.stringify(body),
    contentType: 'application/json',
    ...(remember && Object.keys(remember).length > 0 && { remember }),
  };
}

/** Deletion is soft and wants a body (contract 1.8). */
export const softly = { forceDelete: false } as const;
