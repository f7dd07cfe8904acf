import { type Aside, withAside } from '../../../src/adapter/kit/aside.ts';
import { parseLenient } from '../../../src/adapter/kit/parse-lenient.ts';
import type { MeasureRecord, MeasuresAsked } from '../../../src/adapter/measures.ts';
import type { Channels } from '../../../src/domain/measure.ts';
import { channelRow, evaluationRow, type MetricRow } from '../schema.ts';
import { listedAs, readProcedureList } from './applied.ts';
import { figures } from './pages.ts';
import { gapWords, type Reading } from './reading.ts';
import { findRoot, readUnits } from './units.ts';

/** Groups of decision 766 whose units are listed with their figures. */
const flatGroups = ['transparency', 'dossier-digitized', 'handling-satisfaction'];
/** Those that publish points only, and what they are about; the portal gives them no name of their own. */
const treeGroups: Readonly<Record<string, string>> = {
  'dvc-progress-tree': 'Tiến độ giải quyết',
  'provide-online-tree': 'Cung cấp dịch vụ trực tuyến',
  'formality-online-payment-tree': 'Thanh toán trực tuyến',
};

/**
 * Files by channel and the indicators of a month that is over: first of the city and its units, then procedure by
 * procedure. What was not read is a gap, never a nought.
 */
export async function* readMeasures(
  reading: Reading,
  { period, procedures }: MeasuresAsked,
): AsyncGenerator<MeasureRecord> {
  await reading.client.visit();
  const root = await findRoot(reading);
  for await (const record of readUnits(reading))
    if (record.kind === 'gap') yield { kind: 'gap', reason: record.reason };
  const month = monthBody(period);
  const known = { reading, root, period };
  const parts = [
    () => demandOf(known, month, null),
    ...[...flatGroups, ...Object.keys(treeGroups)].map(group => () => indicatorsOf(known, group)),
  ];
  for (const part of parts)
    try {
      yield* part();
    } catch (error) {
      yield { kind: 'gap', reason: `chỉ số: ${gapWords(error)}` };
    }
  if (procedures.length === 0) return;
  const listed = yield* withAside(aside => idsByCode(reading, aside));
  let done = 0;
  for (const procedure of procedures) {
    reading.context.progress('demand', done++, procedures.length);
    const id = listed.get(procedure);
    if (id === undefined) continue;
    try {
      yield* demandOf(known, { ...month, formalityId: id }, procedure);
    } catch (error) {
      yield { kind: 'gap', reason: `số hồ sơ của ${procedure}: ${gapWords(error)}` };
    }
  }
}

async function* idsByCode(
  reading: Reading,
  aside: Aside,
): AsyncGenerator<MeasureRecord, Map<string, string>> {
  const list = readProcedureList(reading, aside);
  for (let next = await list.next(); ; next = await list.next()) {
    if (next.done) return new Map([...next.value.keys()].map(code => [code, listedAs(next.value, code)!.id]));
    if (next.value.kind === 'gap') yield { kind: 'gap', reason: next.value.reason };
  }
}

interface ListedUnit {
  reading: Reading;
  /** Id of the city. */
  root: string;
  period: string;
}

/** Of the city and every unit; the answer does not say what it was filtered by, so one is asked at a time. */
async function* demandOf(
  known: ListedUnit,
  body: object,
  procedure: string | null,
): AsyncGenerator<MeasureRecord> {
  const { reading, root, period } = known;
  const asked = { ...body, rootDepartmentId: root };
  const { city, rows, gap } = await figures(reading, 'provide-online-tree', asked);
  if (gap) yield { kind: 'gap', reason: `số hồ sơ của ${procedure ?? 'các đơn vị'}: ${gap}` };
  for (const [agency, value] of unitsIn(known, city, rows))
    yield { kind: 'demand', procedure, period, agency, ...channelsOf(value) };
}

/** The city, and what stands among the rows of its units; those of some lists have an id only. */
function* unitsIn(
  { reading: { context, units }, root }: ListedUnit,
  city: unknown,
  rows: Iterable<unknown>,
): Generator<[agency: string, value: unknown]> {
  yield [context.locality, city];
  for (const value of rows) {
    const { departmentId = '', departmentCode } = parseLenient(channelRow, value).value ?? {};
    const code = departmentCode || units.codeOf(departmentId) || '';
    if (departmentId !== root && units.isOurs(code)) yield [code, value];
  }
}

function channelsOf(value: unknown): Channels & { quality: string | null } {
  const { value: row } = parseLenient(channelRow, value);
  const counted = {
    online: countOf(row?.channelOnlineSum),
    direct: countOf(row?.channelDirectSum),
    postal: countOf(row?.channelPostalSum),
  };
  const whole = !Object.values(counted).includes(null);
  const total = whole ? countOf(row?.channelTotalSum) : null;
  return { ...counted, total, quality: row?.dataQualityStatus || null };
}

/** What is no number of files was not told. */
function countOf(sum: number | undefined): number | null {
  return sum !== undefined && Number.isSafeInteger(sum) && sum >= 0 ? sum : null;
}

/** Rows of units carry no code in lists with figures: whose they are is known from the trees. */
async function* indicatorsOf(known: ListedUnit, group: string): AsyncGenerator<MeasureRecord> {
  const { reading, root, period } = known;
  const body = group === 'handling-satisfaction' ? daysOf(period) : monthBody(period);
  const { city, rows, gap } = await figures(reading, group, { ...body, rootDepartmentId: root });
  if (gap) yield { kind: 'gap', reason: `nhóm chỉ số ${group}: ${gap}` };
  const points = treeGroups[group];
  for (const [agency, value] of unitsIn(known, city, rows)) {
    const { value: row } = parseLenient(evaluationRow, value);
    if (!row) continue;
    const { totalScore: score, totalMaxScore: maxScore, metrics = [] } = row;
    const all = points === undefined ? metrics : [{ ...row, code: group, name: points, score, maxScore }];
    for (const metric of all) yield { kind: 'indicator', group, agency, period, ...indicatorOf(metric) };
  }
}

function indicatorOf(metric: Partial<MetricRow> & Pick<MetricRow, 'code' | 'name'>) {
  const { code, name, numerator = null, denominator = null, score = null, maxScore = null } = metric;
  const { dataQualityStatus: status = '', dataQualityMessage: message = '' } = metric;
  const quality = status === '' && message === '' ? null : { status, message };
  return { code, name: name || code, numerator, denominator, score, maxScore, quality };
}

function monthBody(period: string): object {
  const [year, month] = period.split('-').map(Number);
  return { timeType: 'month', year, month };
}

/** That group takes days instead of a period. */
function daysOf(period: string): object {
  const [year, month] = period.split('-').map(Number);
  const last = new Date(Date.UTC(year!, month!, 0)).getUTCDate();
  return { fromDate: `${period}-01`, toDate: `${period}-${String(last).padStart(2, '0')}` };
}
