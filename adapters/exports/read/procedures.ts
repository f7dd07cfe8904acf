import type { QuarantineRecord } from '../../../src/adapter/records.ts';
import { losing, quarantineRecord } from '../../../src/adapter/unread.ts';
import type { ProcedureFacts } from '../../../src/domain/procedure.ts';
import { cleanText } from '../../../src/domain/text.ts';
import { readDay } from '../../../src/domain/time.ts';
import { readCode } from '../../../src/reading/code-cell.ts';
import { quoted } from '../../../src/reading/quote.ts';
import { isInForce, isWithdrawal, tiersOf } from '../schema.ts';
import type { Row, Table } from './tables.ts';

/** A procedure as the rows of all tables tell it. */
export interface Known {
  facts: ProcedureFacts;
  fromNumber?: true;
  /** Whether it is in force could not be told. */
  unread?: true;
}

export interface Coded {
  code: string;
  /** It came as a number and was written out. */
  fromNumber?: true;
}

/** The code of a row; what cannot be one is lost with its row. `part` is what the row would have been. */
export function codeOf(
  row: Row,
  locality: string,
  part: 'procedure' | 'offering',
): Coded | QuarantineRecord[] {
  const cell = row.cell('code')?.cell;
  const lost = (reason: string) =>
    losing([quarantineRecord(part, row.place, row.where('code'), reason)], { what: part });
  if (!cell) return lost('thiếu mã thủ tục');
  const read = readCode(cell, locality);
  if ('problem' in read) return lost(read.problem);
  if (read.trust === 'sure' || read.trust === 'spelled') return { code: read.code };
  // Lost zeros can be written out in one way only; whether there is such a code the national list says.
  if (read.trust === 'guessed' && cell.kind === 'number') return { code: read.code, fromNumber: true };
  return lost(`${quoted(cell.text)} không phải một mã thủ tục`);
}

/** A row of the national list. */
export function takeListed(
  row: Row,
  { has }: Table,
  { code, fromNumber }: Coded,
  known: Map<string, Known>,
): QuarantineRecord[] {
  const flaws: QuarantineRecord[] = [];
  const flaw = (column: Parameters<Row['where']>[0], reason: string) =>
    flaws.push(quarantineRecord('procedure', code, row.where(column), `${row.place}: ${reason}`));
  // Beside its name and decision the list has no words of a procedure in which tests could stand.
  const facts: ProcedureFacts = { suspectTexts: [] };
  const name = cleanText(row.text('name'));
  if (name !== '') facts.name = name;
  if (has('field')) {
    const field = cleanText(row.text('field'));
    facts.fields = field === '' ? null : [{ name: field }];
  }
  if (has('decision')) facts.decision = cleanText(row.text('decision')) || null;
  const tiers = tiersOf(row.text('tiers'));
  if (tiers) facts.tiers = tiers;
  else if (row.text('tiers') !== '') flaw('tiers', `cấp thực hiện chưa biết: ${quoted(row.text('tiers'))}`);
  // Without such a column, what is listed is in force.
  const active = has('state') ? isInForce(row.text('state')) : true;
  if (active === undefined) flaw('state', `tình trạng chưa biết: ${quoted(row.text('state'))}`);
  else facts.active = active;
  const before = known.get(code);
  // Twice in the list: in force if one of them is.
  if (before?.facts.active && !active) return flaws;
  known.set(code, {
    facts,
    ...(fromNumber && { fromNumber }),
    ...(active === undefined && { unread: true }),
  });
  return flaws;
}

/** What was decided of a procedure last. */
export interface Decided {
  decision: string;
  withdrawn: boolean;
  day: string;
}

/** A row of the feed of decisions: the last day counts; without days, the last row. */
export function takeDecided(row: Row, code: string, decided: Map<string, Decided>): void {
  const day = readDay(row.text('day')) ?? '';
  const before = decided.get(code);
  if (before && before.day > day) return;
  decided.set(code, {
    decision: cleanText(row.text('decision')),
    withdrawn: isWithdrawal(row.text('change')),
    day,
  });
}
