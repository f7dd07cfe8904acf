import { numberWords } from '../../domain/number-words.ts';
import { tierNames } from '../../domain/tier.ts';
import { statusForms } from '../../report/reviews/status-forms.ts';
import { type ReviewStatus, reviewStatus, type StatusUnit } from '../../report/reviews/status-model.ts';
import { owedWords, statusHeadline, targetSentence } from '../../report/reviews/status-words.ts';
import { reviewState } from '../../runs/review-state.ts';
import { command, outOption, usual } from '../command.ts';
import { atMost } from '../given.ts';
import { colour, print, printFirst } from '../output.ts';
import { outputs } from '../unwritable.ts';

/** `review status`: who has handed in what, what is missing, whom it waits for. */
export const statusCommand = command({
  does: {
    vi: 'đơn vị nào đã gửi gì, còn thiếu gì, chờ ai',
    en: 'which unit has sent what, what is missing, who is waited for',
  },
  options: [
    ...usual,
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
  const head = ['ĐƠN VỊ', 'MÃ', 'PHẢI', 'GỬI', 'CÒN THIẾU, CHỜ AI'];
  if (open.length > 0) printFirst(limit, ' đơn vị; thêm --limit hoặc --out <thư-mục>.', head, open, cells);
  const { length } = status.conflicts;
  if (length > 0) print(`${numberWords(length)} mâu thuẫn chờ quyết định; xem "dvc-sync review conflicts".`);
}

function cells(unit: StatusUnit): string[] {
  const { name, agency, expected, reported, silent } = unit;
  const owed = owedWords(unit, 1);
  return [name, agency, numberWords(expected), numberWords(reported), silent ? colour('red', owed) : owed];
}
