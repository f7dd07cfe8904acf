import type { Known } from '../domain/known.ts';
import type { Level } from '../domain/level.ts';
import type { CaseFacts } from '../domain/procedure.ts';
import type { CaseValue } from '../domain/push.ts';
import type { DesiredComponent } from '../domain/service.ts';
import type { ManualTask, TaskKind } from '../domain/task.ts';
import { textKey } from '../domain/text.ts';
import type { SnapshotProcedure } from '../snapshot/model.ts';
import type { LevelTerms } from '../words/level-names.ts';
import { listWords } from '../words/sentence.ts';
import { type Indeterminate, mayBeHidden } from './absence.ts';
import { type Found, levelOf, nowhere } from './columns.ts';
import { activeColumns, tellsUse } from './offered.ts';

/**
 * What a system read whole says of a task: done; still different, and how; or it cannot tell, and why. Vietnamese.
 */
export type TaskAnswer = { done: true } | { still: string } | { indeterminate: string };

const done: TaskAnswer = { done: true };
const ofOfferings: readonly TaskKind[] = ['create-offering', 'set-level', 'deactivate-offering'];

/**
 * @param record the procedure as the system's snapshot has it; undefined = the system does not have it.
 * @param hidden whose rows that snapshot could not read.
 */
export function checkTask(
  task: ManualTask,
  record: SnapshotProcedure | undefined,
  hidden: Indeterminate | undefined,
  levels: LevelTerms,
): TaskAnswer {
  if (!ofOfferings.includes(task.kind)) return checkCase(task, record, hidden);
  // Of no agency: only that the system takes the procedure in.
  if (task.kind === 'create-offering' && task.agencies.length === 0 && record) return done;
  return checkLevels(task, record, hidden, levels);
}

function checkLevels(
  task: ManualTask,
  record: SnapshotProcedure | undefined,
  hidden: Indeterminate | undefined,
  terms: LevelTerms,
): TaskAnswer {
  if (record && !tellsUse(record))
    return { indeterminate: 'Không đọc được thủ tục này có đang sử dụng không.' };
  const columns = activeColumns(record);
  const agencies = task.agencies.length > 0 ? task.agencies : columns.agencies;
  if (agencies.length === 0 && mayBeHidden(hidden, task.procedure))
    return { indeterminate: 'Không đọc được các dịch vụ của thủ tục này.' };
  if (agencies.length === 0)
    return { still: 'Hệ thống chưa có thủ tục này hoặc chưa có dịch vụ nào của nó.' };
  const still: string[] = [];
  let indeterminate = 0;
  for (const agency of agencies) {
    const found = levelOf(columns, agency);
    // A row that could not be read, or is of an agency that could not be recognised, may be this very one.
    const mayBeThere = record?.unmappedOfferings || mayBeHidden(hidden, task.procedure, agency);
    if (found === undefined || (found === nowhere && mayBeThere)) indeterminate++;
    else if (!isWanted(task, found)) still.push(`${agency} ${foundWords(found, terms)}`);
  }
  if (still.length > 0) return { still: `Còn khác: ${listWords(still, 'đơn vị')}.` };
  return indeterminate > 0
    ? { indeterminate: `Không đọc được ${terms.noun} tại ${indeterminate} đơn vị.` }
    : done;
}

function isWanted({ kind, expected }: ManualTask, found: Found): boolean {
  if (kind === 'deactivate-offering') return found === nowhere;
  if (found === nowhere) return false;
  if (kind !== 'create-offering') return found === expected;
  const level = (expected as { level: Level | null } | null)?.level ?? null;
  return level === null || found === level;
}

function foundWords(found: Found, levels: LevelTerms): string {
  return found === nowhere ? 'chưa có dịch vụ' : `đang có dịch vụ, ${levels.of(found)}`;
}

