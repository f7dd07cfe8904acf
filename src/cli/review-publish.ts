import { publications } from '../app/queries/reviews.ts';
import { confirmPublished } from '../app/reviews/publish.ts';
import { localCode } from '../domain/code.ts';
import { numberWords } from '../domain/number-words.ts';
import { dayText } from '../domain/time.ts';
import { namesOf } from '../report/names.ts';
import { announcementForms } from '../report/reviews/announcement-forms.ts';
import { newlyLive } from '../runs/newly-live.ts';
import { command, needed, usual } from './command.ts';
import { knownAgency, knownUnit } from './common.ts';
import { givenDay } from './given-days.ts';
import { said } from './language.ts';
import { note, print, printJson, printTable, shownPath } from './output.ts';
import { asPerson } from './person.ts';
import { outputs, writtenInto } from './unwritable.ts';

/** `review announce`: what units may tell people of services that went live. */
export const announceCommand = command({
  does: {
    vi: 'dịch vụ công mới thực hiện được từ một ngày, để đơn vị truyền thông',
    en: 'services that went live since a day, for units to tell people of',
  },
  options: [
    ...usual,
    needed('--since <ngày>', { vi: 'từ ngày này', en: 'since this day' }, givenDay),
    ['--unit <mã>', { vi: 'chỉ của đơn vị này', en: 'only of this unit' }],
    [
      '-o, --out <thư-mục>',
      {
        vi: 'ghi lời thông báo và tờ A4 có mã QR, mỗi đơn vị hai tệp',
        en: 'write the text and a sheet of A4 with a QR code, two files a unit',
      },
    ],
  ],
  examples: ['dvc-sync review announce --since 2021-07-01 --out truyen-thong'],
  into: outputs.papers,
  async onStore({ configuration, store }, options) {
    const { since } = options;
    const unit = knownUnit(options.unit, configuration);
    const { city } = configuration;
    const names = namesOf(city);
    const { services, leftOut } = await newlyLive(store, configuration, since, unit);
    if (leftOut > 0)
      note(
        said({
          vi: `${numberWords(leftOut)} dịch vụ chưa nêu: đường dẫn nộp hồ sơ sai (xem "dvc-sync links") hoặc cổng nay không hiện ở ${names.levels.of(4)}.`,
          en: `${numberWords(leftOut)} services are left out: where people file them leads elsewhere (see "dvc-sync links"), or the portal does not show level 4 by now.`,
        }),
      );
    const forms = [...Map.groupBy(services, ({ agency }) => agency)].flatMap(([agency, own]) =>
      announcementForms(agency, own, city),
    );
    const files = await writtenInto(options.out, () => forms);
    if (options.json) return printJson(services);
    if (services.length === 0)
      return print('Chưa có dịch vụ công nào mới thực hiện được từ ngày đó; chọn ngày sớm hơn bằng --since.');
    printTable(
      ['ĐƠN VỊ', 'MÃ TTHC', 'TỪ NGÀY', 'ĐÃ CÔNG KHAI', 'THỦ TỤC'],
      services.map(({ agency, procedure, since: day, name, published }) => [
        ...[names.agency(agency), procedure, dayText(day)],
        ...[published ? `${dayText(published.on)}, ${published.place}` : 'chưa xác nhận', name],
      ]),
    );
    const told = services.filter(({ published }) => published !== null).length;
    print(`${numberWords(services.length)} dịch vụ công; đơn vị xác nhận đã công khai ${numberWords(told)}.`);
    for (const file of files.slice(0, 20)) print(shownPath(file));
  },
});

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
  async onStore({ configuration, store, asking }, options, given: string | undefined) {
    const names = namesOf(configuration.city);
    if (given === undefined) {
      const unit = knownUnit(options.agency, configuration);
      const words = await publications(store, unit);
      if (options.json)
        return printJson(
          words.map(({ procedure, agency, place, onDay: on, by, at }) => {
            return { procedure, agency, place, on, by, at };
          }),
        );
      if (words.length === 0) return print('Chưa đơn vị nào xác nhận đã công khai.');
      const rows = words.map(({ procedure, agency, place, onDay, by }) => [
        ...[names.agency(agency), procedure, dayText(onDay!), place, by],
      ]);
      return printTable(['ĐƠN VỊ', 'MÃ TTHC', 'NGÀY', 'Ở ĐÂU', 'NGƯỜI XÁC NHẬN'], rows);
    }
    const word = {
      procedure: localCode(given, configuration.city.locality),
      agency: knownAgency(options.agency, configuration),
      ...{ place: options.place ?? '', on: options.on, revoke: options.revoke === true },
    };
    const kept = await confirmPublished(asking, word);
    const { procedure, agency, published } = kept;
    if (options.json) return printJson({ procedure, agency, published });
    print(
      published
        ? `Đã ghi: ${names.agency(agency)} công khai thủ tục ${procedure} ngày ${dayText(kept.onDay!)}, ${kept.place}.`
        : `Đã rút lại xác nhận của ${names.agency(agency)} về thủ tục ${procedure}.`,
    );
  },
});
