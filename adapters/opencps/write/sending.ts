import type { RemoteSend } from '../../../src/adapter/writer.ts';
import { readObject, readText } from '../answer.ts';
import { differing, type Fields, fieldsOf } from '../fields.ts';
import { detailsAt } from '../read/detail-rows.ts';
import { inTime, type Row, remember, type Writing, wait } from '../writing.ts';
import { isLost, type Lookup, lookupOf, mayBeThere } from './lookup.ts';

const urlencoded = 'application/x-www-form-urlencoded; charset=UTF-8';

/** A form-urlencoded write: raw text, since the server escapes what it stores (contract 1.6). */
export function formSend(
  label: string,
  method: RemoteSend['method'],
  path: string,
  fields: Fields,
  remembered?: Record<string, string>,
): RemoteSend {
  const told = remembered && Object.keys(remembered).length > 0 ? { remember: remembered } : {};
  return {
    label,
    method,
    path,
    body: new URLSearchParams(fields).toString(),
    contentType: urlencoded,
    ...told,
  };
}

/**
 * Sends one write. What a POST made is remembered, because lists may not show it yet. When its answer was lost, or
 * says that the row is already there, the lists are given time to show it: whoever looks next must not take it for
 * missing and make it twice.
 */
export async function sendOne(writing: Writing, send: RemoteSend): Promise<void> {
  const forget = () => {
    if (send.path.startsWith('/serviceconfigs')) writing.lastConfigs.clear();
    return Promise.all(detailsAt(send.path).map(key => writing.details.forget(key)));
  };
  await forget();
  try {
    await sendOnly();
  } finally {
    // Somebody may have read it meanwhile.
    await forget();
  }

  async function sendOnly(): Promise<void> {
    const lookup = lookupOf(writing, send);
    // Details of steps are asked for by their code: no answer is needed to know it.
    if (lookup?.key === 'stepCode')
      remember(writing, lookup.list, new URLSearchParams(send.body).get('stepCode')!);
    if (lookup && (await isThere(lookup))) return;
    try {
      const answer = await writing.client.write(send, send.body);
      awaitOption();
      if (lookup) noteMade(lookup, answer);
      if (send.method === 'DELETE') writing.taken.add(send.path);
    } catch (error) {
      // A refusal changes nothing that one would have to wait for.
      if (isLost(error)) awaitOption();
      if (!lookup || !(isLost(error) || mayBeThere(error))) throw error;
      const found = await findInTime(lookup);
      if (found && mayBeThere(error)) return;
      throw error;
    }
  }

  /**
   * Actions may be made twice without a word of the server, and an earlier process may have made this one just now.
   * What was decided on lists read too early for that to show is looked up again, once they must show it.
   */
  async function isThere(lookup: Lookup): Promise<boolean> {
    const { settledAt, readAt } = writing;
    if (lookup.key !== 'processActionId' || (readAt.get(lookup.list) ?? 0) >= settledAt) return false;
    await wait(writing, Math.max(0, settledAt - performance.now()));
    return findInTime({ ...lookup, lagging: false });
  }

  async function findInTime({ lagging, list, find }: Lookup): Promise<boolean> {
    const look = async () => {
      const id = await find();
      if (id !== undefined) remember(writing, list, id);
      return id !== undefined;
    };
    return lagging ? inTime(writing, look) : look();
  }

  function noteMade({ list, key }: Lookup, answer: string): void {
    try {
      remember(writing, list, String(readObject(readText(answer), key)[key]));
    } catch {
      // An answer without the id: the list will show the row in time, and a second POST is refused or looked up.
    }
  }

  /**
   * Options have no detail of their own: after a write the list is waited for. The time it may lag begins when the write is over,
   * however long that took.
   */
  function awaitOption(): void {
    const { method, path, body } = send;
    const [, list, option] = /^(\/serviceconfigs\/[^/]+\/processes)(?:\/([^/]+))?$/.exec(path) ?? [];
    if (list === undefined) return;
    const wanted = Object.fromEntries(new URLSearchParams(body)) as Fields;
    const names = Object.keys(wanted);
    const shown = (rows: Row[]) => {
      if (method === 'DELETE') return !rows.some(row => String(row.processOptionId) === option);
      return rows.some(row => differing(fieldsOf(row, names), wanted).length === 0);
    };
    const until = performance.now() + writing.options.indexLagMs;
    writing.awaited.set(list, [...(writing.awaited.get(list) ?? []), { shown, until }]);
  }
}