function checkCase(
  task: ManualTask,
  record: SnapshotProcedure | undefined,
  hidden: Indeterminate | undefined,
): TaskAnswer {
  if (!record && mayBeHidden(hidden, task.procedure)) return { indeterminate: 'Không đọc được thủ tục này.' };
  if (!record) return { still: 'Hệ thống chưa có thủ tục này.' };
  if (!record.detailed || !record.cases)
    return { indeterminate: 'Không đọc được các trường hợp của thủ tục.' };
  const facts = theCase(task, record.cases);
  if (!facts) return { indeterminate: 'Không nhận ra trường hợp này trong các trường hợp hệ thống đang có.' };
  if (task.kind === 'set-components')
    return checkPapers(task.expected as DesiredComponent[] | null, facts.components);
  if (task.kind === 'set-case') return checkValue(task.expected as CaseValue | null, facts);
  return task.kind === 'set-eform'
    ? checkText('biểu mẫu điện tử', task.expected, facts.eform)
    : checkText('quy trình điện tử', task.expected, facts.workflow);
}

/** Our case key says nothing to the remote: the case of that key or name, else the only one. */
function theCase(task: ManualTask, cases: readonly CaseFacts[]): CaseFacts | undefined {
  const name = task.kind === 'set-case' ? (task.expected as CaseValue | null)?.name : undefined;
  return (
    cases.find(({ key }) => key === task.case) ??
    (name === undefined ? undefined : cases.find(one => textKey(one.name ?? '') === textKey(name))) ??
    (cases.length === 1 ? cases[0] : undefined)
  );
}

type Paper = Pick<DesiredComponent, 'name'>;

function checkPapers(wanted: DesiredComponent[] | null, found: CaseFacts['components']): TaskAnswer {
  if (found === undefined) return { indeterminate: 'Không đọc được thành phần hồ sơ.' };
  const differing = (how: string, papers: Paper[] | null, others: Paper[] | null) => {
    const known = new Set(others?.map(({ name }) => textKey(name)));
    const names =
      papers?.filter(({ name }) => !known.has(textKey(name))).map(({ name }) => `«${name}»`) ?? [];
    return names.length > 0 ? [`${how} ${listWords(names, 'giấy tờ')}`] : [];
  };
  const parts = [...differing('thiếu', wanted, found), ...differing('thừa', found, wanted)];
  return parts.length > 0 ? { still: `Còn khác: ${parts.join('; ')}.` } : done;
}

function checkValue(wanted: CaseValue | null, facts: CaseFacts): TaskAnswer {
  if (!wanted) return { indeterminate: 'Không rõ trường hợp này phải thế nào.' };
  const pairs: [label: string, wanted: unknown, found: unknown][] = [
    ['thời hạn (giờ)', wanted.deadlineHours, facts.deadlineHours],
    ['thời hạn nộp trực tuyến (giờ)', wanted.onlineDeadlineHours, facts.onlineDeadlineHours],
    [
      'nhận nộp trực tuyến',
      wanted.online,
      facts.onlineClosed === undefined ? undefined : !facts.onlineClosed,
    ],
    ['thanh toán trực tuyến', wanted.onlinePayment, facts.onlinePayment],
  ];
  const still = pairs
    .filter(([, want, found]) => want !== null && found !== undefined && found !== want)
    .map(([label, , found]) => `${label} đang là ${valueWords(found)}`);
  if (still.length > 0) return { still: `Còn khác: ${still.join('; ')}.` };
  return pairs.some(([, want, found]) => want !== null && found === undefined)
    ? { indeterminate: 'Chưa đọc được đủ các giá trị của trường hợp.' }
    : done;
}

/** Only a digest of what the system has is kept, so that something is there can be told, not that it is this. */
function checkText(what: string, wanted: unknown, found: Known<object>): TaskAnswer {
  if (found === undefined) return { indeterminate: `Không đọc được ${what}.` };
  if (wanted === null) return found === null ? done : { still: `Hệ thống còn ${what}.` };
  return found === null
    ? { still: `Hệ thống chưa có ${what}.` }
    : { indeterminate: `Hệ thống có ${what}; người thực hiện xác nhận nội dung.` };
}

function valueWords(value: unknown): string {
  return value === true ? 'có' : value === false ? 'không' : value === null ? 'chưa có' : String(value);
}
