import { createHash } from 'node:crypto';
import type { Known } from '../../../src/domain/known.ts';
import type { CaseFacts, LegalBasis, ProcedureFacts } from '../../../src/domain/procedure.ts';
import { cleanText, textKey } from '../../../src/domain/text.ts';
import type { Tier } from '../../../src/domain/tier.ts';
import {
  bodySchema,
  caseSchema,
  type Flaw,
  fieldSchema,
  headSchema,
  legalBasisSchema,
  procedureSchema,
  RowReader,
  tierSchema,
} from '../schema.ts';
import { readComponents } from './papers.ts';
import { readTimes } from './times.ts';

/** One `LayThuTuc` record in our words. */
export interface ProcedureReading {
  /** As the record has it; '' when it does not say. */
  code: string;
  facts: ProcedureFacts;
  /** Absent when the record's cases could not be read. */
  cases?: CaseFacts[];
  /** Where the number of the decision can be asked for; only when the record does not have it. */
  decisionId?: string;
  flaws: Flaw[];
  /** Whether it is public is not known: then nothing else of it counts. */
  unclear: boolean;
}

const longestName = 10_000;
const longestSuspect = 1_000;
const longestKey = 200;
/** Addresses of every unit may stand there; that there is one is what counts. */
const longestAddress = 300;
/** Titles of legal texts: what comes later in one never tells it apart. */
const longestLaw = 500;

const tierCodes: Record<string, Tier> = {
  0: 'ministry',
  1: 'province',
  2: 'district',
  3: 'commune',
  4: 'other',
};
const tierWords: [RegExp, Tier][] = [
  [/^cấp (bộ|trung ương)$/, 'ministry'],
  [/^cấp (tỉnh|thành phố)$/, 'province'],
  [/^cấp (huyện|quận)$/, 'district'],
  [/^cấp (xã|phường)$/, 'commune'],
  [/^cơ quan khác$/, 'other'],
];

/** Never throws; `undefined` when it is no record at all. */
export function readProcedure(record: unknown): ProcedureReading | undefined {
  const rows = new RowReader();
  const { flaws } = rows;
  const odd = (path: string) => flaws.some(flaw => flaw.path === path);
  const row = rows.row(procedureSchema, record);
  if (!row) return undefined;
  const facts: ProcedureFacts = {
    tiers: readTiers(rows, row.CAPTHUCHIEN),
    fields: named(rows.all(fieldSchema, row.LINHVUCTHUCHIEN, 'LINHVUCTHUCHIEN'), row => [
      row.MALINHVUC,
      row.TENLINHVUC,
    ]),
    bodies: named(rows.all(bodySchema, row.COQUANTHUCHIEN, 'COQUANTHUCHIEN'), row => [
      row.MADONVI,
      row.TENDONVI,
    ]),
    legalBases: readLegalBases(row.CANCUPHAPLY),
    ...readTimes(rows, row.CACHTHUCTHUCHIEN),
    ...(odd('TENTTHC') || odd('SOQUYETDINH')
      ? {}
      : { suspectTexts: readSuspectTexts(row.TENTTHC, row.SOQUYETDINH, row.CANCUPHAPLY) }),
  };
  if (row.TENTTHC !== '') facts.name = row.TENTTHC.slice(0, longestName);
  const active = odd('TRANGTHAI') ? undefined : isPublic(row.TRANGTHAI);
  if (active !== undefined) facts.active = active;
  else if (!odd('TRANGTHAI')) rows.wrong('TRANGTHAI', '1 hoặc số khác', row.TRANGTHAI);
  const reading: ProcedureReading = { code: row.MATTHC, facts, flaws, unclear: active === undefined };
  if (row.SOQUYETDINH !== '') facts.decision = row.SOQUYETDINH;
  else if (row.IDQUYETDINHCONGBO !== '') reading.decisionId = row.IDQUYETDINHCONGBO;
  else if (!odd('SOQUYETDINH') && !odd('IDQUYETDINHCONGBO')) facts.decision = null;
  const address = Object.hasOwn(Object(record), 'DIACHITIEPNHAN') ? row.DIACHITIEPNHAN : undefined;
  if (address !== undefined) facts.receptionAddress = address.slice(0, longestAddress) || null;
  const cases = readCases(rows, row.THANHPHANHOSO);
  if (cases) reading.cases = cases;
  return reading;
}

/** Code and name alone; '' where the record does not say. */
export function headOf(record: unknown): { code: string; name: string } {
  const head = new RowReader().row(headSchema, record);
  return { code: head?.MATTHC ?? '', name: head?.TENTTHC ?? '' };
}

