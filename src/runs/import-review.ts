import type { Configuration } from '../config/configuration.ts';
import type { ReviewList } from '../domain/review.ts';
import { type ReviewedFacts, reviewedFacts } from '../domain/reviewed-facts.ts';
import type { Book } from '../reading/book.ts';
import { ownerNamesOf } from '../report/words.ts';
import type { FileAnswer } from '../review/answer.ts';
import type { ImportContext } from '../review/intake.ts';
import { decisionNumber } from '../review/layout/words.ts';
import type { OpenedFile } from '../review/open-file.ts';
import type { NationalList } from '../review/procedure-check.ts';
import { type ReviewReading, readOpened } from '../review/read-review.ts';
import { ladderOf } from '../review/speakers.ts';
import { latestOf } from '../review/stance.ts';
import { unitFinder } from '../review/units.ts';
import { nationalSnapshot, proceduresOf, readProcedures } from '../snapshot/stored.ts';
import { suggester } from '../snapshot/suggest.ts';
import type { Doing } from '../store/access/audit.ts';
import type { Store } from '../store/core/contract.ts';
import { inTransaction } from '../store/core/open.ts';
import { entriesOfUnit } from '../store/reviews/review-rows.ts';
import {
  type KeptReview,
  keepReview,
  type NewEntry,
  type NewReview,
  takeTurn,
  wouldKeep,
} from '../store/reviews/reviews.ts';
import { levelTerms } from '../words/level-names.ts';
import { listWords } from '../words/sentence.ts';
import { reasonWords } from './city-files.ts';
import { queueExplainAgain } from './mail/explain-again.ts';
import { prepareHeard } from './reviewed.ts';

/** What somebody says beside a file he hands in. */
export interface ImportRequest {
  /** Our agency code: everything in the file is this unit's. */
  unit?: string;
  /** Only lists of this unit are taken; those that do not say whose they are are its own. */
  onlyUnit?: string;
  /** For lists that do not say which they are. */
  list?: ReviewList;
  /** Only answer, keep nothing. */
  dryRun?: boolean;
  /** Import a file once more although a later one has taken its place. */
  again?: boolean;
  by: Doing;
  /** The file has been read, and what counts of it is about to be stored. */
  beforeKeeping?(): void;
}

export interface ImportedReview {
  answer: FileAnswer;
  /** To send back with marks in it; absent where the file could not be read. */
  book?: Book;
}

/** Rows of an answer that are kept for `review show`; a file that is wrong throughout needs no more. */
const keptRows = 2_000;

/** What files are held against, and what is asked of their units once they are kept. */
export interface ImportGround extends ImportContext {
  /** In the transaction that keeps them: rows that name no condition go back. */
  askAgain?(inner: Store, agency: string, at: string): Promise<void>;
  /** What of the national record rows of these procedures speak about. */
  basis?(procedures: readonly string[]): Promise<Map<string, ReviewedFacts>>;
  /** What is noted of rows about procedures that nobody has for whom their unit speaks. */
  unheard?(entries: readonly NewEntry[]): Promise<FileAnswer['notes']>;
}

/** Everything files are held against, ready made: the national list as last read whole, agencies, words. */
export async function prepareImport(store: Store, configuration: Configuration): Promise<ImportGround> {
  const { city, reviews, codes } = configuration;
  const decision = decisionNumber(reviews.decision);
  const lastDay = latestOf(reviews.milestones.map(({ due }) => due));
  return {
    locality: city.locality,
    units: unitFinder(city.agencies, city.ownerNames?.technical),
    words: await reasonWords(reviews.reasons),
    levels: levelTerms(city.levelNames),
    national: await nationalList(store, configuration),
    mapped: agreedMappings(codes),
    ...(decision !== undefined && { decision }),
    ...(lastDay !== undefined && { lastYear: Number(lastDay.slice(0, 4)) }),
    basis: procedures => basisAsRead(store, configuration, procedures),
    unheard: entries => notesOfUnheard(store, configuration, entries),
    askAgain: async (inner, agency, at) => {
      await queueExplainAgain(inner, configuration, agency, at);
    },
  };
}

