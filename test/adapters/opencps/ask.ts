import type { RunningSandbox } from '../../sandbox/seed.ts';

export interface Asked {
  method?: string;
  form?: Record<string, string>;
  body?: string;
  headers?: Record<string, string>;
}

/** One request to a sandbox, as its account; `path` is below `/o/rest/v2`. */
export async function ask(
  sandbox: RunningSandbox,
  path: string,
  { method, form, body, headers }: Asked = {},
) {
  const { username, password, groupId } = sandbox.options;
  const answer = await fetch(sandbox.baseUrl + path, {
    method: method ?? 'GET',
    headers: {
      Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
      groupId: String(groupId),
      Accept: 'application/json',
      ...headers,
    },
    ...(form ? { body: new URLSearchParams(form) } : body === undefined ? {} : { body }),
  });
  const text = await answer.text();
  return { status: answer.status, text, headers: answer.headers, json: () => JSON.parse(text) };
}
