import { RemoteError } from '../../src/adapter/errors.ts';
import { parseExactJson } from '../../src/adapter/exact-json.ts';
import type { HttpAnswer, HttpClient, HttpRequest } from '../../src/adapter/http.ts';
import { cleanText } from '../../src/domain/text.ts';

export type PortalClient = ReturnType<typeof createPortalClient>;

const firstPage = '/thu-tuc-hanh-chinh';

/** The portal's calls. Every method throws `RemoteError`. */
export function createPortalClient(http: HttpClient, apiPath: string) {
  const cookies = createCookies();
  const origin = new URL(http.baseUrl).origin;

  const send = async (request: Omit<HttpRequest, 'intent' | 'classify'>): Promise<HttpAnswer> => {
    const headers = { ...request.headers, ...cookies.header() };
    const answer = await http.send({ ...request, headers, intent: 'read', classify });
    cookies.take(answer.headers['set-cookie']);
    return answer;
  };

  let visited: Promise<void> | undefined;
  const visit = async (): Promise<void> => {
    visited ??= send({ method: 'GET', path: firstPage, label: 'trang đầu' }).then(answer => {
      if (answer.status >= 300 || isRejection(answer.text)) throw failureOf(answer, 'trang đầu');
    });
    return visited;
  };

  return {
    /** The first page, whose cookie every call carries; once is enough. */
    visit,
    /** `data` of a call. */
    async ask(path: string, body: object): Promise<unknown> {
      await visit();
      const label = path.replace(/^.*\//, '');
      const answer = await send({
        method: 'POST',
        path: `${apiPath}/${path}`,
        headers: {
          Accept: 'application/json',
          'Content-Type': 'application/json',
          Origin: origin,
          Referer: `${origin}${firstPage}`,
        },
        body: JSON.stringify(body),
        label,
      });
      if (answer.status >= 300 || isPage(answer.text)) throw failureOf(answer, label);
      return dataOf(answer, label, http.redact);
    },
  };
}

function dataOf(answer: HttpAnswer, label: string, redact: (text: string) => string): unknown {
  let envelope: { code?: unknown; data?: unknown; message?: unknown } | null;
  try {
    envelope = parseExactJson(answer.text) as typeof envelope;
  } catch {
    throw new RemoteError('not-understood', `${label}: JSON hỏng hoặc bị cắt`, { status: answer.status });
  }
  if (typeof envelope !== 'object' || envelope === null || !('code' in envelope))
    throw new RemoteError('not-understood', `${label}: trả lời không có cấu trúc của Cổng`, {
      status: answer.status,
    });
  if (envelope.code === 'OK') return envelope.data;
  const said = [envelope.code, envelope.message].map(word => cleanText(String(word ?? '').slice(0, 200)));
  throw new RemoteError('remote-fault', redact(`${label}: Cổng báo lỗi ${said.join(': ')}`), {
    status: answer.status,
  });
}

/** Several `Set-Cookie` headers come joined by commas; a day in `Expires` has one of its own. */
const between = /,(?=\s{0,8}[\w!#$%&'*+.^`|~-]{1,200}=)/;

/** One jar: what the portal hands out goes back to it with the next call, the last value of a name. */
function createCookies() {
  const values = new Map<string, string>();
  return {
    take(setCookie = '') {
      for (const cookie of setCookie.slice(0, 16_000).split(between)) {
        const [pair = ''] = cookie.split(';');
        const at = pair.indexOf('=');
        if (at > 0) values.set(pair.slice(0, at).trim(), pair.slice(at + 1).trim());
      }
    },
    header: (): { Cookie?: string } =>
      values.size === 0 ? {} : { Cookie: [...values].map(([name, value]) => `${name}=${value}`).join('; ') },
  };
}

/** A page of HTML in the place of data, like a 403, is the firewall's refusal: nothing more is asked for then. */
function failureOf({ status, text }: HttpAnswer, label: string): RemoteError {
  const told = (kind: RemoteError['kind'], words: string) =>
    new RemoteError(kind, `${label}: ${words}`, { status, page: isPage(text) });
  if (status === 401 || status === 403) return told('refused', `tường lửa của Cổng từ chối (HTTP ${status})`);
  if (status === 429) return told('rate-limited', 'Cổng yêu cầu hỏi chậm lại (HTTP 429)');
  if (status === 504) return told('timeout', 'Cổng không trả lời kịp (HTTP 504)');
  if (status >= 400 && !isRejection(text)) return told('remote-fault', `Cổng trả lời HTTP ${status}`);
  if (status >= 300 && status < 400) return told('not-understood', `Cổng chuyển hướng (HTTP ${status})`);
  return told('refused', 'tường lửa của Cổng từ chối: trả lời là một trang HTML thay cho dữ liệu');
}

/**
 * A busy server, or an answer cut short, is asked again; a page too large for it is not: whoever asked makes it
 * smaller.
 */
const classify: NonNullable<HttpRequest['classify']> = ({ status, text }) => {
  if (status === 429 || (status >= 500 && status !== 504)) return { retry: `HTTP ${status}` };
  const cut = status < 300 && !isPage(text) && !text.trimEnd().endsWith('}');
  return cut ? { retry: 'JSON bị cắt giữa chừng' } : 'ok';
};

function isPage(text: string): boolean {
  return text.slice(0, 64).trimStart().startsWith('<');
}

function isRejection(text: string): boolean {
  return isPage(text) && text.slice(0, 2_000).includes('Request Rejected');
}
