import { publications } from '../../app/queries/reviews.ts';
import { confirmPublished } from '../../app/reviews/publish.ts';
import { numberWords } from '../../domain/number-words.ts';
import { Refusal } from '../../domain/refusal.ts';
import { dayText } from '../../domain/time.ts';
import { announcementForms, liveTable } from '../../report/reviews/announcement-forms.ts';
import { list } from '../../report/table/table.ts';
import { newlyLive } from '../../runs/newly-live.ts';
import { listing } from '../answer.ts';
import { command, needed, outOption } from '../command.ts';
import { givenDay, pastDay } from '../given.ts';
import { agencyNeeded, anyProcedure, unitCode } from '../known.ts';
import { said } from '../language.ts';
import { note, print, printTable } from '../output.ts';
import { asPerson } from '../person.ts';
import { outputs } from '../unwritable.ts';

export const announceCommand = command({
  does: {
    vi: 'dịch vụ công mới thực hiện được từ một ngày, để đơn vị truyền thông',
    en: 'services that went live since a day, for units to tell people of',
  },
  options: [
    needed('--since <ngày>', { vi: 'từ ngày này', en: 'since this day' }, givenDay),
    ['--unit <mã>', { vi: 'chỉ của đơn vị này', en: 'only of this unit' }, unitCode],
    outOption({
      vi: 'ghi lời thông báo và tờ A4 có mã QR, mỗi đơn vị hai tệp',
      en: 'write the text and a sheet of A4 with a QR code, two files a unit',
    }),
  ],
  examples: ['dvc-sync review announce --since 2021-07-01 --out truyen-thong'],
  into: outputs.papers,
  async onStore({ configuration, store, names }, { since, unit }) {
    const { services, leftOut } = await newlyLive(store, configuration, since, unit);
    if (leftOut > 0)
      note(
        said({
          vi: `${numberWords(leftOut)} dịch vụ chưa nêu: đường dẫn nộp hồ sơ sai (xem "dvc-sync links") hoặc cổng nay không hiện ở ${names.levels.of(4)}.`,
          en: `${numberWords(leftOut)} services are left out: where people file them leads elsewhere (see "dvc-sync links"), or the portal does not show level 4 by now.`,
        }),
      );
    const told = services.filter(({ published }) => published !== null).length;
    return {
      json: services,
      print() {
        if (services.length === 0)
          return print(
            'Chưa có dịch vụ công nào mới thực hiện được từ ngày đó; chọn ngày sớm hơn bằng --since.',
          );
        printTable(liveTable(names), services);
        print(
          `${numberWords(services.length)} dịch vụ công; đơn vị xác nhận đã công khai ${numberWords(told)}.`,
        );
      },
      forms: () =>
        [...Map.groupBy(services, ({ agency }) => agency)].flatMap(([agency, own]) =>
          announcementForms(agency, own, configuration.city),
        ),
      mostFiles: 20,
    };
  },
});

export const publishedCommand = command({
  does: {
    vi: 'ai đã công khai, tuyên truyền dịch vụ công mới; xác nhận một đơn vị đã làm',
    en: 'who has told people of new services; confirm that a unit has',
  },
  argument: [
    '[mã-thủ-tục]',
    {
      vi: 'xác nhận cho thủ tục này; bỏ trống: xem ai đã công khai',
      en: 'confirm for this procedure; without: list',
    },
    anyProcedure,
  ],
  options: [
    ['--agency <mã>', { vi: 'đơn vị', en: 'the unit' }, unitCode],
    ['--place <nơi>', { vi: 'công khai ở đâu; khi rút lại: vì sao', en: 'where; of a word taken back, why' }],
    [
      '--on <ngày>',
      { vi: 'ngày công khai (mặc định: hôm nay)', en: 'the day (default: today)' },
      pastDay('--on'),
    ],
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
  check(_configuration, { place = '', on, revoke = false, ...options }, procedure: string | undefined) {
    if (procedure === undefined) return undefined;
    const agency = agencyNeeded(options.agency);
    if (!place.trim()) throw new Refusal('publication-incomplete', { revoke });
    return { procedure, agency, place, on, revoke };
  },
  async onStore({ store, asking, names }, options, word) {
    if (word === undefined) {
      const words = await publications(store, options.agency);
      const table = list<(typeof words)[number]>([
        { title: 'Đơn vị', cell: ({ agency }) => names.agency(agency) },
        { title: 'Mã TTHC', cell: ({ procedure }) => procedure },
        { title: 'Ngày', cell: ({ onDay }) => onDay && { day: onDay } },
        { title: 'Ở đâu', cell: ({ place }) => place },
        { title: 'Người xác nhận', cell: ({ by }) => by },
      ]);
      return listing(words, table, {
        json: () =>
          words.map(({ procedure, agency, place, onDay: on, by, at }) => {
            return { procedure, agency, place, on, by, at };
          }),
        none: 'Chưa đơn vị nào xác nhận đã công khai.',
      });
    }
    const { procedure, agency, published, onDay, place } = await confirmPublished(asking, word);
    return {
      json: { procedure, agency, published },
      print: published
        ? `Đã ghi: ${names.agency(agency)} công khai thủ tục ${procedure} ngày ${dayText(onDay!)}, ${place}.`
        : `Đã rút lại xác nhận của ${names.agency(agency)} về thủ tục ${procedure}.`,
    };
  },
});
