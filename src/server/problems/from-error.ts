import type { FastifyError } from 'fastify';
import { StoreError } from '../../app/open.ts';
import { refusalAnswers } from '../../app/refusal-answers.ts';
import type { Words } from '../../domain/language.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import { refusalWords } from '../../words/refusals.ts';
import { sentenceCase } from '../../words/sentence.ts';
import { Problem, type ProblemKind, wrongField } from './problem.ts';
import { InvalidPart, invalidPart } from './validation.ts';

const frameworkKinds: Record<string, ProblemKind> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_REQ_FILE_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed-request',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed-request',
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed-request',
  FST_ERR_BAD_URL: 'malformed-request',
  FST_ERR_MAX_PARAM_LENGTH: 'address-too-long',
};

const details: Record<string, Words> = {
  FST_ERR_CTP_INVALID_JSON_BODY: { vi: 'Nội dung không phải JSON.', en: 'The body is not JSON.' },
  FST_ERR_CTP_EMPTY_JSON_BODY: { vi: 'Nội dung JSON để trống.', en: 'The JSON body is empty.' },
  FST_ERR_BAD_URL: { vi: 'Địa chỉ mã hóa sai.', en: 'The address is badly encoded.' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    vi: 'Gửi nội dung JSON với Content-Type: application/json.',
    en: 'Send JSON with Content-Type: application/json.',
  },
};

const byStatus: Record<number, ProblemKind> = {
  404: 'not-found',
  408: 'timeout',
  413: 'body-too-large',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
  503: 'unavailable',
};

/** Every error a request may end with, as the one thing a caller is told; nothing of the inside gets out. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (isRefusal(error)) return refusalProblem(error);
  if (error instanceof InvalidPart) return invalidPart(error);
  if (error instanceof StoreError) return new Problem('store-unavailable');
  const { code = '', statusCode = 500 } = error as Partial<FastifyError>;
  const kind = frameworkKinds[code] ?? byStatus[statusCode];
  if (kind) return new Problem(kind, details[code]);
  return new Problem(statusCode >= 400 && statusCode < 500 ? 'malformed-request' : 'internal-error');
}

/** A refusal, as its line in the table and its words have it. */
export function refusalProblem(refusal: Refusal): Problem {
  const { problem, field } = refusalAnswers[refusal.code];
  const vi = refusalWords(refusal, 'vi');
  const en = refusalWords(refusal, 'en');
  if (field !== undefined) return wrongField(field, { vi, en });
  const headers: Record<string, string> = isRefusal(refusal, 'queue-full', 'reading-full')
    ? { 'retry-after': String(refusal.params.retryAfterSeconds) }
    : {};
  return new Problem(problem, { vi: sentenceCase(vi), en: sentenceCase(en) }, { headers });
}
