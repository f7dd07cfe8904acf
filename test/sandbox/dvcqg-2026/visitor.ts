import type { RunningPortal } from './sandbox.ts';

export interface Heard {
  status: number;
  type: string;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: whatever came over the wire.
  json: any;
}

export type Row = Record<string, unknown>;

/** Somebody who calls as the wall wants it, unless other headers are given. */
export async function visitor(sandbox: RunningPortal, changed: Record<string, string> = {}) {
  const first = await fetch(`${sandbox.baseUrl}/thu-tuc-hanh-chinh`);
  await first.arrayBuffer();
  const headers = {
    'Content-Type': 'application/json',
    'User-Agent': 'sandbox-test/1',
    Origin: sandbox.baseUrl,
    Referer: `${sandbox.baseUrl}/thu-tuc-hanh-chinh`,
    Cookie: first.headers.get('set-cookie')!.split(';')[0]!,
    ...changed,
  };

  const ask = async (path: string, body: unknown, signal?: AbortSignal): Promise<Heard> => {
    const answer = await fetch(`${sandbox.baseUrl}/api/v1/${path}`, {
      ...{ method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body) },
      ...(signal ? { signal } : {}),
    });
    const renewed = answer.headers.get('set-cookie')?.split(';')[0];
    if (renewed) headers.Cookie = renewed;
    const text = await answer.text();
    const type = answer.headers.get('content-type') ?? '';
    return { status: answer.status, type, text, json: type.includes('json') ? tryJson(text) : undefined };
  };

  /** All pages of a list with a cursor, until it ends or `most` were read. */
  const walk = async (path: string, body: Row, most = 100) => {
    const rows: Row[] = [];
    const sizes: number[] = [];
    let lastId = '';
    for (let page = 0; page < most; page++) {
      const { data } = (await ask(path, { ...body, lastId })).json;
      const found: Row[] = data.rows ?? data.items;
      rows.push(...found);
      sizes.push(found.length);
      if (found.length === 0 || !data.lastId || data.lastId === lastId) break;
      lastId = data.lastId;
    }
    return { rows, sizes };
  };

  return { ask, walk };
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
