import { hash } from 'node:crypto';
import type { Memory } from '../service-request.ts';

/**
 * What a writer took away, as it was, for when it comes back: a definition tells but half of a row. Remembered with the
 * very send that takes it away, asked for only where nothing like it is stored, forgotten once a look has shown it back.
 */
export interface Taken<Row extends object> {
  row: Row;
  /** We have sent it again, and what one send cannot bring is still owed to it. Without this a row that is there is another's. */
  anew?: true;
}

/** Longer names are told by their digest: they are part of a key of the store, and texts have thousands of letters. */
const longest = 120;

/** `owner`: the case it belongs to, '' = the procedure itself. */
export function takenName(owner: string, kind: string, ...words: readonly string[]): string {
  const told = words.join(':');
  return prefixOf(owner, kind) + (told.length > longest ? hash('sha256', told, 'hex') : told);
}

export function takenAt<Row extends object>(memory: Memory, name: string): Taken<Row> | undefined {
  try {
    const taken = JSON.parse(memory[name] || 'null') as Partial<Taken<Row>> | null;
    return typeof taken?.row === 'object' && taken.row !== null ? (taken as Taken<Row>) : undefined;
  } catch {
    return undefined;
  }
}

/** To be remembered with the send that takes it away. */
export function taking<Row extends object>(memory: Memory, name: string, row: Row): Memory {
  return changed(memory, name, { row });
}

/** To be remembered with the send that makes it again, where more sends are to follow. */
export function makingAnew(memory: Memory, name: string): Memory {
  const taken = takenAt(memory, name);
  return taken ? changed(memory, name, { row: taken.row, anew: true }) : {};
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

/** Everything of an owner that is gone itself. */
export function forgotten(memory: Memory, owner: string): Memory {
  return Object.fromEntries(remembered(memory, prefixOf(owner)).map(name => [name, '']));
}

function remembered(memory: Memory, prefix: string): string[] {
  return Object.keys(memory).filter(name => name.startsWith(prefix) && memory[name] !== '');
}

function changed(memory: Memory, name: string, taken: Taken<object>): Memory {
  const text = JSON.stringify(taken);
  return text === memory[name] ? {} : { [name]: text };
}

function prefixOf(owner: string, kind?: string): string {
  return `taken:${owner}:${kind === undefined ? '' : `${kind}:`}`;
}
