import multipart from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { cleanFileName } from '../domain/file-name.ts';
import type { App } from './app.ts';
import type { ServerContext } from './context.ts';
import { Problem } from './problems/problem.ts';

export interface SentFile {
  name: string;
  bytes: Uint8Array;
  /** What stood beside it in the form; empty fields are left out. */
  fields: Readonly<Record<string, string>>;
}

/** For routes that take one file, as large as the configuration allows. @param fields What may be sent beside it. */
export async function acceptUploads(
  scope: App,
  { configuration }: Pick<ServerContext, 'configuration'>,
  fields = 0,
): Promise<void> {
  const fileSize = configuration().server.bodyMegabytes * 1_024 * 1_024;
  const limits = { fileSize, files: 1, fields, fieldSize: 10_000, parts: 1 + fields };
  await scope.register(multipart, { limits });
}

/** The most an upload may have, by what it says of itself, bytes. */
export function announcedBytes(
  { headers }: Pick<FastifyRequest, 'headers'>,
  { configuration }: Pick<ServerContext, 'configuration'>,
): number {
  const length = Number(headers['content-length'] ?? Number.NaN);
  return Math.min(
    configuration().server.bodyMegabytes * 1_024 * 1_024,
    Number.isNaN(length) ? Number.POSITIVE_INFINITY : length,
  );
}

/** The one file of a request. @throws Problem where it sends none, several, or something else. */
export async function uploaded(request: FastifyRequest): Promise<SentFile> {
  if (!request.isMultipart()) throw notReadable();
  let file: Omit<SentFile, 'fields'> | undefined;
  const fields: [string, string][] = [];
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') {
        if (part.valueTruncated || part.fieldnameTruncated) throw new Problem('body-too-large');
        const value = String(part.value);
        if (value.trim() !== '') fields.push([part.fieldname, value]);
        continue;
      }
      if (file) throw oneFileOnly();
      const bytes = await part.toBuffer();
      // The plug-in misses one that is cut within its last piece.
      if (part.file.truncated) throw new Problem('body-too-large');
      file = { name: cleanFileName(part.filename ?? '', 'danh-muc'), bytes };
    }
  } catch (error) {
    throw uploadProblem(error);
  }
  if (!file) throw notReadable();
  return { ...file, fields: Object.fromEntries(fields) };
}

/** Whatever the reader of forms stumbles over is the sender's mistake. */
function uploadProblem(error: unknown): unknown {
  if (error instanceof Problem) return error;
  switch ((error as { code?: string }).code) {
    case 'FST_REQ_FILE_TOO_LARGE':
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new Problem('body-too-large');
    case 'FST_FILES_LIMIT':
    case 'FST_PARTS_LIMIT':
    case 'FST_FIELDS_LIMIT':
      return oneFileOnly();
    default:
      return notReadable();
  }
}

function notReadable(): Problem {
  return new Problem('malformed-request', {
    vi: 'Gửi tệp trong nội dung multipart/form-data, trọn vẹn.',
    en: 'Send the file in a multipart/form-data body, whole.',
  });
}

function oneFileOnly(): Problem {
  return new Problem('malformed-request', {
    vi: 'Mỗi lần gửi đúng một tệp, không kèm phần nào khác; chưa tệp nào được nhận.',
    en: 'Send exactly one file and nothing else; none was taken.',
  });
}
