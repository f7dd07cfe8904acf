import { type DiscrepancyHistory, type HistoryQuery, history, listRuns } from '../app/queries/runs.ts';
import { listedCode } from '../domain/agency.ts';
import { localCode } from '../domain/code.ts';
import type { Said } from '../domain/finding.ts';
import { terminalLine } from '../domain/terminal-text.ts';
import { lifeLines } from '../report/life-lines.ts';
import { runTable } from '../report/run-table.ts';
import { stateNames } from '../report/words.ts';
import { told } from '../words/findings.ts';
import { listing } from './answer.ts';
import { command, usual } from './command.ts';
import { atMost } from './given.ts';
import { colour, print } from './output.ts';

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
  check({ city }, { rule, agency, system, procedure }, fingerprint: string | undefined): HistoryQuery {
    const named = {
      ...{ fingerprint, rule, system },
      // Not held against the list: what was found of a unit that is none any more is still remembered.
      agency: agency && listedCode(agency, city.agencies),
      procedure: procedure && localCode(procedure, city.locality),
    };
    return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
  },
  async onStore({ configuration, store, now }, { limit }, query) {
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
