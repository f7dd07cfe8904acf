import type { HostContext } from '../../src/adapter/adapter.ts';
import { RemoteError } from '../../src/adapter/errors.ts';
import type { HttpAnswer, HttpRequest } from '../../src/adapter/http.ts';
import { given } from '../../src/domain/given.ts';
import { looksCut, type Reading, readAnswer, readSession } from './envelope.ts';
import { type Options, wayOf } from './options.ts';
import { createSessionKeeper } from './session.ts';

/** Rows of a service; `null` = it knows of nothing. All throw `RemoteError`. */
export interface NationalClient {
  /** Signs in where this way in has sessions. */
  open(): Promise<void>;
  list(): Promise<unknown[] | null>;
  procedure(code: string): Promise<unknown[] | null>;
  decision(id: string): Promise<unknown[] | null>;
  fields(): Promise<unknown[] | null>;
  /** Absent where the installation has no such dictionary. */
  bodies?(): Promise<unknown[] | null>;
}

type Http = Pick<HostContext, 'http' | 'locality'>;
type Rows = Promise<unknown[] | null>;

/** More refusals in a row than a firewall's dislike of one code explains. */
const refusalsInARow = 5;

export function createClient(options: Options, context: Http): NationalClient {
  return wayOf(options) === 'session' ? sessionClient(options, context) : gatewayClient(options, context);
}

/** Way A: session RPC through the service bus. */
function sessionClient(options: Options, { http, locality }: Http): NationalClient {
  const { services, dstcode, providerurl } = options;
  const madonvi = options.unitCode ?? locality;
  const signs = { codes: options.sessionExpiredCodes, patterns: options.sessionExpiredPatterns };
  const routing = { dstcode, providerurl };
  const post = (path: string, label: string, body: object): Promise<HttpAnswer> =>
    http.send({
      ...asking('POST', path, label),
      query: options.routing === 'query' ? routing : {},
      headers: {
        ...{ Accept: 'application/json', 'Content-Type': 'application/json', Charset: 'utf-8' },
        ...(options.routing === 'header' && given(routing)),
      },
      body: JSON.stringify(body),
    });

  const keeper = createSessionKeeper(async () => {
    const { username, password } = options;
    const answer = await post(options.loginPath ?? '', 'đăng nhập', { username, password });
    const session = readSession(answer, http.redact);
    http.hide(session);
    return session;
  });
  const callPath = options.callPath ?? '';
  const sharePath = options.sharePath ?? callPath;

  async function call(path: string, service: string, parameters: Record<string, string> = {}): Rows {
    const label = [service, ...Object.values(parameters)].join(' ');
    const reading = await keeper.ask(async session =>
      readAnswer(await post(path, label, { session, madonvi, service, ...parameters }), signs, http.redact),
    );
    // The session serves others, so a 401 or 403 is about this record.
    return rowsOf(
      reading.ok || reading.kind !== 'refused' ? reading : { ...reading, kind: 'remote-fault' },
      label,
    );
  }

  return {
    open: () => keeper.open(),
    list: () => call(sharePath, services.list),
    procedure: code => call(callPath, services.procedure, { maTTHC: code }),
    decision: id => call(callPath, services.decision, { idQDCB: id }),
    fields: () => call(sharePath, services.fields),
    bodies: () => call(sharePath, services.bodies),
  };
}

/** Way B: a provincial gateway. */
function gatewayClient(options: Options, { http }: Http): NationalClient {
  const { bearerToken, bodiesPath } = options;
  let answered = false;
  let refused = 0;

  async function get(path: string, query: Record<string, string> = {}): Rows {
    const label = [path, ...Object.values(query)].join(' ');
    const authorization = bearerToken && { Authorization: `Bearer ${bearerToken}` };
    const headers = { Accept: 'application/json', ...authorization };
    const answer = await http.send({ ...asking('GET', path, label), query, headers });
    const reading = readAnswer(answer, undefined, http.redact);
    if (reading.ok) {
      answered = true;
      refused = 0;
    } else if (reading.kind === 'refused' && answered && ++refused < refusalsInARow) {
      return rowsOf({ ...reading, kind: 'remote-fault' }, label);
    }
    return rowsOf(reading, label);
  }

  return {
    open: async () => undefined,
    list: () => get(options.listPath),
    procedure: code => get(options.procedurePath, { maTTHC: code }),
    decision: id => get(options.decisionPath, { idQDCB: id }),
    fields: () => get(options.fieldsPath),
    ...(bodiesPath ? { bodies: () => get(bodiesPath) } : {}),
  };
}

function rowsOf(reading: Reading, label: string): unknown[] | null {
  if (reading.ok) return reading.rows;
  const { kind, reason, status, page } = reading;
  throw new RemoteError(kind, `${label}: ${reason}`, { status, page });
}

/** Beside a busy or broken server, an answer cut short is asked for again. */
const classify: NonNullable<HttpRequest['classify']> = answer => {
  if (answer.status === 429 || answer.status >= 500) return { retry: `HTTP ${answer.status}` };
  return answer.status < 400 && looksCut(answer.text) ? { retry: 'JSON bị cắt giữa chừng' } : 'ok';
};

function asking(method: 'GET' | 'POST', path: string, label: string): HttpRequest {
  const rooted = path.startsWith('/') ? path : `/${path}`;
  return { method, path: rooted, intent: 'read', label, classify };
}
