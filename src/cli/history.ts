import { type DiscrepancyHistory, history, listRuns } from '../app/queries/runs.ts';
import type { Said } from '../domain/finding.ts';
import { given } from '../domain/given.ts';
import { terminalLine } from '../domain/terminal-text.ts';
import { lifeLines } from '../report/life-lines.ts';
import { runTable } from '../report/run-table.ts';
import { stateNames } from '../report/words.ts';
import { told } from '../words/findings.ts';
import { listing } from './answer.ts';
import { command } from './command.ts';
import { atMost } from './given.ts';
import { anyProcedure, anyUnit } from './known.ts';
import { colour, print } from './output.ts';

export const historyCommand = command({
  options: [
    ['--rule <mã>', { vi: 'các sai lệch của một quy tắc', en: 'the discrepancies of a rule' }],
    [
      '--procedure <mã>',
      { vi: 'các sai lệch của một thủ tục', en: 'the discrepancies of a procedure' },
      anyProcedure,
    ],
    ['--agency <mã>', { vi: 'các sai lệch của một đơn vị', en: 'the discrepancies of an agency' }, anyUnit],
    ['--system <tên>', { vi: 'các sai lệch của một hệ thống', en: 'the discrepancies of a system' }],
    atMost({ vi: 'nhiều nhất bao nhiêu dòng', en: 'how many lines at most' }, 20),
  ],
  examples: ['dvc-sync history', 'dvc-sync history 3fa94c', 'dvc-sync history --procedure 1.004194'],
  async onStore({ configuration, store, now }, { limit, ...options }, fingerprint: string | undefined) {
    const { rule, agency, system, procedure } = options;
    const query = given({ fingerprint, rule, agency, system, procedure });
    if (Object.keys(query).length === 0)
      return listing(await listRuns(store, limit), runTable, {
        none: 'Chưa có lần chạy nào; bắt đầu bằng "dvc-sync run".',
      });
    const rows = await history(store, query, now, limit);
    const found = rows.map(row => told(row, configuration.city.levelNames));
    return {
      json: found,
      print() {
        if (found.length === 0)
          print('Không có sai lệch nào như vậy; mã sai lệch đứng cạnh từng dòng của báo cáo.');
        for (const item of found) showLife(item);
      },
    };
  },
});

function showLife(item: Omit<DiscrepancyHistory, 'statement'> & Said): void {
  const state = item.resolvedAt ? 'đã hết' : stateNames[item.state];
  print(`${colour('bold', item.fingerprint.slice(0, 12))} ${item.rule} · ${state}`);
  print(`  ${terminalLine(item.message)}`);
  for (const line of lifeLines(item)) print(`  ${terminalLine(line)}`);
  print();
}
