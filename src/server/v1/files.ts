import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { withoutAccents } from '../../domain/text.ts';
import { type Form, inMemory } from '../../report/forms.ts';
import type { WantedPaper } from '../../runtime/child/papers.ts';
import type { Call } from '../asking.ts';

const mediaTypes = {
  json: 'application/json; charset=utf-8',
  jsonld: 'application/ld+json; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  html: 'text/html; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  txt: 'text/plain; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  events: 'text/event-stream; charset=utf-8',
};
export type MediaKind = keyof typeof mediaTypes;

/**
 * A page of ours that brings its own style and script; which ones, its own policy pins by hash. Sandboxed, it is
 * nobody's origin here: even a flaw in it could not call the service in the reader's name.
 */
const ownPagePolicy =
  "sandbox allow-scripts allow-popups; default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

type Replying = Pick<Call, 'context' | 'gone'> & { reply: FastifyReply };

/** For the description: an answer that is a file. */
export function documents(description: string, ...kinds: MediaKind[]) {
  const schema = z.string().meta({ format: 'binary' });
  const content = Object.fromEntries(kinds.map(kind => [mediaTypes[kind].split(';')[0]!, { schema }]));
  return { description, content };
}

/** Has a document made by a child; what fails is a problem document, never half of an answer. */
export async function give({ context, reply, gone }: Replying, wanted: WantedPaper): Promise<FastifyReply> {
  const { file, bytes, content } = await context.papers.make(wanted, gone);
  reply.header('content-length', bytes);
  return send(reply, file, content);
}

/** A page of a few things that are stored, made here. */
export async function givePage({ reply }: Replying, file: string, form: Form): Promise<FastifyReply> {
  return send(reply, file, await inMemory(form));
}

/** @param file Its name; how it ends says what it is. */
export function send(reply: FastifyReply, file: string, content: Readable | Buffer): FastifyReply {
  const kind = file.slice(file.lastIndexOf('.') + 1) as MediaKind;
  if (kind === 'html') reply.header('content-security-policy', ownPagePolicy);
  else reply.header('content-disposition', attachment(file));
  return reply.type(mediaTypes[kind]).send(content);
}

/** With the name in full beside it where a header cannot carry it as it is. */
function attachment(file: string): string {
  const plain = withoutAccents(file).replace(/[^ -~]|["\\%]/g, '-');
  if (plain === file) return `attachment; filename="${file}"`;
  const full = encodeURIComponent(file).replace(/['()*]/g, sign => `%${sign.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${full}`;
}
