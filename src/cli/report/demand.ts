import type { Store } from '../../app/context.ts';
import { demandOf, indicatorsOf, lastMeasured } from '../../app/queries/measures.ts';
import type { Words } from '../../domain/language.ts';
import { numberWords } from '../../domain/number-words.ts';
import { monthText } from '../../domain/time.ts';
import { list } from '../../report/table/table.ts';
import { command, type SetUp } from '../command.ts';
import { UsageError } from '../exit.ts';
import { print, printTable } from '../output.ts';

const most = { limit: 50, more: ' dòng; thêm --json.' };

/** What people asked for and how the units are measured, below `report`. */
export const measureCommands = {
  demand: measureCommand(
    {
      vi: 'số hồ sơ theo kênh của từng thủ tục và đơn vị trong tháng',
      en: 'files by channel of each procedure and agency in the month',
    },
    async (store, month, names) => {
      const rows = await demandOf(store, month);
      const table = list<(typeof rows)[number]>([
        { title: 'Đơn vị', cell: ({ agency }) => names(agency) },
        { title: 'Trực tuyến', cell: ({ online }) => online },
        { title: 'Trực tiếp', cell: ({ direct }) => direct },
        { title: 'Bưu chính', cell: ({ postal }) => postal },
        { title: 'Tất cả', cell: ({ total }) => total },
      ]);
      const units = rows.filter(({ procedure }) => procedure === null);
      return { rows, show: () => printTable(table, units, most) };
    },
  ),
  indicators: measureCommand(
    {
      vi: 'chỉ số theo Quyết định 766/QĐ-TTg như nguồn công bố',
      en: 'indicators of Decision 766/QD-TTg as their source tells them',
    },
    async (store, month, _names, city) => {
      const rows = await indicatorsOf(store, month);
      const words = (value: number | null) => (value === null ? '–' : numberWords(value, 2));
      const table = list<(typeof rows)[number]>([
        { title: 'Chỉ số', cell: ({ name }) => name },
        {
          title: 'Tử số/mẫu số',
          cell: ({ numerator, denominator }) => `${words(numerator)}/${words(denominator)}`,
        },
        { title: 'Điểm', cell: ({ score, maxScore }) => `${words(score)}/${words(maxScore)}` },
        { title: 'Lưu ý của nguồn', cell: ({ quality }) => quality?.message || quality?.status || '' },
      ]);
      // Of the city as a whole; its units are many, and stand in the JSON.
      const whole = rows.filter(({ agency }) => agency === city);
      return { rows, show: () => printTable(table, whole, most) };
    },
  ),
};

/** As sources name it. @throws UsageError */
function periodGiven(month: string): string {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month))
    throw new UsageError({
      vi: `"${month}" không phải tháng dạng 2026-10.`,
      en: `"${month}" is no month such as 2026-10.`,
    });
  return month;
}

function measureCommand(
  what: Words,
  read: (
    store: Store,
    month: string,
    names: (code: string) => string,
    city: string,
  ) => Promise<{ rows: unknown[]; show(): void }>,
): SetUp {
  return command({
    does: {
      vi: `${what.vi} (tháng dạng 2026-10, mặc định: tháng mới nhất đã đọc)`,
      en: `${what.en} (month such as 2026-10, default: the last one that was read)`,
    },
    argument: ['[tháng]', '', periodGiven],
    async onStore({ configuration, store, names }, _options, month: string | undefined) {
      const asked = month ?? (await lastMeasured(store));
      const found =
        asked === undefined ? undefined : await read(store, asked, names.agency, configuration.city.locality);
      return {
        json: found?.rows ?? [],
        print() {
          if (asked === undefined || !found || found.rows.length === 0)
            return print(
              'Chưa có số liệu nào; đặt demand: true ở hệ thống công bố số hồ sơ rồi chạy "dvc-sync run".',
            );
          print(`Số liệu ${monthText(asked)}; dấu "–": nguồn không nêu.`);
          found.show();
        },
      };
    },
  });
}
