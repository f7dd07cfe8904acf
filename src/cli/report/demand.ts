import type { Store } from '../../app/context.ts';
import { demandOf, indicatorsOf, lastMeasured } from '../../app/queries/measures.ts';
import type { Words } from '../../domain/language.ts';
import { numberWords } from '../../domain/number-words.ts';
import { monthText } from '../../domain/time.ts';
import { command, type SetUp, usual } from '../command.ts';
import { UsageError } from '../exit.ts';
import { print, printFirst } from '../output.ts';

const shown = 50;

/** What people asked for and how the units are measured, below `report`. */
export const measureCommands = {
  'demand [tháng]': measureCommand(
    {
      vi: 'số hồ sơ theo kênh của từng thủ tục và đơn vị trong tháng',
      en: 'files by channel of each procedure and agency in the month',
    },
    async (store, month, names) => {
      const rows = await demandOf(store, month);
      const words = (value: number | null) => (value === null ? '–' : numberWords(value));
      return {
        rows,
        lines: rows
          .filter(({ procedure }) => procedure === null)
          .map(({ agency, online, direct, postal, total }) => [
            names(agency),
            ...[online, direct, postal, total].map(words),
          ]),
        head: ['ĐƠN VỊ', 'TRỰC TUYẾN', 'TRỰC TIẾP', 'BƯU CHÍNH', 'TẤT CẢ'],
      };
    },
  ),
  'indicators [tháng]': measureCommand(
    {
      vi: 'chỉ số theo Quyết định 766/QĐ-TTg như nguồn công bố',
      en: 'indicators of Decision 766/QD-TTg as their source tells them',
    },
    async (store, month, _names, city) => {
      const rows = await indicatorsOf(store, month);
      const words = (value: number | null) => (value === null ? '–' : numberWords(value, 2));
      return {
        rows,
        // Of the city as a whole; its units are many, and stand in the JSON.
        lines: rows
          .filter(({ agency }) => agency === city)
          .map(({ name, numerator, denominator, score, maxScore, quality }) => [
            name,
            `${words(numerator)}/${words(denominator)}`,
            `${words(score)}/${words(maxScore)}`,
            quality?.message || quality?.status || '',
          ]),
        head: ['CHỈ SỐ', 'TỬ SỐ/MẪU SỐ', 'ĐIỂM', 'LƯU Ý CỦA NGUỒN'],
      };
    },
  ),
};

function measureCommand(
  what: Words,
  read: (
    store: Store,
    month: string,
    names: (code: string) => string,
    city: string,
  ) => Promise<{ rows: unknown[]; lines: string[][]; head: string[] }>,
): SetUp {
  return command({
    does: {
      vi: `${what.vi} (tháng dạng 2026-10, mặc định: tháng mới nhất đã đọc)`,
      en: `${what.en} (month such as 2026-10, default: the last one that was read)`,
    },
    options: usual,
    check(_configuration, _options, month: string | undefined) {
      if (month !== undefined && !/^\d{4}-(0[1-9]|1[0-2])$/.test(month))
        throw new UsageError({
          vi: `"${month}" không phải tháng dạng 2026-10.`,
          en: `"${month}" is no month such as 2026-10.`,
        });
      return month;
    },
    async onStore({ configuration, store, names }, _options, month) {
      const asked = month ?? (await lastMeasured(store));
      const { rows, lines, head } =
        asked === undefined
          ? { rows: [], lines: [], head: [] }
          : await read(store, asked, names.agency, configuration.city.locality);
      return {
        json: rows,
        print() {
          if (asked === undefined || rows.length === 0)
            return print(
              'Chưa có số liệu nào; đặt demand: true ở hệ thống công bố số hồ sơ rồi chạy "dvc-sync run".',
            );
          print(`Số liệu ${monthText(asked)}; dấu "–": nguồn không nêu.`);
          printFirst(shown, ' dòng; thêm --json.', head, lines, line => line);
        },
      };
    },
  });
}
