import type { FolderContext, SystemCheck } from '../../src/adapter/adapter.ts';
import { numberWords } from '../../src/domain/number-words.ts';
import { dateAndTime } from '../../src/domain/time.ts';
import { openNewest } from './client.ts';
import type { Options } from './options.ts';
import { tablesOf } from './read/tables.ts';

/** Opens the files that would be read and says what each table was taken for. Throws when there are none. */
export async function checkFolder(
  { profile }: Options,
  { files, signal, maxRows, locality }: FolderContext,
): Promise<SystemCheck> {
  const set = await openNewest(files, signal);
  const { tables, processes, gaps } = tablesOf(set, profile, locality, maxRows);
  return {
    access: [
      {
        what: `bộ tệp ngày ${dateAndTime(set.asOf)}`,
        ok: true,
        note: `${numberWords(set.files.length)} tệp`,
      },
      ...set.passedOver.map(reason => ({ what: 'bộ tệp mới hơn', ok: false, note: reason })),
      ...tables.map(({ profile, rows }) => {
        return { what: titles[profile], ok: rows.length > 0, note: `${numberWords(rows.length)} dòng` };
      }),
      ...processes.map(({ file, read }) => ({
        what: 'quy trình của hệ thống một cửa',
        ok: 'process' in read,
        note: 'process' in read ? read.process.procedure : `${file}: ${read.problems[0]}`,
      })),
      ...gaps.map(reason => ({ what: 'tệp', ok: false, note: reason })),
    ],
  };
}

const titles = {
  'dvcqg-list': 'danh mục thủ tục quốc gia',
  'dvcqg-offerings': 'danh sách dịch vụ công theo đơn vị',
  'level-four': 'phụ lục dịch vụ đã ở mức độ 4',
  decisions: 'danh sách quyết định công bố',
  statistics: 'thống kê hồ sơ theo kênh nộp',
};
