import type { FolderContext } from '../../../src/adapter/adapter.ts';
import type { ProcedureRecord, SourceRecord } from '../../../src/adapter/records.ts';
import { gapRecord, lackRecord, noteRecord } from '../../../src/adapter/unread.ts';
import type { Publication } from '../../../src/domain/publication.ts';
import { dateAndTime } from '../../../src/domain/time.ts';
import { type OpenedSet, openNewest, throwIfAborted } from '../client.ts';
import type { Options } from '../options.ts';
import { readOffered, type Unit } from './offerings.ts';
import { codeOf, type Decided, type Known, takeDecided, takeListed } from './procedures.ts';
import { readProcess } from './processes.ts';
import { type FoundProcess, type FoundTables, type Table, tablesOf } from './tables.ts';

const dayMs = 86_400_000;

/** Everything the newest whole set of files tells, as of the day it was written. */
export async function* readEverything(
  options: Options,
  context: FolderContext,
): AsyncGenerator<SourceRecord> {
  yield* toldBy(await openTables(options, context), options, context);
}

/** The newest whole set of files, and what is in it. */
export type OpenedTables = FoundTables & { set: OpenedSet };

export async function openTables(
  { profile }: Options,
  { files, signal, maxRows, locality }: FolderContext,
): Promise<OpenedTables> {
  const set = await openNewest(files, signal);
  return { set, ...tablesOf(set, profile, locality, maxRows) };
}

export function* toldBy(
  { set, tables, processes, gaps }: OpenedTables,
  { maxAgeDays }: Options,
  { signal, locality, progress }: FolderContext,
): Generator<SourceRecord> {
  yield { kind: 'as-of', at: set.asOf };
  for (const reason of set.passedOver) yield noteRecord(`${reason}; dùng bộ tệp cũ hơn`);
  const age = Math.floor((Date.now() - Date.parse(set.asOf)) / dayMs);
  if (age > maxAgeDays)
    yield gapRecord(
      'files',
      `tệp mới nhất từ ${dateAndTime(set.asOf)}, đã ${age} ngày, quá ${maxAgeDays} ngày; cần xuất lại`,
    );
  for (const gap of gaps) yield gapRecord('files', gap);
  progress('files', set.books.length, set.books.length);
  const has = (profile: Table['profile']) => tables.some(table => table.profile === profile);
  // An annex of what is at level 4 says nothing of the services that it leaves out.
  if (!has('dvcqg-offerings'))
    yield has('level-four')
      ? lackRecord('other-offerings', 'phụ lục chỉ nêu dịch vụ đã ở mức cao nhất, không nêu các dịch vụ khác')
      : lackRecord('offerings', 'thư mục không có danh sách dịch vụ của các đơn vị');
  if (!has('dvcqg-list')) yield lackRecord('list', 'thư mục không có danh mục thủ tục');
  for (const record of recordsOf(tables, processes, locality)) {
    throwIfAborted(signal);
    yield record;
  }
}

function* recordsOf(
  tables: readonly Table[],
  processes: readonly FoundProcess[],
  locality: string,
): Generator<SourceRecord> {
  const known = new Map<string, Known>();
  const decided = new Map<string, Decided>();
  const units = new Map<string, Unit>();
  const published = new Map<string, Publication>();
  const withCases = new Set<string>();
  for (const process of processes) {
    const read = readProcess(process);
    yield read;
    if (read.kind !== 'case') continue;
    withCases.add(read.procedure);
    if (!known.has(read.procedure)) known.set(read.procedure, fromService('', undefined));
  }
  for (const table of tables) {
    if (table.profile === 'statistics') continue;
    const lists = table.profile === 'dvcqg-list';
    const decides = table.profile === 'decisions';
    for (const row of table.rows) {
      const coded = codeOf(row, locality, lists || decides ? 'procedure' : 'offering');
      if (Array.isArray(coded)) {
        yield* coded;
        continue;
      }
      const { code } = coded;
      if (lists) yield* takeListed(row, table, coded, known);
      else if (decides) takeDecided(row, code, decided);
      else {
        const read = readOffered(row, table, code);
        if (!known.has(code)) known.set(code, fromService(row.text('name'), coded.fromNumber));
        if (Array.isArray(read)) {
          yield* read;
          continue;
        }
        const { unit, test, offering, link, flaws } = read;
        yield* flaws;
        if (!units.has(unit.id)) units.set(unit.id, unit);
        const tests = table.has('testing') && { tests: [] };
        const shown: Publication = published.get(code) ?? { links: [], audiences: null, ...tests };
        published.set(code, shown);
        if (test && !shown.tests?.includes(unit.id)) shown.tests?.push(unit.id);
        if (test) continue;
        yield offering;
        if (link !== '' && !shown.links.some(({ agency }) => agency === unit.id))
          shown.links.push({ agency: unit.id, link });
      }
    }
  }
  for (const { id, name } of units.values()) yield { kind: 'agency', id, name };
  for (const [code, procedure] of known)
    yield recordOf(code, procedure, decided.get(code), published.get(code), withCases.has(code));
}

/** Of a service whose procedure no list tells: what has a service is in use. */
function fromService(name: string, fromNumber: true | undefined): Known {
  return { facts: { ...(name !== '' && { name }), active: true }, ...(fromNumber && { fromNumber }) };
}

/** The feed of decisions tells what came after a list was drawn up: what is withdrawn is, whatever the list says. */
function recordOf(
  code: string,
  { facts, fromNumber, unread }: Known,
  last: Decided | undefined,
  publication: Publication | undefined,
  hasCases: boolean,
): ProcedureRecord {
  return {
    ...{ kind: 'procedure', code, detail: unread && !last?.withdrawn ? 'unread' : 'read' },
    ...(!hasCases && { casesIndeterminate: true }),
    ...(fromNumber && { fromNumber }),
    facts: {
      ...facts,
      ...(last?.decision && !facts.decision && { decision: last.decision }),
      ...(last?.decision && !facts.decision && last.day && { decisionDay: last.day }),
      ...(last?.withdrawn && { active: false }),
      ...(publication && { publication }),
    },
  };
}
