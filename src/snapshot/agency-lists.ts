import type { Store } from '../store/core/contract.ts';
import { type AgencyList, readAgencyLists } from '../store/runs/snapshots.ts';
import { Shared } from './shared.ts';

/** Lists at hand of one snapshot. */
const most = 500;

const lists = new Shared(text => Object.freeze(JSON.parse(text) as string[]));

/**
 * The list of strings a JSON text holds; equal texts give the same array, so that whoever compares the agencies of
 * two procedures can compare references.
 */
export function sharedList(text: string): readonly string[] {
  return lists.of(text);
}

/** Numbers the lists of agencies of a snapshot while it is packed. */
export class NumberedLists {
  #numbers = new Map<string, number>();
  #fresh: AgencyList[] = [];
  #last = 0;

  /** @param agencies JSON. */
  numberOf(agencies: string): number {
    const known = this.#numbers.get(agencies);
    if (known !== undefined) return known;
    // One that is met again later gets a second number, and is shared again when it is read.
    if (this.#numbers.size >= most) this.#numbers.clear();
    const number = ++this.#last;
    this.#numbers.set(agencies, number);
    this.#fresh.push({ number, agencies });
    return number;
  }

  /** Lists numbered since this was last asked: to be written beside the procedures that name them. */
  takeFresh(): AgencyList[] {
    const fresh = this.#fresh;
    this.#fresh = [];
    return fresh;
  }
}

/** The lists of agencies of a stored snapshot, fetched as procedures name them. */
export class StoredLists {
  readonly #store: Store;
  readonly #snapshot: number;
  readonly #lists = new Map<number, readonly string[]>();

  constructor(store: Store, snapshotId: number) {
    this.#store = store;
    this.#snapshot = snapshotId;
  }

  /** Has at hand what these procedures name; of others nothing is promised. */
  async fetch(procedures: readonly { agencyList: number | null }[]): Promise<void> {
    const named = new Set(procedures.map(({ agencyList }) => agencyList).filter(number => number !== null));
    const missing = [...named].filter(number => !this.#lists.has(number));
    if (missing.length === 0) return;
    if (this.#lists.size + missing.length > most)
      for (const number of this.#lists.keys()) if (!named.has(number)) this.#lists.delete(number);
    for (const { number, agencies } of await readAgencyLists(this.#store, this.#snapshot, missing))
      this.#lists.set(number, sharedList(agencies));
  }

  get(number: number): readonly string[] {
    const list = this.#lists.get(number);
    if (!list) throw new Error(`snapshot ${this.#snapshot} has no list of agencies ${number}`);
    return list;
  }
}
