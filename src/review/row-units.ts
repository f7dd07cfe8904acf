import type { FoundList } from './layout/find-lists.ts';
import { type FoundRow, isMark } from './layout/found-rows.ts';
import { markColumns } from './layout/ground-columns.ts';
import type { UnitFinder } from './units.ts';

/** Whose the rows of a list are, as far as they and the headings above them say. */
export class RowUnits {
  readonly #units: UnitFinder;
  readonly #headings = new Map<readonly string[], string | null | undefined>();

  constructor(units: UnitFinder) {
    this.#units = units;
  }

  /**
   * The unit of a row: a column of units or a heading may say it, unless the operator has. Null: the column names one
   * nobody knows, which is not that of the title; who "UBND cấp xã, phối hợp Sở Tư pháp" is, the title says.
   */
  row(
    { agency, headings }: FoundRow,
    whole: readonly string[],
    told: string | undefined,
  ): string | null | undefined {
    if (told !== undefined) return told;
    const units = this.#units;
    const own = agency && units.exactly(agency.cell.text);
    if (own !== undefined && !this.#isField(own, agency!.cell.text, whole)) return own;
    if (agency && whole.length === 1 && unitName.test(agency.cell.text) && !units.inHeading(agency.cell.text))
      return null;
    const heading = this.#headingUnit(headings, whole);
    if (heading !== undefined) return heading ?? undefined;
    return whole.length === 1 ? whole[0] : undefined;
  }

  /** "II. Tư pháp" in the list of a ward is a field of work; the department would be "Sở Tư pháp". */
  #isField(unit: string, text: string, [sender, ...others]: readonly string[]): boolean {
    const units = this.#units;
    if (sender === undefined || others.length > 0) return false;
    return (
      !units.gathers(sender, unit) && !units.alike(sender, unit) && !units.inTitles([text]).includes(unit)
    );
  }

  /**
   * Rows take the place of all that their unit has sent before. Of a unit that is neither the sender nor below it they
   * may stand below a heading, where lists of units of one kind follow each other, but not among its own.
   */
  isOthers({ agency: cell }: FoundRow, agency: string, [sender, ...others]: readonly string[]): boolean {
    const units = this.#units;
    if (sender === undefined || others.length > 0 || units.gathers(sender, agency)) return false;
    return (cell && units.exactly(cell.cell.text) === agency) || !units.alike(sender, agency);
  }

  /** The last heading that names a unit. Rows share the list of those above them. */
  #headingUnit(headings: readonly string[], whole: readonly string[]): string | null | undefined {
    if (!this.#headings.has(headings))
      this.#headings.set(
        headings,
        headings
          .map(line => {
            const unit = this.#units.inHeading(line);
            return unit && this.#isField(unit, line, whole) ? undefined : unit;
          })
          .findLast(unit => unit !== undefined),
      );
    return this.#headings.get(headings);
  }

  /** Names of units over columns that are marked, where no column is about a ground: whose word a row is, it does not say. */
  columns({ columns, rows }: FoundList): string[] {
    if (markColumns(columns).length > 0) return [];
    const named = columns.others.filter(
      column => this.#units.exactly(columns.titles[column] ?? '') !== undefined,
    );
    const marked = rows.some(({ remarks }) =>
      remarks.some(({ column, cell }) => named.includes(column) && isMark(cell.text)),
    );
    return marked && named.length > 1 ? named.map(column => columns.titles[column]!) : [];
  }

  /** Units that a column names, in rows of a list that is one unit's. */
  named(rows: readonly FoundRow[]): string[] {
    const texts = new Set(rows.flatMap(({ agency }) => agency?.cell.text ?? []));
    return [...new Set([...texts].flatMap(text => this.#units.exactly(text) ?? []))];
  }
}

/** A cell that is nothing but the name of a unit: "UBND xã nơi cư trú" names none. */
const unitName =
  /^(?:(?:UBND|Ủy ban nhân dân) )?(?:[Pp]hường|[Xx]ã|[Tt]hị trấn|[Qq]uận|[Hh]uyện)(?: (?!Phường|Xã|Quận|Huyện)(?:\p{Lu}\p{Ll}*|\d{1,2})){1,4}$/u;
