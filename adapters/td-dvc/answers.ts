import { redactedBeginning } from '../../src/adapter/beginning-of.ts';
import { RemoteError, type RemoteErrorKind } from '../../src/adapter/errors.ts';
import { parseExactJson } from '../../src/adapter/exact-json.ts';
import type { HttpAnswer } from '../../src/adapter/http.ts';
import { cleanText, cutText } from '../../src/domain/text.ts';

const excerptLength = 160;

type Redact = (text: string) => string;

/** What a page says of its list. */
export interface Counted {
  rows: { readonly length: number };
  totalCount: number;
  totalPages: number;
}

/** A page of a list: `data` is `null` when there is nothing, also past the end (contract 1.6). */
export interface Page extends Counted {
  rows: unknown[];
}

/** Parses a 2xx answer as JSON. Throws `not-understood` for HTML, cut JSON and the like. */
export function readJson(answer: HttpAnswer, label: string, textOf = () => answer.text): unknown {
  try {
    return parseExactJson(textOf());
  } catch {
    const page = looksLikeHtml(answer.text);
    const what = page ? 'một trang HTML' : 'JSON hỏng hoặc bị cắt';
    throw new RemoteError('not-understood', `${label}: trả lời là ${what}`, { status: answer.status, page });
  }
}

/** `PaginationResponse` (contract 1.6); `pageSize` fills in a missing `totalPages`. */
export function readPage(body: unknown, pageSize: number, label: string): Page {
  const page = body as { data?: unknown; totalCount?: unknown; totalPages?: unknown } | null;
  const rows = page?.data ?? [];
  if (typeof page !== 'object' || !Array.isArray(rows) || !isCount(page?.totalCount)) {
    throw new RemoteError('not-understood', `${label}: trả lời không phải là một trang danh sách`);
  }
  const totalPages = isCount(page.totalPages) ? page.totalPages : Math.ceil(page.totalCount / pageSize);
  return { rows, totalCount: page.totalCount, totalPages };
}

/** `Result<T>` (contract 1.6): its `data`; `succeeded: false` is the remote's own fault. */
export function readResult(body: unknown, label: string, redact: Redact): unknown {
  const result = body as { data?: unknown; succeeded?: unknown } | null;
  if (typeof result !== 'object' || result === null || typeof result.succeeded !== 'boolean') {
    throw new RemoteError('not-understood', `${label}: trả lời không phải là một kết quả`);
  }
  if (!result.succeeded)
    throw new RemoteError('remote-fault', `${label}: ${excerpt(JSON.stringify(result), redact)}`);
  return result.data ?? null;
}

/**
 * What an answer other than 2xx means, with `HTTP 401 (Authentication Failed.)` or what else it says; `session` for 401,
 * because the caller has just renewed its token.
 */
export function failureOf(
  { status, text }: HttpAnswer,
  label: string,
  redact: Redact,
  kind = kindOf(status),
): RemoteError {
  const words = excerpt(text, redact);
  const said = `${label}: HTTP ${status}${words === '' ? '' : ` (${words})`}`;
  return new RemoteError(kind, said, { status, page: looksLikeHtml(text) });
}

/** An exception inside an action is the platform's answer; only a server that is busy or not there is asked again. */
export function busyOnly({ status, text }: HttpAnswer): 'ok' | { retry: string } {
  const busy = status === 429 || status > 500 || (status === 500 && looksLikeHtml(text));
  return busy ? { retry: `trả lời HTTP ${status}` } : 'ok';
}

/**
 * Short, one-line form of the five error bodies: empty, bare text, JSON string, envelope, `ErrorResult` or problem.
 * Redacted before it is cut: half a secret is none that could be found later.
 */
export function excerpt(body: string, redact: Redact): string {
  if (looksLikeHtml(body)) return 'trang HTML';
  let words = body;
  try {
    words = wordsOf(JSON.parse(body));
  } catch {
    // Bare exception text.
  }
  return cutText(cleanText(redactedBeginning(words, redact).slice(0, 4 * excerptLength)), excerptLength);
}

export function looksLikeHtml(text: string): boolean {
  return text.slice(0, 64).trimStart().startsWith('<');
}

function wordsOf(parsed: unknown): string {
  if (typeof parsed === 'string') return parsed;
  if (typeof parsed !== 'object' || parsed === null) return String(parsed ?? '');
  const { message, exception, messages, title, errors } = parsed as Record<string, unknown>;
  const parts = [message, exception, ...(Array.isArray(messages) ? messages : []), title]
    .filter(part => typeof part === 'string' && part !== '')
    .concat(errors && typeof errors === 'object' ? Object.values(errors).flat().map(String) : []);
  return [...new Set(parts)].join('; ');
}

function kindOf(status: number): RemoteErrorKind {
  if (status === 401) return 'session';
  if (status === 403) return 'refused';
  if (status === 429) return 'rate-limited';
  // Redirects are not followed; they mean that something else than the service answers here.
  if (status < 400) return 'not-understood';
  return 'remote-fault';
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
