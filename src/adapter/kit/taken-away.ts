import { hash } from 'node:crypto';
import type { Memory } from '../service-request.ts';
import type { RemoteSend } from '../writer.ts';

/**
 * What a writer took away, as it was, for when it comes back: a definition tells but half of a row. Remembered with the
 * very send that takes it away, asked for only where nothing like it is stored, forgotten once a look has shown it back.
 */
export interface Taken<Row extends object> {
  row: Row;
  /** We have sent it again, and what one send cannot bring is still owed to it. Without this a row that is there is another's. */
  anew?: true;
}

/** Longer words are told by their digest: they are part of a key of the store, and texts have thousands of letters. */
const longest = 120;

/**
 * Under what a thing of a kind is remembered. `owner`: the case it belongs to, '' = the procedure itself. `mark`: what tells
 * several of one thing apart, such as a code; a definition may leave it out.
 */
export function takenName(owner: string, kind: string, thing = '', mark?: string): string {
  return `${prefixOf(owner, kind)}${wordOf(thing)}${mark === undefined ? '' : `:${wordOf(mark)}`}`;
}

function wordOf(text: string): string {
  return text.length > longest || text.includes(':') ? hash('sha256', text, 'hex') : text;
}

export function takenAt<Row extends object>(memory: Memory, name: string): Taken<Row> | undefined {
  try {
    const taken = JSON.parse(memory[name] || 'null') as Partial<Taken<Row>> | null;
    return typeof taken?.row === 'object' && taken.row !== null ? (taken as Taken<Row>) : undefined;
  } catch {
    return undefined;
  }
}

export type Named<Row extends object> = Taken<Row> & { name: string };

/** All that is remembered of a thing, whatever its mark; without a thing, of the whole kind. */
export function takenOf<Row extends object>(
  memory: Memory,
  owner: string,
  kind: string,
  thing?: string,
): Named<Row>[] {
  const name = thing === undefined ? prefixOf(owner, kind) : takenName(owner, kind, thing);
  const isIts = (one: string) => thing === undefined || one === name || one.startsWith(`${name}:`);
  const names = remembered(memory, name).filter(isIts);
  return names.sort().flatMap(one => {
    const taken = takenAt<Row>(memory, one);
    return taken ? [{ ...taken, name: one }] : [];
  });
}

/**
 * To be remembered with the send that takes it away. `whole`: the row with what is still owed to it, where we take away what
 * is not wholly back.
 */
export function taking<Row extends object>(
  memory: Memory,
  name: string,
  row: Row,
  whole: (row: Row, before: Row) => Row = one => one,
): Memory {
  const before = takenAt<Row>(memory, name);
  return changed(memory, name, before?.anew ? { row: whole(row, before.row), anew: true } : { row });
}

/** To be remembered with the send that makes it again, where more sends are to follow; `as`: under what it is known then. */
export function makingAnew<Row extends object>(
  memory: Memory,
  name: string,
  as: { name?: string; row?: Partial<Row> } = {},
): Memory {
  const taken = takenAt<Row>(memory, name);
  if (!taken) return {};
  const { name: now = name, row } = as;
  const left = now === name ? {} : { [name]: '' };
  return { ...left, ...changed(memory, now, { row: { ...taken.row, ...row }, anew: true }) };
}

/**
 * What a look comes to that has shown all rows of a kind. `there`: by name, whether nothing is owed to it any more. One
 * that was made anew and is not there was refused: until it is sent again, whoever is there is another.
 */
export function seenBack(
  memory: Memory,
  owner: string,
  kind: string,
  there: ReadonlyMap<string, boolean>,
): Memory {
  return Object.assign({}, ...remembered(memory, prefixOf(owner, kind)).map(seen));

  function seen(name: string): Memory {
    const taken = takenAt(memory, name);
    const whole = there.get(name);
    if (!taken || whole || (whole === false && !taken.anew)) return { [name]: '' };
    return whole === undefined && taken.anew ? changed(memory, name, { row: taken.row }) : {};
  }
}

function remembered(memory: Memory, prefix: string): string[] {
  return Object.keys(memory).filter(name => name.startsWith(prefix) && memory[name] !== '');
}

function changed(memory: Memory, name: string, taken: Taken<object>): Memory {
  const text = JSON.stringify(taken);
  return text === memory[name] ? {} : { [name]: text };
}

function prefixOf(owner: string, kind: string): string {
  return `taken:${owner}:${kind}:`;
}

/** A send that brings something back without all it had: nothing is left out without a word. */
export function leavingOut(send: RemoteSend, words: string | undefined): RemoteSend {
  return words === undefined ? send : { ...send, label: `${send.label} (${words})`, leavesOut: words };
}
