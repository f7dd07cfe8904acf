import { confirmMilestone, takeBackMilestone } from '../../app/reviews/milestones.ts';
import type { Configuration } from '../../config/configuration.ts';
import { numberWords } from '../../domain/number-words.ts';
import { dayOf, dayText, noonOf } from '../../domain/time.ts';
import { milestoneForms, milestoneTable } from '../../report/reviews/milestone-forms.ts';
import {
  milestoneOverview,
  overviewHeadline,
  partSentence,
  statesToName,
} from '../../report/reviews/milestones.ts';
import { unitsOf } from '../../review/milestones.ts';
import { milestonesAt } from '../../runs/review-state.ts';
import { command, outOption, reasonOption } from '../command.ts';
import { howDone, noMilestones } from '../common-words.ts';
import { UsageError } from '../exit.ts';
import { givenDay, pastDay } from '../given.ts';
import { print, printTable } from '../output.ts';
import { asPerson } from '../person.ts';
import { outputs } from '../unwritable.ts';

export const milestonesCommand = command({
  does: {
    vi: 'các mốc của kế hoạch: việc gì đến hạn, ai quá hạn, ai đã xong',
    en: 'milestones of the plan: what is due, who is late, who is done',
  },
  options: [
    outOption({
      vi: 'viết ra milestones.html và milestones.xlsx trong thư mục này',
      en: 'write milestones.html and milestones.xlsx into this folder',
    }),
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
  async onStore({ configuration, store, ...desk }, { on, all = false }) {
    const { city, reviews } = configuration;
    const now = on === undefined ? desk.now : noonOf(on);
    const overview = milestoneOverview(reviews, await milestonesAt(store, configuration, now), city, now);
    return {
      json: overview,
      forms: () => milestoneForms(overview),
      print() {
        print(`${overviewHeadline(overview)}.`);
        for (const part of overview.milestones) {
          print(`\n${part.id}: ${part.name}\n  ${partSentence(part)}`);
          const { shown, left } = statesToName(part, all);
          if (shown.length === 0) continue;
          printTable(
            milestoneTable,
            shown.map(state => ({ ...state, part })),
          );
          if (left > 0) print(`… và ${numberWords(left)} đơn vị nữa; thêm --all hoặc --out <thư-mục>.`);
        }
      },
    };
  },
});

export const confirmCommand = command({
  does: {
    vi: 'xác nhận một đơn vị (hoặc một bên) đã xong một mốc',
    en: 'confirm that a unit (or an office) has reached a milestone',
  },
  argument: [
    '<mốc>',
    {
      vi: 'tên ngắn của mốc, xem "dvc-sync review milestones"',
      en: 'short name of the milestone, see "dvc-sync review milestones"',
    },
  ],
  options: [
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
      pastDay('--on'),
    ],
    asPerson({ vi: 'ai xác nhận', en: 'who confirms it' }),
    reasonOption(howDone),
    ['--revoke', { vi: 'rút lại lời xác nhận', en: 'take a confirmation back' }],
  ],
  examples: [
    {
      vi: 'dvc-sync review confirm khac-phuc --unit technical --reason "báo cáo số 45/BC-STTTT"',
      en: 'dvc-sync review confirm khac-phuc --unit technical --reason "report 45/BC-STTTT"',
    },
  ],
  check: (configuration, { unit }, given: string) => known(given, unit, configuration),
  async onStore({ asking, now }, { reason, revoke, on: doneOn = dayOf(now) }, { milestone, unit }) {
    const by = asking.actor.name;
    if (revoke) {
      await takeBackMilestone(asking, { milestone, unit, reason });
      return {
        json: { milestone, unit, revoked: true },
        print: `Đã rút lại lời xác nhận mốc ${milestone} của ${unit}.`,
      };
    }
    await confirmMilestone(asking, { milestone, unit, doneOn, reason });
    return {
      json: { milestone, unit, doneOn, by, reason },
      print: `Đã ghi nhận: ${unit} xong mốc ${milestone} ngày ${dayText(doneOn)}, ${by} xác nhận.`,
    };
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
