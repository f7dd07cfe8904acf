import {
  type DiscrepancyHistory,
  type HistoryQuery,
  history,
  listRuns,
  type RunRow,
} from '../app/queries/runs.ts';
import { localCode } from '../domain/code.ts';
import type { Said } from '../domain/finding.ts';
import { numberWords } from '../domain/number-words.ts';
import { terminalLine } from '../domain/terminal-text.ts';
import { dateAndTime } from '../domain/time.ts';
import { runStatusNames, stateNames } from '../report/words.ts';
import { told } from '../words/findings.ts';
import { command, usual } from './command.ts';
import { atMost } from './given-numbers.ts';
import { colour, print, printJson, printTable } from './output.ts';

export const historyCommand = command({
  options: [
    ...usual,
    ['--rule <mã>', { vi: 'các sai lệch của một quy tắc', en: 'the discrepancies of a rule' }],
    ['--procedure <mã>', { vi: 'các sai lệch của một thủ tục', en: 'the discrepancies of a procedure' }],
    ['--agency <mã>', { vi: 'các sai lệch của một đơn vị', en: 'the discrepancies of an agency' }],
    ['--system <tên>', { vi: 'các sai lệch của một hệ thống', en: 'the discrepancies of a system' }],
    atMost({ vi: 'nhiều nhất bao nhiêu dòng', en: 'how many lines at most' }, 20),
  ],
  examples: ['dvc-sync history', 'dvc-sync history 3fa94c', 'dvc-sync history --procedure 1.004194'],
  async onStore({ configuration, store }, options, fingerprint: string | undefined) {
    const { limit } = options;
    const { rule, agency, system } = options;
    const procedure = options.procedure && localCode(options.procedure, configuration.city.locality);
    const query = Object.fromEntries(
      Object.entries({ fingerprint, rule, procedure, agency, system }).filter(
        ([, value]) => value !== undefined,
      ),
    ) as HistoryQuery;
    if (Object.keys(query).length === 0) return showRuns(await listRuns(store, limit), options.json ?? false);
    const rows = await history(store, query, new Date().toISOString(), limit);
    const found = rows.map(row => told(row, configuration.city.levelNames));
    if (options.json) return printJson(found);
    if (found.length === 0)
      print('Không có sai lệch nào như vậy; mã sai lệch đứng cạnh từng dòng của báo cáo.');
    for (const item of found) showLife(item);
  },
});

function showRuns(runs: RunRow[], json: boolean) {
  if (json) return printJson(runs);
  if (runs.length === 0) return print('Chưa có lần chạy nào; bắt đầu bằng "dvc-sync run".');
  printTable(
    ['LẦN CHẠY', 'BẮT ĐẦU', 'CHƯA KIỂM TRA LẠI', 'CẦN XỬ LÝ', 'ĐÃ HẾT', 'TẠM BỎ QUA', 'KẾT QUẢ'],
    runs.map(({ id, startedAt, status, summary }) => [
      id,
      dateAndTime(startedAt),
      ...(summary
        ? (['unchecked', 'toDo', 'resolved', 'waived'] as const).map(part =>
            numberWords(summary.counts[part]),
          )
        : ['–', '–', '–', '–']),
      runStatusNames[status],
    ]),
  );
}

function showLife(item: Omit<DiscrepancyHistory, 'statement'> & Said): void {
  const state = item.resolvedAt ? 'đã hết' : stateNames[item.state];
  print(`${colour('bold', item.fingerprint.slice(0, 12))} ${item.rule} · ${state}`);
  print(`  ${terminalLine(item.message)}`);
  for (const life of item.lives) {
    const end = life.resolvedAt
      ? `hết ngày ${dateAndTime(life.resolvedAt)}`
      : `thấy lần cuối ${dateAndTime(life.lastSeen)}`;
    print(`  từ ${dateAndTime(life.firstSeen)}, ${end}`);
  }
  for (const waiver of item.waivers) {
    const until = waiver.until ? `đến ${dateAndTime(waiver.until)}` : 'không thời hạn';
    const revoked = waiver.revokedAt
      ? `; ${terminalLine(waiver.revokedBy ?? '')} cho tính lại ${dateAndTime(waiver.revokedAt)}`
      : '';
    const who = terminalLine(waiver.by);
    const why = terminalLine(waiver.reason);
    print(`  ${who} cho tạm bỏ qua ${until} (${dateAndTime(waiver.at)}): ${why}${revoked}`);
  }
  print();
}
