import type { QuarantineRow } from '../store/contract.ts';

/** Enough to see what is wrong; a system whose every record is odd must not fill the database. */
const kept = 1_000;
const longestReason = 300;

/** Counts records that did not parse and keeps the first of them. */
export class Quarantine {
  readonly rows: QuarantineRow[] = [];
  count = 0;
  readonly #procedures = new Set<string>();

  add({ part, key, path, reason }: QuarantineRow): void {
    this.count++;
    if (part === 'procedure') this.#procedures.add(key);
    if (this.rows.length < kept) this.rows.push({ part, key, path, reason: reason.slice(0, longestReason) });
  }

  hasProcedure(code: string): boolean {
    return this.#procedures.has(code);
  }
}
