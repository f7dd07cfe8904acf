import { remind } from '../../app/mail/remind.ts';
import { currentEntries } from '../../app/queries/reviews.ts';
import { numberWords } from '../../domain/number-words.ts';
import { tierNames } from '../../domain/tier.ts';
import { noonOf } from '../../domain/time.ts';
import { statusForms, unitTable } from '../../report/reviews/status-forms.ts';
import {
  type ReviewStatus,
  reviewStatus,
  statusHeadline,
  targetSentence,
} from '../../report/reviews/status-model.ts';
import { list } from '../../report/table/table.ts';
import { groundNames } from '../../review/marks.ts';
import { uncodedReasons } from '../../review/uncoded.ts';
import { reviewState } from '../../runs/review-state.ts';
import { listing } from '../answer.ts';
import { command, outOption } from '../command.ts';
import { noMilestones } from '../common-words.ts';
import { UsageError } from '../exit.ts';
import { atMost, givenDay } from '../given.ts';
import { print, printTable } from '../output.ts';
import { outputs } from '../unwritable.ts';

export const statusCommand = command({
  does: {
    vi: 'đơn vị nào đã gửi gì, còn thiếu gì, chờ ai',
    en: 'which unit has sent what, what is missing, who is waited for',
  },
  options: [
    outOption({
      vi: 'viết ra review-status.html và review-status.xlsx trong thư mục này',
      en: 'write review-status.html and review-status.xlsx into this folder',
    }),
    atMost(
      {
        vi: 'in nhiều nhất bao nhiêu đơn vị còn thiếu',
        en: 'how many units that still lack something to print at most',
      },
      50,
    ),
  ],
  examples: ['dvc-sync review status', 'dvc-sync review status --out ra-soat'],
  into: outputs.reviewStatus,
  async onStore({ configuration, store, now }, { limit }) {
    const { city } = configuration;
    const status = reviewStatus(await reviewState(store, city), city, now);
    const { place, levels } = status.names;
    const { names: _, ...told } = status;
    return {
      json: { place, ...told, levels },
      forms: () => statusForms(status),
      print: () => printed(status, limit),
    };
  },
});

function printed(status: ReviewStatus, limit: number): void {
  print(`${statusHeadline(status)}. ${targetSentence(status)}`);
  for (const { tier, units, complete, silent } of status.tiers)
    print(
      `  ${tierNames[tier]}: ${numberWords(complete)}/${numberWords(units)} đủ${silent > 0 ? `, ${numberWords(silent)} chưa gửi gì` : ''}`,
    );
  const open = (status.units ?? []).filter(({ complete }) => !complete);
  if (open.length > 0)
    printTable(unitTable, open, { limit, more: ' đơn vị; thêm --limit hoặc --out <thư-mục>.' });
  const { length } = status.conflicts;
  if (length > 0) print(`${numberWords(length)} mâu thuẫn chờ quyết định; xem "dvc-sync review conflicts".`);
}

export const reasonsCommand = command({
  does: {
    vi: 'các lý do chưa có trong bộ từ khóa, nhiều nhất trước',
    en: 'the reasons no keyword is known for, most frequent first',
  },
  note: {
    vi: 'Thêm từ khóa vào tệp reviews.reasons (mẫu: config/can-tho/review-reasons.yaml) rồi nhập lại tệp của đơn vị.',
    en: 'Add keywords to the file reviews.reasons (example: config/can-tho/review-reasons.yaml), then import the file of the unit again.',
  },
  examples: ['dvc-sync review reasons'],
  async onStore({ configuration, store }) {
    const found = await uncodedReasons(currentEntries(store), configuration.city);
    return listing(found, reasonTable, { none: 'Mọi lý do đều đã có trong bộ từ khóa.' });
  },
});

const reasonTable = list<Awaited<ReturnType<typeof uncodedReasons>>[number]>([
  { title: 'Dòng', cell: ({ rows }) => rows },
  { title: 'Cột', cell: ({ ground }) => groundNames[ground] },
  {
    title: 'Ví dụ',
    cell: ({ example: { agency, list, file, row } }) => `${agency} ${list}, ${file}, dòng ${row}`,
  },
  { title: 'Lý do', cell: ({ text }) => text },
]);

export const remindCommand = command({
  does: {
    vi: 'đưa các thư nhắc mốc đến hạn hôm nay vào hàng chờ gửi; mỗi thư nhắc chỉ một lần',
    en: 'queue the reminders of milestones that are due today; each is sent only once',
  },
  options: [
    [
      '--on <ngày>',
      {
        vi: 'nhắc như hôm đó, dạng 16/06/2021 (mặc định: hôm nay)',
        en: 'remind as on this day, such as 16/06/2021 (default: today)',
      },
      givenDay,
    ],
  ],
  examples: ['dvc-sync review remind', 'dvc-sync mail preview --waiting --out thu'],
  check({ mail, reviews }) {
    if (!mail)
      throw new UsageError({
        vi: 'cấu hình chưa có mục mail nên không nhắc được ai.',
        en: 'the configuration has no part mail, so nobody can be reminded.',
      });
    if (reviews.milestones.length === 0) throw new UsageError(noMilestones);
  },
  async onStore({ asking, now, names }, { on }) {
    const reminders = await remind(asking, on === undefined ? now : noonOf(on));
    return {
      json: reminders,
      print: `${numberWords(reminders.queued)} thư nhắc mới chờ gửi.`,
      notes: reminders.unreached.map(
        unit => `  chưa có địa chỉ thư (mail.recipients): ${names.agency(unit)} (${unit})`,
      ),
    };
  },
});