/** Reads one file of review lists and keeps what of it counts, in one transaction; the answer is for its sender. */
export async function importReview(
  store: Store,
  context: ImportGround,
  file: OpenedFile,
  request: ImportRequest,
): Promise<ImportedReview> {
  const { unit, onlyUnit, list, dryRun, again, by, beforeKeeping } = request;
  const whose = { ...(unit !== undefined && { unit }), ...(onlyUnit !== undefined && { onlyUnit }) };
  const said = { ...whose, ...(list !== undefined && { list }) };
  const { answer, book, ...read } = readOpened(file, context, said);
  const done = { answer, ...(book && { book }) };
  if (answer.state !== 'imported') return done;
  const answered = read.entries.map(({ procedure }) => procedure);
  // Of what was withdrawn it is said already.
  const inUse = read.entries.filter(each => context.national?.procedures.get(each.procedure)?.active);
  const unheard = (await context.unheard?.(inUse)) ?? [];
  const whole = async (inner: Store) => {
    const { parts, entries } = read.amends ? await amended(inner, read.entries, read.amends.asked) : read;
    const untouched = entries.length - answered.length;
    if (untouched > 0)
      answer.notes.push({
        ...{ sheet: null, row: null, cell: null },
        text: `chỉ các dòng đã trả lời thay đổi; ${untouched} dòng khác của đơn vị giữ nguyên`,
      });
    answer.notes.push(...unheard);
    return { parts, entries };
  };
  const { name, sha256, bytes } = answer.file;
  const told = { file: { name, sha256, bytes }, options: JSON.stringify(said), ...(again && { again }) };
  if (dryRun) {
    const { parts, entries } = await whole(store);
    const would = await wouldKeep(store, { ...told, parts }, entries);
    answer.superseded = would.superseded;
    if (would.state === 'unchanged') noteUnchanged(answer, would);
    return { ...done, answer: { ...answer, state: 'dry-run' } };
  }
  const basis = await context.basis?.(answered);
  beforeKeeping?.();
  const kept = await inTransaction(store, async inner => {
    await takeTurn(inner);
    const { parts, entries } = await whole(inner);
    const review: NewReview = {
      ...{ ...told, parts, importedAt: by.at, by: by.who, identity: by.identity, origin: by.origin },
      answer: shortened(answer),
      ...(basis && { basis }),
    };
    const done = await keepReview(inner, review, entries);
    const units = new Set(parts.map(({ agency }) => agency));
    if (done.state === 'kept') for (const each of units) await context.askAgain?.(inner, each, by.at);
    return done;
  });
  answer.id = kept.file;
  answer.superseded = kept.superseded;
  if (kept.state === 'kept') return done;
  noteUnchanged(answer, kept);
  return { ...done, answer: { ...answer, state: 'unchanged' } };
}

function noteUnchanged(answer: FileAnswer, { supersededBy }: Pick<KeptReview, 'supersededBy'>): void {
  const later = supersededBy.map(({ name }) => name).join(', ');
  const text = later
    ? `tệp này đã nhập trước đây và đã có tệp mới hơn thay (${later}); muốn dùng lại tệp này thì báo người quản trị`
    : 'tệp này đã nhập trước đây; không có gì thay đổi';
  answer.notes.unshift({ sheet: null, row: null, cell: null, text });
}

/**
 * Some rows of a unit were answered again: they change, and move between its lists where the answer says so; all its
 * other rows go on as they are, in the words of the files they came in.
 */
