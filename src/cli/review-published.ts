import { publications } from '../app/queries/reviews.ts';
import { confirmPublished } from '../app/reviews/publish.ts';
import { localCode } from '../domain/code.ts';
import { dayText } from '../domain/time.ts';
import { namesOf } from '../report/names.ts';
import { command, usual } from './command.ts';
import { knownAgency, loadFrom, withStore } from './common.ts';
import { givenDay } from './given-days.ts';
import { print, printJson, table } from './output.ts';
import { askingHere, asPerson, personNamed } from './person.ts';

/** `review published`: which units have told people of which new service, by their own word. */
export const publishedCommand = command({
  does: {
    vi: 'ai đã công khai, tuyên truyền dịch vụ công mới; xác nhận một đơn vị đã làm',
    en: 'who has told people of new services; confirm that a unit has',
  },
  arguments: [
    [
      '[mã-thủ-tục]',
      {
        vi: 'xác nhận cho thủ tục này; bỏ trống: xem ai đã công khai',
        en: 'confirm for this procedure; without: list',
      },
    ],
  ],
  options: [
    ...usual,
    ['--agency <mã>', { vi: 'đơn vị', en: 'the unit' }],
    ['--place <nơi>', { vi: 'công khai ở đâu; khi rút lại: vì sao', en: 'where; of a word taken back, why' }],
    ['--on <ngày>', { vi: 'ngày công khai (mặc định: hôm nay)', en: 'the day (default: today)' }, givenDay],
    ['--revoke', { vi: 'rút lại xác nhận', en: 'take the word back' }],
    asPerson({ vi: 'ai xác nhận', en: 'who says so' }),
  ],
  examples: [
    'dvc-sync review published',
    {
      vi: 'dvc-sync review published 1.004194 --agency H13.21.1 --place "trang thông tin điện tử của phường"',
      en: 'dvc-sync review published 1.004194 --agency H13.21.1 --place "web page of the ward"',
    },
  ],
  async act(options, given: string | undefined) {
    const configuration = await loadFrom(options.config);
    const names = namesOf(configuration.city);
    if (given === undefined) {
      const unit = options.agency === undefined ? undefined : knownAgency(options.agency, configuration);
      return withStore(configuration, async store => {
        const words = await publications(store, unit);
        if (options.json)
          return printJson(
            words.map(({ procedure, agency, place, onDay: on, by, at }) => {
              return { procedure, agency, place, on, by, at };
            }),
          );
        if (words.length === 0) return print('Chưa đơn vị nào xác nhận đã công khai.');
        print(
          table([
            ['ĐƠN VỊ', 'MÃ TTHC', 'NGÀY', 'Ở ĐÂU', 'NGƯỜI XÁC NHẬN'],
            ...words.map(({ procedure, agency, place, onDay, by }) => [
              ...[names.agency(agency), procedure, dayText(onDay!), place, by],
            ]),
          ]),
        );
      });
    }
    const word = {
      procedure: localCode(given, configuration.city.locality),
      agency: knownAgency(options.agency, configuration),
      ...{ place: options.place ?? '', on: options.on, revoke: options.revoke === true },
    };
    return withStore(configuration, async store => {
      const kept = await confirmPublished(askingHere(store, personNamed(options.as)), word);
      const { procedure, agency, published } = kept;
      if (options.json) return printJson({ procedure, agency, published });
      print(
        published
          ? `Đã ghi: ${names.agency(agency)} công khai thủ tục ${procedure} ngày ${dayText(kept.onDay!)}, ${kept.place}.`
          : `Đã rút lại xác nhận của ${names.agency(agency)} về thủ tục ${procedure}.`,
      );
    });
  },
});
