import type { FolderContext, SystemCheck } from '../../src/adapter/adapter.ts';
import { numberWords } from '../../src/domain/number-words.ts';
import { dateAndTime } from '../../src/domain/time.ts';
import type { Options } from './options.ts';
import { openTables } from './read/everything.ts';

/** Opens the files that would be read and says what each table was taken for. Throws when there are none. */
export async function checkFolder(options: Options, context: FolderContext): Promise<SystemCheck> {
  const { set, tables, processes, gaps } = await openTables(options, context);
  const [day, files] = [dateAndTime(set.asOf), numberWords(set.files.length)];
  return {
    access: [
      { what: `bộ tệp ngày ${day}`, ok: true, note: `${files} tệp` },
      ...set.passedOver.map(reason => ({ what: 'bộ tệp mới hơn', ok: false, note: reason })),
      ...tables.map(({ profile, rows }) => ({
        ...{ what: titles[profile], ok: rows.length > 0, note: `${numberWords(rows.length)} dòng` },
      })),
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
