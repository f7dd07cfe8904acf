import type { Lost } from '../adapter/records.ts';
import type { QuarantineRow } from '../store/runs/snapshots.ts';

/** Enough to see what is wrong; a system whose every record is odd must not fill the database. */
const kept = 1_000;
const longestReason = 300;
/** Carried by the summary of a snapshot, into the evidence of the finding. */
const mostExamples = 100;

/** Counts records that did not parse and keeps the first of them. */
export class Quarantine {
  readonly rows: QuarantineRow[] = [];
  count = 0;
  readonly #procedures = new Set<string>();

  add({ part, key, path, reason, lost }: QuarantineRow & { lost?: Lost }): void {
    this.count++;
    if (part === 'procedure') this.#procedures.add(lost?.procedure ?? key);
    if (this.rows.length < kept) this.rows.push({ part, key, path, reason: reason.slice(0, longestReason) });
  }

  /** In order of their keys, because records come in no order and the same ones are to be shown every time. */
  examples(): QuarantineRow[] {
    const keyOf = ({ part, key, path }: QuarantineRow) => `${part} ${key} ${path}`;
    return this.rows.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)).slice(0, mostExamples);
  }

  hasProcedure(code: string): boolean {
    return this.#procedures.has(code);
  }
}