async function amended(
  store: Store,
  entries: readonly NewEntry[],
  asked: readonly string[],
): Promise<Pick<ReviewReading, 'parts' | 'entries'>> {
  const agency = entries[0]!.agency;
  const answered = new Set([...entries.map(({ procedure }) => procedure), ...asked]);
  const before = (await entriesOfUnit(store, agency)).filter(({ list }) => list !== 'already-online');
  const touched = new Set(
    [...entries, ...before.filter(row => answered.has(row.procedure))].map(row => row.list),
  );
  const kept = before
    .filter(({ list, procedure }) => touched.has(list) && !answered.has(procedure))
    .map(({ importedAt: _, source: { name, sheet, row }, ...entry }): NewEntry => {
      return {
        ...entry,
        source: { sheet: sheet.includes(within) ? sheet : `${sheet}${within}${name}`, row },
      };
    });
  return { parts: [...touched].sort().map(list => ({ agency, list })), entries: [...entries, ...kept] };
}

/** Between a sheet and the earlier file it is of. */
const within = ' · ';

/** The national records as last read, of those whose details are known. */
async function basisAsRead(store: Store, { city }: Configuration, procedures: readonly string[]) {
  const snapshot = await nationalSnapshot(store, city);
  const records = snapshot && (await proceduresOf(store, snapshot.id, [...new Set(procedures)]));
  return new Map(
    [...(records ?? [])]
      .filter(([, { detailed }]) => detailed)
      .map(([code, { facts, cases }]) => [code, reviewedFacts(facts, cases)]),
  );
}

async function nationalList(store: Store, { city }: Configuration): Promise<NationalList | undefined> {
  const snapshot = await nationalSnapshot(store, city);
  if (!snapshot) return undefined;
  const procedures = new Map<string, { name: string; active: boolean }>();
  for await (const batch of readProcedures(store, snapshot.id, { cases: false }))
    for (const { code, facts } of batch)
      procedures.set(code, { name: facts.name ?? '', active: facts.active !== false });
  // Built when the first name is asked for: most files need none.
  let suggest: NationalList['suggest'] | undefined;
  return {
    procedures,
    suggest(name) {
      suggest ??= suggester([...procedures].map(([code, { name: known }]) => ({ code, name: known })));
      return suggest(name);
    },
  };
}

/** A note for each sheet and unit: such rows are kept, and nothing comes of them. */
async function notesOfUnheard(
  store: Store,
  { city }: Configuration,
  entries: readonly NewEntry[],
): Promise<FileAnswer['notes']> {
  const reviewed = entries.filter(({ list }) => list !== 'already-online');
  const heard = await prepareHeard(store, city, [...new Set(reviewed.map(({ procedure }) => procedure))]);
  const { name } = ladderOf(city);
  const groups = Map.groupBy(
    reviewed.filter(entry => !heard(entry).applies),
    ({ agency, source }) => JSON.stringify([source.sheet, agency]),
  );
  return [...groups.values()].map(rows => {
    const { agency, source } = rows[0]!;
    const named = rows.map(each => `dòng ${each.source.row} (${each.procedure})`);
    return {
      ...{ sheet: source.sheet, row: null, cell: null },
      text: `theo danh mục quốc gia, thủ tục không áp dụng cho ${name(agency)} nên không thành việc gì: ${listWords(named, 'dòng', 10)}; kiểm tra lại mã, nếu đơn vị có thực hiện thì báo ${ownerNamesOf(city).regulatory}`,
    };
  });
}

/** Codes that the systems' own mappings agree on; what two systems understand differently helps nobody. */
function agreedMappings(codes: Configuration['codes']): ReadonlyMap<string, string> {
  const mapped = new Map<string, string>();
  const doubtful = new Set<string>();
  for (const [remote, code] of Object.values(codes).flatMap(each => Object.entries(each))) {
    if ((mapped.get(remote) ?? code) !== code) doubtful.add(remote);
    mapped.set(remote, code);
  }
  for (const remote of doubtful) mapped.delete(remote);
  return mapped;
}

function shortened(answer: FileAnswer): FileAnswer {
  const { corrections, problems, notes, unknownReasons } = answer;
  return {
    ...answer,
    corrections: corrections.slice(0, keptRows),
    problems: problems.slice(0, keptRows),
    notes: notes.slice(0, keptRows),
    unknownReasons: unknownReasons.slice(0, keptRows),
  };
}
