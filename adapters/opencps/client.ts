import { RemoteError } from '../../src/adapter/errors.ts';
import type { HttpAnswer, HttpClient, HttpRequest } from '../../src/adapter/http.ts';
import { defaultMaxRows } from '../../src/adapter/kit/pages.ts';
import { type StreamedList, streamedList } from '../../src/adapter/kit/streamed-list.ts';
import type { RemoteSend } from '../../src/adapter/writer.ts';
import { isObject } from '../../src/domain/object.ts';
import { isPage, type Page, readObject, readPage, readText, refuseStatus } from './answer.ts';
import type { OpencpsOptions } from './options.ts';
import { rowsOfEither } from './xml-rows.ts';

type Query = Record<string, string | number>;

/** The calls of one OpenCPS site. All throw `RemoteError`; a 403 has kind `remote-fault` and status 403. */
export interface Client {
  /** Rows after which a list is cut. */
  readonly maxRows: number | undefined;
  /** One page of a list; `path` is below `/o/rest/v2`. */
  page(path: string, query: Query, label: string): Promise<Page>;
  /**
   * A list in one answer, row by row while it comes, up to `maxRows`; `begin` with every answer, what came of those before
   * is void then. Answers how many there were, and how many there are.
   */
  eachRow(
    path: string,
    query: Query,
    label: string,
    taking: { begin(): void; take(row: unknown): void },
  ): Promise<{ rows: number; total?: number }>;
  /** One object that has the field `key`. */
  detail(path: string, key: string, label: string): Promise<Record<string, unknown>>;
  /** A raw text, e.g. a form script; an HTML or XML page instead is not understood. */
  text(path: string, label: string): Promise<string>;
  /** The text in an answer `{"value":"…"}`; left out = empty. */
  value(path: string, label: string): Promise<string>;
  /** Sends a write once and answers its text. 502 to 504 leave its outcome unknown: they are thrown as `unreachable`. */
  write(send: Pick<RemoteSend, 'method' | 'path' | 'contentType' | 'label'>, body: Body): Promise<string>;
}

type Body = HttpRequest['body'];

const types = { json: 'application/json', xml: 'application/xml' };

export function createClient(http: HttpClient, options: OpencpsOptions, maxRows?: number): Client {
  const base = basePath(http.baseUrl, options.basePath);
  // No Content-Type: dictionaries answer 415 to most. No If-None-Match: their ETag does not depend on the content.
  const headers = {
    Authorization: `Basic ${Buffer.from(`${options.username}:${options.password}`, 'utf8').toString('base64')}`,
    groupId: String(options.groupId),
    Accept: types[options.accept],
  };

  /** A 200 that cannot be read is asked again: cut answers and pages of a proxy pass. */
  const ask = async <T>(
    path: string,
    query: Query,
    label: string,
    read: (text: string) => T,
    streamed?: StreamedList,
  ): Promise<T> => {
    const reading: { value?: T; reason?: string } = {};
    const classify = (answer: HttpAnswer) => {
      if (answer.status === 429 || answer.status >= 500) return { retry: `trả lời HTTP ${answer.status}` };
      if (answer.status !== 200) return 'ok';
      try {
        reading.value = read(answer.text);
        reading.reason = undefined;
        return 'ok';
      } catch (error) {
        reading.reason = error instanceof Error ? error.message : String(error);
        return { retry: reading.reason };
      }
    };
    const answer = await http.send({
      method: 'GET',
      path: base + path,
      query,
      headers,
      intent: 'read',
      label,
      classify,
      ...(streamed && { reader: streamed.reader }),
    });
    refuseStatus(answer, label, http.redact);
    if (reading.reason === undefined) return reading.value as T;
    throw new RemoteError('not-understood', `${reading.reason} (${label})`, {
      status: answer.status,
      page: isPage(answer.text),
    });
  };

  return {
    maxRows,
    page: (path, query, label) => ask(path, query, label, text => readPage(readText(text))),
    eachRow(path, query, label, taking) {
      const most = maxRows ?? defaultMaxRows;
      let count = 0;
      const taken = (row: unknown) => {
        taking.take(row);
        return ++count < most;
      };
      const list = streamedList(taken, readText, rowsOfEither);
      const read = () => {
        const { frame, rows: streamed } = list.end();
        const { rows, total } = readPage(readText(frame));
        count = streamed;
        // What is left around them comes after them.
        for (const row of rows) if (count >= most || !taken(row)) break;
        return { rows: count, ...(total === undefined ? {} : { total }) };
      };
      const reader = () => {
        count = 0;
        taking.begin();
        return list.reader();
      };
      return ask(path, query, label, read, { ...list, reader });
    },
    detail: (path, key, label) => ask(path, {}, label, text => readObject(readText(text), key)),
    text: (path, label) =>
      ask(path, {}, label, text => {
        if (text.trimStart().startsWith('<')) throw new Error('trả lời là một trang HTML hoặc XML');
        return text;
      }),
    value: (path, label) =>
      ask(path, {}, label, text => {
        const answer = readText(text);
        if (answer === '' || (isObject(answer) && !('value' in answer))) return '';
        return String(readObject(answer, 'value').value ?? '');
      }),
    async write({ method, path, contentType, label }, body) {
      const answer = await http.send({
        method,
        path: base + path,
        headers: { ...headers, 'Content-Type': contentType },
        body,
        intent: 'write',
        label,
      });
      if (answer.status >= 502 && answer.status <= 504) {
        const said = `máy chủ trung gian trả lời HTTP ${answer.status}`;
        throw new RemoteError(
          'unreachable',
          `${said}; không rõ yêu cầu ghi đã được thực hiện hay chưa (${label})`,
          { status: answer.status },
        );
      }
      refuseStatus(answer, label, http.redact);
      return answer.text;
    },
  };
}

/** Where the REST v2 application lives below the configured address. */
function basePath(baseUrl: string | undefined, configured: string | undefined): string {
  if (configured !== undefined) return configured.replace(/(?<!\/)\/+$/, '');
  return baseUrl?.includes('/rest/v2') ? '' : '/o/rest/v2';
}
