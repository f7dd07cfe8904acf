import { RemoteError } from '../../src/adapter/errors.ts';
import type { HttpAnswer, HttpClient, HttpRequest } from '../../src/adapter/http.ts';
import { streamedList } from '../../src/adapter/kit/streamed-list.ts';
import type { RemoteSend } from '../../src/adapter/writer.ts';
import {
  busyOnly,
  type Counted,
  failureOf,
  looksLikeHtml,
  type Page,
  readJson,
  readPage,
  readResult,
} from './answers.ts';
import { type Credentials, createTokenHolder } from './tokens.ts';

type Query = Record<string, string | number | boolean | undefined>;

export type PortalClient = ReturnType<typeof createPortalClient>;

/** More 401s than this for one request are no matter of tokens used up meanwhile. */
const mostReplays = 3;

/**
 * The platform's calls, signed in. Every method throws `RemoteError`.
 *
 * @param maxRows Rows after which a list is cut.
 */
export function createPortalClient(http: HttpClient, credentials: Credentials, maxRows: number) {
  // Paths are `/api/…` below the site; a configured address may already end in `/api`.
  const baseIsApi = /\/api\/*$/i.test(http.baseUrl);
  const place = (path: string) => (baseIsApi ? path.replace(/^\/api(?=\/)/i, '') : path);
  const tokens = createTokenHolder(http, credentials, place);

  /** The last token that was taken. */
  let worked: string | undefined;

  /** The answer to a call with a token that was taken; never a 401. */
  const signed = async (request: HttpRequest): Promise<HttpAnswer> => {
    let token = await tokens.current();
    for (let replays = 0; ; replays++) {
      const headers = {
        ...request.headers,
        Accept: 'application/json',
        Authorization: `Bearer ${token}`,
        Tenant: credentials.tenant,
      };
      const answer = await http.send({ ...request, headers });
      if (answer.status !== 401) {
        worked = token;
        return answer;
      }
      // A renewed token that never worked will not; one that did may have been used up by others while we waited.
      const lost = replays > 0 && token !== worked && token === (await tokens.current());
      if (lost || replays >= mostReplays) throw failureOf(answer, request.label, http.redact);
      token = await tokens.renewed(token);
    }
  };

  const get = async (
    path: string,
    query: Query,
    label: string,
    list?: { reader(): (piece: string) => void; end(): { frame: string } },
  ): Promise<unknown> => {
    // Of a list that came in pieces, what is left of it says whether it was whole, and what stood around its rows.
    const textOf = ({ status, text }: HttpAnswer) => (list && status === 200 ? list.end().frame : text);
    const answer = await signed({
      ...{ method: 'GET', path: place(path), query, intent: 'read', label, classify: patient(textOf) },
      ...(list && { reader: list.reader }),
    });
    if (answer.status >= 300) throw failureOf(answer, label, http.redact);
    return readJson(answer, label, () => textOf(answer));
  };

  return {
    maxRows,
    /** Signs in when that has not happened yet. */
    async signIn(): Promise<void> {
      await tokens.current();
    },
    /** One page of `/api/v1/<resource>`. */
    async page(resource: string, pageNumber: number, pageSize: number, query: Query = {}): Promise<Page> {
      const label = `${resource} trang ${pageNumber}`;
      const body = await get(`/api/v1/${resource}`, { ...query, pageNumber, pageSize }, label);
      return readPage(body, pageSize, label);
    },
    /** The same, row by row while it comes; where it has to be asked for again, rows come again after a `begin`. */
    async eachRow(
      resource: string,
      pageNumber: number,
      pageSize: number,
      query: Query,
      { begin, take }: { begin(): void; take(row: unknown): void },
    ): Promise<Counted> {
      const label = `${resource} trang ${pageNumber}`;
      const { end, reader } = streamedList(take);
      const beginning = () => {
        begin();
        return reader();
      };
      const asked = { ...query, pageNumber, pageSize };
      const body = await get(`/api/v1/${resource}`, asked, label, { end, reader: beginning });
      const { rows, ...counted } = readPage(body, pageSize, label);
      if (rows.length > 0) begin();
      rows.forEach(take);
      return { rows: { length: end().rows + rows.length }, ...counted };
    },
    /** `data` of `/api/v1/<resource>/<id>`; 404 is a `remote-fault` with that status. */
    async entity(resource: string, id: string): Promise<unknown> {
      const label = `${resource} ${id.slice(0, 60)}`;
      const body = await get(`/api/v1/${resource}/${encodeURIComponent(id)}`, {}, label);
      return readResult(body, label, http.redact);
    },
    /**
     * Sends a write once; one that was refused for its token had no effect, so sending it again with a new one is no
     * repetition. Its answer says little (contract 2.2), so only a refusal is made known.
     */
    async write({ method, path, body, contentType, label }: RemoteSend): Promise<void> {
      const answer = await signed({
        ...{ method, path: place(path), body, intent: 'write', label, classify: busyOnly },
        headers: { 'Content-Type': contentType },
      });
      if (answer.status === 403) {
        const words =
          'tài khoản không có quyền ghi (HTTP 403); trường hợp và quy trình cần quyền quản trị hệ thống';
        throw new RemoteError('refused', `${label}: ${words}`, { status: 403 });
      }
      if (answer.status >= 300) throw failureOf(answer, label, http.redact);
      if (answer.text.trim() !== '') readResult(readJson(answer, label), label, http.redact);
    },
  };
}

/**
 * An exception inside an action is a 500 in plain words and mostly lasts: it is asked again once (a deadlock in the
 * database does not last) and then taken as an answer, so that ten broken records do not open the circuit.
 */
function patient(textOf: (answer: HttpAnswer) => string): (answer: HttpAnswer) => 'ok' | { retry: string } {
  let exceptions = 0;
  return answer => {
    const { status, text } = answer;
    if (status === 500 && !looksLikeHtml(text)) {
      return ++exceptions > 1 ? 'ok' : { retry: 'trả lời HTTP 500' };
    }
    if (status === 429 || status >= 500) return { retry: `trả lời HTTP ${status}` };
    // A proxy's error page or a cut answer with status 200.
    return status === 200 && !endsWell(() => textOf(answer)) ? { retry: 'trả lời không trọn vẹn' } : 'ok';
  };
}

function endsWell(textOf: () => string): boolean {
  try {
    return textOf().trimEnd().at(-1) === '}';
  } catch {
    // A row that is no JSON.
    return false;
  }
}
