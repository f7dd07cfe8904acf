import { z } from 'zod';
import type { Language, Words } from '../../domain/language.ts';

/** Every kind of problem document; `/problems/<kind>` is its `type` and stays the same for good. */
export const problemKinds = {
  'malformed-request': [400, 'Yêu cầu không đọc được', 'The request cannot be read'],
  'invalid-request': [400, 'Yêu cầu có chỗ chưa đúng', 'The request is not valid'],
  'invalid-cursor': [400, 'Vị trí trang không dùng được', 'The page cursor cannot be used'],
  'not-signed-in': [401, 'Cần đăng nhập', 'Sign-in needed'],
  'sign-in-refused': [401, 'Đăng nhập không thành công', 'Sign-in refused'],
  'role-missing': [403, 'Tài khoản không có quyền này', 'The account has not the role for this'],
  'foreign-origin': [403, 'Yêu cầu đến từ trang khác', 'The request comes from another site'],
  'author-may-not-approve': [403, 'Người lập không được tự duyệt', 'An author may not approve'],
  'not-found': [404, 'Không có', 'Not found'],
  'method-not-allowed': [405, 'Không dùng được phương thức này ở đây', 'Method not allowed'],
  timeout: [408, 'Yêu cầu đến quá chậm', 'The request took too long to arrive'],
  conflict: [409, 'Không hợp với trạng thái hiện tại', 'In conflict with the present state'],
  'body-too-large': [413, 'Nội dung quá lớn', 'Body too large'],
  'address-too-long': [414, 'Địa chỉ quá dài', 'Address too long'],
  'unsupported-media-type': [415, 'Không nhận loại nội dung này', 'Unsupported media type'],
  'idempotency-key-reused': [
    422,
    'Idempotency-Key đã dùng cho yêu cầu khác',
    'Idempotency-Key used for another request',
  ],
  'too-many-requests': [429, 'Quá nhiều yêu cầu', 'Too many requests'],
  'headers-too-large': [431, 'Phần đầu yêu cầu quá lớn', 'Request headers too large'],
  'internal-error': [500, 'Lỗi bên trong dịch vụ', 'Internal error'],
  'store-unavailable': [503, 'Kho dữ liệu tạm thời không dùng được', 'The store is unavailable'],
  unavailable: [503, 'Tạm thời chưa phục vụ được', 'Temporarily unavailable'],
} as const satisfies Record<string, readonly [status: number, vi: string, en: string]>;

export type ProblemKind = keyof typeof problemKinds;

export interface FieldError {
  /** Where: `body`, `query`, `path` or `headers`, then the keys, as a JSON Pointer: `/body/scope/only/0`. */
  path: string;
  problem: Words;
}

/** Thrown by routes; the server answers with a problem document (RFC 9457) in the caller's language. */
export class Problem extends Error {
  readonly kind: ProblemKind;
  readonly detail: Words | undefined;
  readonly errors: readonly FieldError[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    kind: ProblemKind,
    detail?: Words,
    more: { errors?: readonly FieldError[]; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(detail?.en ?? problemKinds[kind][2]);
    this.name = 'Problem';
    this.kind = kind;
    this.detail = detail;
    this.errors = more.errors ?? [];
    this.headers = more.headers ?? {};
  }

  get status(): number {
    return problemKinds[this.kind][0];
  }
}

/** What is wrong with a request, each with where. */
export function wrongParts(...errors: FieldError[]): Problem {
  return new Problem('invalid-request', undefined, { errors });
}

/** One thing is wrong with the body. `field`: its key, or keys with `/` between. */
export function wrongField(field: string, problem: Words): Problem {
  return wrongParts({ path: `/body/${field}`, problem });
}

/** Of a system or a unit that was named and is none of the configuration. */
export const notConfigured = {
  system: { vi: 'cấu hình không có hệ thống này', en: 'no system of this name is configured' },
  agency: { vi: 'danh sách đơn vị không có mã này', en: 'no agency has this code' },
} as const satisfies Record<string, Words>;

export const problemSchema = z
  .object({
    type: z.string().describe('Stays the same for good; relative to the service.'),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    instance: z.string().describe('Id of the request, as in the log.'),
    errors: z
      .array(z.object({ path: z.string(), problem: z.string() }))
      .optional()
      .describe('Which fields are wrong, and why.'),
  })
  .meta({ id: 'Problem' });

/** @param instance Id of the request. */
export function problemDocument(
  { kind, detail, errors, status }: Problem,
  language: Language,
  instance: string,
): z.output<typeof problemSchema> {
  const [, vi, en] = problemKinds[kind];
  return {
    type: `/problems/${kind}`,
    title: language === 'en' ? en : vi,
    status,
    ...(detail && { detail: detail[language] }),
    instance,
    ...(errors.length > 0 && {
      errors: errors.map(({ path, problem }) => ({ path, problem: problem[language] })),
    }),
  };
}
