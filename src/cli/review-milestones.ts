import { confirmMilestone, takeBackMilestone } from '../app/reviews/milestones.ts';
import type { Configuration } from '../config/configuration.ts';
import { numberWords } from '../domain/number-words.ts';
import { dayOf, dayText, noonOf } from '../domain/time.ts';
import { stateText } from '../report/milestone-words.ts';
import { milestoneForms } from '../report/reviews/milestone-forms.ts';
import { overviewHeadline, partSentence, statesToName } from '../report/reviews/milestone-lines.ts';
import { milestoneOverview } from '../report/reviews/milestones-model.ts';
import { unitsOf } from '../review/milestones.ts';
import { milestonesAt } from '../runs/review-state.ts';
import { command, usual } from './command.ts';
import { howDone, noMilestones, whoConfirms } from './common-words.ts';
import { UsageError } from './exit.ts';
import { givenDay } from './given-days.ts';
import { needsReason } from './given-words.ts';
import { colour, print, printJson, shownPath, table } from './output.ts';
import { personNamed } from './person.ts';
import { outputs, writtenInto } from './unwritable.ts';

/** `review milestones`: what is due, late, done, of every unit. */
export const milestonesCommand = command({
  does: {
    vi: 'các mốc của kế hoạch: việc gì đến hạn, ai quá hạn, ai đã xong',
    en: 'milestones of the plan: what is due, who is late, who is done',
  },
  options: [
    ...usual,
    [
      '-o, --out <thư-mục>',
      {
        vi: 'viết ra milestones.html và milestones.xlsx trong thư mục này',
        en: 'write milestones.html and milestones.xlsx into this folder',
      },
    ],
    [
      '--on <ngày>',
      {
        vi: 'tính như hôm đó, dạng 16/06/2021 (mặc định: hôm nay)',
        en: 'count as on this day, such as 16/06/2021 (default: today)',
      },
      givenDay,
    ],
    [
      '--all',
      {
        vi: 'in mọi đơn vị, cả đã xong và chưa đến kỳ',
        en: 'print every unit, also those that are done and those whose time has not come',
      },
    ],
  ],
  examples: ['dvc-sync review milestones', 'dvc-sync review milestones --out moc'],
  into: outputs.milestones,
  check({ reviews }) {
    if (reviews.milestones.length === 0) throw new UsageError(noMilestones);
  },
  async onStore({ configuration, store, ...desk }, options) {
    const { city, reviews } = configuration;
    const now = options.on === undefined ? desk.now : noonOf(options.on);
    const states = await milestonesAt(store, configuration, now);
    const overview = milestoneOverview(reviews, states, city, now);
    const files = await writtenInto(options.out, () => milestoneForms(overview));
    if (options.json) return printJson(overview);
    print(`${overviewHeadline(overview)}.`);
    for (const part of overview.milestones) {
      print(`\n${part.id}: ${part.name}\n  ${partSentence(part)}`);
      const { shown, left } = statesToName(part, options.all ?? false);
      if (shown.length === 0) continue;
      const rows = shown.map(state => {
        const text = stateText(state);
        return [`  ${state.name}`, state.state === 'late' ? colour('red', text) : text, state.missing ?? ''];
      });
      print(table(rows));
      if (left > 0) print(`  … và ${numberWords(left)} đơn vị nữa; thêm --all hoặc --out <thư-mục>.`);
    }
    for (const file of files) print(shownPath(file));
  },
});

/** `review confirm`: a person's word that a unit is done with a milestone no run can see. */
export const confirmCommand = command({
  does: {
    vi: 'xác nhận một đơn vị (hoặc một bên) đã xong một mốc',
    en: 'confirm that a unit (or an office) has reached a milestone',
  },
  arguments: [
    [
      '<mốc>',
      {
        vi: 'tên ngắn của mốc, xem "dvc-sync review milestones"',
        en: 'short name of the milestone, see "dvc-sync review milestones"',
      },
    ],
  ],
  options: [
    ...usual,
    [
      '--unit <mã>',
      { vi: 'mã đơn vị, hoặc technical, regulatory', en: 'code of the unit, or technical, regulatory' },
    ],
    [
      '--on <ngày>',
      {
        vi: 'xong ngày nào, dạng 15/06/2021 (mặc định: hôm nay)',
        en: 'done on which day, such as 15/06/2021 (default: today)',
      },
      givenDay,
    ],
    ['--as <ai>', whoConfirms],
    ['--reason <lý-do>', howDone],
    ['--revoke', { vi: 'rút lại lời xác nhận', en: 'take a confirmation back' }],
  ],
  examples: [
    {
      vi: 'dvc-sync review confirm khac-phuc --unit technical --reason "báo cáo số 45/BC-STTTT"',
      en: 'dvc-sync review confirm khac-phuc --unit technical --reason "report 45/BC-STTTT"',
    },
  ],
  check: needsReason,
  async onStore({ configuration, asking }, options, given: string) {
    const { reason = '' } = options;
    const by = personNamed(options.as);
    const { milestone, unit } = known(given, options.unit, configuration);
    const at = new Date().toISOString();
    const doneOn = options.on ?? dayOf(at);
    if (doneOn > dayOf(at))
      throw new UsageError({
        vi: `--on: ngày ${dayText(doneOn)} chưa đến.`,
        en: `--on: the day ${doneOn} is still to come.`,
      });
    if (options.revoke) {
      await takeBackMilestone(asking, { milestone, unit, reason });
      if (options.json) return printJson({ milestone, unit, revoked: true });
      return print(`Đã rút lại lời xác nhận mốc ${milestone} của ${unit}.`);
    }
    await confirmMilestone(asking, { milestone, unit, doneOn, reason });
    if (options.json) return printJson({ milestone, unit, doneOn, by, reason });
    print(`Đã ghi nhận: ${unit} xong mốc ${milestone} ngày ${dayText(doneOn)}, ${by} xác nhận.`);
  },
});

function known(given: string, unit: string | undefined, { reviews, city }: Configuration) {
  const milestone = reviews.milestones.find(({ id }) => id === given);
  if (!milestone) {
    const ids = reviews.milestones.map(({ id }) => id).join(', ') || 'chưa có mốc nào';
    throw new UsageError({
      vi: `không có mốc "${given}"; cấu hình có: ${ids}.`,
      en: `there is no milestone "${given}"; the configuration has: ${ids}.`,
    });
  }
  const units = unitsOf(milestone, city);
  const only = units.length === 1 ? units[0] : undefined;
  const asked = unit ?? only;
  if (asked === undefined)
    throw new UsageError({
      vi: 'cần --unit <mã>: đơn vị nào đã xong.',
      en: '--unit <code> is needed: which unit is done.',
    });
  if (!units.includes(asked))
    throw new UsageError({
      vi: `mốc "${given}" không phải việc của "${asked}".`,
      en: `the milestone "${given}" is not for "${asked}" to reach.`,
    });
  return { milestone: milestone.id, unit: asked };
}
