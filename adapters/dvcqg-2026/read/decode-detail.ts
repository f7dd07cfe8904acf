import { parseLenient } from '../../../src/adapter/kit/parse-lenient.ts';
import { readDeadline } from '../../../src/domain/deadline.ts';
import { readFee } from '../../../src/domain/fee.ts';
import { given } from '../../../src/domain/given.ts';
import type { Known } from '../../../src/domain/known.ts';
import type {
  CaseFacts,
  Channel,
  Deadline,
  Fee,
  LegalBasis,
  ProcedureFacts,
} from '../../../src/domain/procedure.ts';
import { textKey } from '../../../src/domain/text.ts';
import type { Tier } from '../../../src/domain/tier.ts';
import { type DetailRow, detailRow } from '../schema.ts';
import { decodeCases } from './decode-cases.ts';

/** A procedure's details in our words; JSON-safe, as it is kept between runs. */
export interface Detail {
  code: string;
  name: string;
  state: string;
  facts: Pick<
    ProcedureFacts,
    'fields' | 'decision' | 'fees' | 'deadlines' | 'tiers' | 'legalBases' | 'suspectTexts'
  >;
  cases?: CaseFacts[];
  flaws: { path: string; reason: string }[];
}

/** `undefined` when it is no record at all. */
export function decodeDetail(record: unknown): Detail | undefined {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return undefined;
  const { value: row, oddities } = parseLenient(detailRow, record);
  if (!row) return undefined;
  const isOdd = (part: keyof DetailRow) => oddities.some(({ path }) => path.split(/[.[]/, 1)[0] === part);
  // What lost a part of itself cannot be told: a part of a list is not the list.
  const told = <T>(value: T, ...parts: (keyof DetailRow)[]) => (parts.some(isOdd) ? undefined : value);
  const facts: Detail['facts'] = given({
    fields: told(fieldsOf(row), 'categoriesDetails'),
    decision: told(row.procedureProposal?.decisionNumber || undefined, 'procedureProposal'),
    fees: told(feesOf(row), 'executionMethods'),
    deadlines: told(deadlinesOf(row), 'executionMethods'),
    tiers: told(tiersOf(row), 'isWard', 'isProvince', 'isMinistry', 'isOtherAgency'),
    legalBases: told(legalBasesOf(row), 'legalBasisesDetails'),
    suspectTexts: told(textsOf(row), 'name', 'procedureProposal'),
  });
  const closed = told(isOnlineClosed(row), 'executionMethods');
  const cases = told(decodeCases(row, closed), 'cases', 'executionCases');
  const { code, name, state } = row;
  return { code, name, state, facts, ...(cases && { cases }), flaws: oddities };
}

/** Absent or empty: the portal did not say; it has no word for "none". */
function fieldsOf({ categoriesDetails: list = [] }: DetailRow): ProcedureFacts['fields'] {
  const fields = list
    .filter(({ code, name }) => code !== '' || name !== '')
    .map(({ code, name }) => ({ ...(code && { code }), ...(name && { name }) }));
  return fields.length > 0 ? fields : undefined;
}

/** The portal marks what it knows with true; where nothing is marked, or it says so, it is not determined. */
function tiersOf({ isWard, isProvince, isMinistry, isOtherAgency }: DetailRow): Known<Tier[]> {
  const marks = [isMinistry, isProvince, isWard, isOtherAgency];
  const names: Tier[] = ['ministry', 'province', 'commune', 'other'];
  const tiers = names.filter((_, at) => marks[at] === true);
  if (tiers.length > 0) return tiers;
  return marks.every(mark => mark === false) ? null : undefined;
}

const channels: Record<string, Channel> = { ONLINE: 'online', POSTAL: 'post', DIRECT: 'direct' };

/**
 * Of a method nobody knows fees and times count for any. `fees: []` says that none was declared, not that there is
 * none: then what has to be paid could not be told, whatever the other methods say. 0 is there for real zero and for
 * unknown, and a description in the place of a value is a rule: both stay unclear.
 */
function feesOf({ executionMethods = [] }: DetailRow): Known<Fee[]> {
  const fees: Fee[] = [];
  for (const { submissionMethod, fees: declared = [] } of executionMethods) {
    if (declared.length === 0) return undefined;
    for (const { value, description } of declared) {
      const place = placeOf(submissionMethod);
      if (value) fees.push(readFee({ amount: value, note: description, ...place }));
      else
        fees.push({
          ...place,
          text: [value, description]
            .filter(word => word !== undefined && word !== '')
            .join(' ')
            .slice(0, 500),
        });
    }
  }
  return fees.length > 0 ? fees : undefined;
}

const units: Record<string, string> = {
  WORKING_DAY: 'Ngày làm việc',
  DAY: 'Ngày',
  HOUR: 'Giờ',
  MONTH: 'Tháng',
};

function deadlinesOf({ executionMethods = [] }: DetailRow): Known<Deadline[]> {
  const deadlines: Deadline[] = [];
  for (const { submissionMethod, processingTime, processingTimeUnit } of executionMethods) {
    if (processingTime === undefined) return undefined;
    // A unit we do not know is no bare number: it stays as the portal has it, and is not trusted.
    const unit = units[processingTimeUnit] ?? (processingTimeUnit || 'không rõ đơn vị');
    deadlines.push(readDeadline({ amount: processingTime, unit, ...placeOf(submissionMethod) }));
  }
  return deadlines.length > 0 ? deadlines : undefined;
}

function placeOf(method: string): { channel?: Channel } {
  const channel = channels[method];
  return channel ? { channel } : {};
}

/** Declared as offline only, or filed by other methods only. */
function isOnlineClosed({ isOfflineOnly, executionMethods = [] }: DetailRow): boolean | undefined {
  if (isOfflineOnly) return true;
  const methods = executionMethods.map(({ submissionMethod }) => submissionMethod);
  if (methods.includes('ONLINE')) return false;
  return methods.length > 0 && methods.every(method => channels[method]) ? true : undefined;
}

/** Each once; the portal has no word for "none". */
function legalBasesOf({ legalBasisesDetails: list = [] }: DetailRow): Known<LegalBasis[]> {
  const bases = list
    .filter(({ code, name }) => code !== '' || name !== '')
    .map(({ code, name }) => ({ number: code.slice(0, 200), name: name.slice(0, 500) }));
  const distinct = new Map(bases.map(basis => [`${textKey(basis.number)} ${textKey(basis.name)}`, basis]));
  return distinct.size > 0 ? [...distinct.values()] : undefined;
}

/** The same legal text comes up to three times. */
function textsOf({ name, procedureProposal, legalBasisesDetails = [] }: DetailRow): string[] {
  const texts = [name, procedureProposal?.decisionNumber ?? ''];
  for (const { code, name: law } of legalBasisesDetails) texts.push(code, law);
  const distinct = new Map(texts.filter(text => text !== '').map(text => [textKey(text), text]));
  return [...distinct.values()].map(text => text.slice(0, 1_000)).slice(0, 100);
}