/** `TRANGTHAI` 1 or not said: public; another number: withdrawn; anything else could not be told. */
function isPublic(state: string | number | boolean | null | undefined): boolean | undefined {
  const said = cleanText(String(state ?? ''));
  if (said === '') return true;
  return typeof state !== 'boolean' && Number.isFinite(Number(said)) ? Number(said) === 1 : undefined;
}

function readTiers(rows: RowReader, value: unknown): Known<Tier[]> {
  const list = rows.list(value, 'CAPTHUCHIEN');
  if (!list) return undefined;
  const found = new Set<Tier>();
  let unknown = false;
  const asRows = list.map(element =>
    typeof element === 'string' || typeof element === 'number' ? { CAPTHUCHIEN: element } : element,
  );
  for (const { row, path, whole } of rows.each(tierSchema, asRows, 'CAPTHUCHIEN')!) {
    const code = row?.CAPTHUCHIEN ?? '';
    const name = textKey(row?.TENCAP || row?.TENCAPTHUCHIEN || '');
    const tier =
      code === '' ? tierWords.find(([words]) => words.test(name))?.[1] : tierCodes[tierNumber(code)];
    if (tier) found.add(tier);
    else if (!whole || code || name) {
      unknown = true;
      if (row && (code || name)) rows.wrong(path, 'cấp 0 đến 4', code || name);
    }
  }
  // The one that cannot be read may be any: a part of the list is not the list.
  if (unknown) return undefined;
  return found.size > 0 ? [...found] : null;
}

function tierNumber(code: string): string {
  return /^0*\d(\.0)?$/.test(code) ? String(Number(code)) : code;
}

/** What has a code and a name, either of which may be empty; rows that say nothing are left out. */
function named<Row>(
  rows: Row[] | undefined,
  pairOf: (row: Row) => [code: string, name: string],
): Known<{ code?: string; name?: string }[]> {
  const told = rows?.map(pairOf).filter(([code, name]) => code !== '' || name !== '');
  if (told?.length === 0) return null;
  return told?.map(([code, name]) => ({ ...(code && { code }), ...(name && { name }) }));
}

/** One case per name; rows with the same name are parts of one case. */
function readCases(rows: RowReader, value: unknown): CaseFacts[] | undefined {
  const list = rows.each(caseSchema, value, 'THANHPHANHOSO');
  if (!list) return undefined;
  const cases = new Map<string, CaseFacts>();
  for (const { row: read, path, whole } of list) {
    const row = whole ? read : undefined;
    const name = (row?.TRUONGHOP ?? '').slice(0, longestName);
    const key = row ? caseKey(name) : path;
    const components = row ? readComponents(rows, row.GIAYTO, `${path}.GIAYTO`) : undefined;
    const known = cases.get(key);
    if (!known) cases.set(key, { key, ...(name ? { name } : {}), agencies: null, components });
    else if (known.components === undefined || components === undefined) known.components = undefined;
    else if (components) known.components = [...(known.components ?? []), ...components];
  }
  return [...cases.values()];
}

/** The case's name; where that is a whole paragraph, its beginning and a hash. */
function caseKey(name: string): string {
  if (name.length <= longestKey) return name;
  return `${name.slice(0, longestKey - 20)}…${createHash('sha256').update(name).digest('hex').slice(0, 16)}`;
}

/** Absent = not said; a row that cannot be read makes the list one that could not be told, and no line in quarantine. */
function readLegalBases(value: unknown): Known<LegalBasis[]> {
  if (value === undefined) return undefined;
  const bases = new RowReader()
    .all(legalBasisSchema, value, '')
    ?.filter(({ SOVANBAN, TENVANBAN }) => SOVANBAN !== '' || TENVANBAN !== '')
    .map(({ SOVANBAN, TENVANBAN }) => ({
      ...{ number: SOVANBAN.slice(0, longestKey), name: TENVANBAN.slice(0, longestLaw) },
    }));
  return bases?.length === 0 ? null : bases;
}

function readSuspectTexts(name: string, decision: string, legalBases: unknown): string[] {
  const texts = [name, decision];
  // Shapes of legal bases decide nothing, so flaws in them are not worth a line in quarantine.
  for (const { row } of new RowReader().each(legalBasisSchema, legalBases, '') ?? [])
    if (row) texts.push(row.SOVANBAN, row.TENVANBAN);
  const told = texts.filter(text => text !== '').map(text => text.slice(0, longestSuspect));
  return [...new Set(told)].slice(0, 100);
}
