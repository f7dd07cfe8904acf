import { decisionHistory, decisionsInForce } from '../app/queries/reviews.ts';
import { localCode } from '../domain/code.ts';
import { dateAndTime } from '../domain/time.ts';
import { command, usual } from './command.ts';
import { loadFrom, withStore } from './common.ts';
import { print, printJson, table } from './output.ts';

/** `review decisions`: those in force with their numbers; of one procedure every one there ever was. */
export const decisionsCommand = command({
  does: {
    vi: 'các quyết định đang có hiệu lực, kèm số để thu hồi',
    en: 'the decisions in force, with the number to take each back',
  },
  arguments: [
    [
      '[mã-thủ-tục]',
      {
        vi: 'mọi quyết định về thủ tục này, kể cả đã thu hồi',
        en: 'every decision on this procedure, with those taken back',
      },
    ],
  ],
  options: usual,
  async act(options, given: string | undefined) {
    const configuration = await loadFrom(options.config);
    await withStore(configuration, async store => {
      const decisions =
        given === undefined
          ? await decisionsInForce(store)
          : await decisionHistory(store, localCode(given, configuration.city.locality));
      if (options.json) return printJson(decisions);
      if (decisions.length === 0) return print('Chưa có quyết định nào; ghi bằng "dvc-sync review decide".');
      const rows = decisions.map(
        ({ id, procedure, agency, eligible, at, by, reason, revokedAt, revokedBy }) => [
          String(id),
          procedure,
          agency ?? 'mọi đơn vị',
          eligible ? 'đủ' : 'không đủ',
          dateAndTime(at),
          by,
          revokedAt === null ? reason : `${reason} (${revokedBy} thu hồi ${dateAndTime(revokedAt)})`,
        ],
      );
      print(table([['SỐ', 'MÃ TTHC', 'ĐƠN VỊ', 'ĐIỀU KIỆN', 'LÚC', 'AI QUYẾT ĐỊNH', 'LÝ DO'], ...rows]));
    });
  },
});
