import { numberWords } from '../domain/number-words.ts';
import { RemoteError, type RemoteErrorKind } from './errors.ts';
import type { HttpSettings } from './http.ts';

/** What is known of an exchange when it fails. */
export interface Failing
  extends Pick<HttpSettings, 'connectTimeoutMs' | 'answerTimeoutMs' | 'maxAnswerBytes'> {
  host: string;
  label: string;
  intent: 'read' | 'write';
  /** The connection stood, so the request may have reached the remote. */
  connected: boolean;
  /** Why we ended it ourselves. */
  ended?: 'timeout' | 'aborted';
}

const tls = /^(CERT_|ERR_TLS|ERR_SSL|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|EPROTO)/;

const unreachable: Record<string, string> = {
  ECONNREFUSED: 'từ chối kết nối',
  ENOTFOUND: 'không tìm thấy tên máy chủ',
  EAI_AGAIN: 'không tra được tên máy chủ',
  ECONNRESET: 'kết nối bị ngắt giữa chừng',
  EPIPE: 'kết nối bị ngắt giữa chừng',
  EHOSTUNREACH: 'không có đường tới máy chủ',
  ENETUNREACH: 'không có đường tới máy chủ',
};

/** Turns whatever the transport threw into one `RemoteError`: Vietnamese, with host and label, without its config. */
export function remoteFailure(error: unknown, failing: Failing): RemoteError {
  const { code, message } = describe(error);
  const [kind, what] = judge(code, message, failing);
  // The transport's error is not kept as cause: it carries the request with its headers.
  return new RemoteError(kind, `${failing.host}: ${what}${outcome(failing)} (${failing.label})`);
}

function judge(code: string, message: string, failing: Failing): [RemoteErrorKind, string] {
  if (failing.ended === 'aborted') return ['aborted', 'đã dừng theo yêu cầu'];
  if (failing.ended === 'timeout') {
    return failing.connected
      ? ['timeout', `hết thời gian chờ trả lời sau ${numberWords(failing.answerTimeoutMs / 1000)} giây`]
      : ['timeout', `hết thời gian chờ kết nối sau ${numberWords(failing.connectTimeoutMs / 1000)} giây`];
  }
  if (message.startsWith('maxContentLength')) {
    return [
      'too-large',
      `trả lời lớn hơn giới hạn ${numberWords(failing.maxAnswerBytes / 1024 / 1024, 2)} MB`,
    ];
  }
  if (code === 'ETIMEDOUT') return ['timeout', 'hệ điều hành báo hết thời gian chờ (ETIMEDOUT)'];
  if (tls.test(code)) return ['unreachable', `lỗi chứng thư hoặc kết nối TLS (${code})`];
  if (code.startsWith('HPE_')) return ['not-understood', `trả lời không phải HTTP (${code})`];
  if (code.startsWith('Z_') || code.startsWith('ERR_BROTLI') || code.startsWith('ERR__ERROR_')) {
    return ['not-understood', `trả lời nén bị hỏng (${code})`];
  }
  if (code === 'ERR_BAD_RESPONSE' || message.includes('aborted') || code === 'ERR_STREAM_PREMATURE_CLOSE') {
    return ['unreachable', 'trả lời bị cắt giữa chừng'];
  }
  const known = unreachable[code];
  return ['unreachable', known ? `${known} (${code})` : `không gọi được (${code || message.slice(0, 100)})`];
}

/** A write is never repeated, so whoever reads the error must learn whether it may have happened. */
function outcome(failing: Failing): string {
  if (failing.intent === 'read') return '';
  return failing.connected
    ? '; không rõ yêu cầu ghi đã được thực hiện hay chưa, cần kiểm tra lại trên hệ thống'
    : '; yêu cầu ghi chưa được gửi đi';
}

function describe(error: unknown): { code: string; message: string } {
  if (!(error instanceof Error)) return { code: '', message: String(error) };
  const inner = error.cause instanceof Error ? describe(error.cause) : undefined;
  const own = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return { code: own || inner?.code || '', message: error.message };
}
