import { jobNames, jobStateNames } from '../domain/job.ts';
import { list } from '../report/table/table.ts';
import { cronWords } from '../words/cron.ts';
import { sentenceCase } from '../words/sentence.ts';
import type { ScheduleEntry } from './schedule.ts';

/** What is done by schedule, with its last and its next time. */
export const scheduleTable = list<ScheduleEntry>([
  { title: 'Việc', head: true, cell: ({ job }) => sentenceCase(jobNames[job]) },
  { title: 'Lịch', cell: ({ at }) => (at === null ? 'không theo lịch' : cronWords(at)) },
  { title: 'Lần trước', cell: ({ lastDue }) => (lastDue === null ? 'chưa lần nào' : { moment: lastDue }) },
  { title: 'Kết quả', cell: ({ lastOutcome }) => outcomeWords(lastOutcome) },
  { title: 'Lần tới', cell: ({ nextDue }) => nextDue && { moment: nextDue } },
]);

function outcomeWords(outcome: ScheduleEntry['lastOutcome']): string | null {
  if (!outcome) return null;
  const state = outcome.state === 'skipped' ? 'bỏ qua' : jobStateNames[outcome.state];
  return outcome.message ? `${state}: ${outcome.message}` : state;
}
