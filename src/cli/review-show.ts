import type { Store } from '../app/context.ts';
import { entriesOfUnit, reviewFile } from '../app/queries/reviews.ts';
import { Refusal } from '../domain/refusal.ts';
import { type Ground, type ReviewEntry, reviewListNames } from '../domain/review.ts';
import type { FileAnswer } from '../review/answer.ts';
import { command, type Usual, usual } from './command.ts';
import { loadFrom, withStore } from './common.ts';
import { unknownAgency } from './common-words.ts';
import { UsageError } from './exit.ts';
import { print, printJson, table } from './output.ts';
import { answerLines } from './review-answer-text.ts';

/** `review show`: the answer to an imported file, or what counts of a unit. */
export const showCommand = command({
  does: {
    vi: 'câu trả lời cho một tệp đã nhập, hoặc các dòng đang có hiệu lực của một đơn vị',
    en: 'the answer to an imported file, or the rows of a unit in force',
  },
  arguments: [
    [
      '<số|mã-đơn-vị>',
      {
        vi: 'số của tệp đã nhập, hoặc mã định danh của đơn vị',
        en: 'number of the imported file, or code of the unit',
      },
    ],
  ],
  options: usual,
  examples: ['dvc-sync review show 12', 'dvc-sync review show H13.21.1 --json'],
  async act(options, which: string) {
    const configuration = await loadFrom(options.config);
    await withStore(configuration, async store => {
      if (/^\d+$/.test(which)) return showFile(store, Number(which), options);
      const agency = configuration.city.agencies.find(
        ({ code }) => code.toUpperCase() === which.toUpperCase(),
      );
      if (!agency) throw new UsageError(unknownAgency(which));
      const entries = await entriesOfUnit(store, agency.code);
      if (options.json) return printJson(entries);
      if (entries.length === 0) return print(`${agency.name} chưa có danh mục nào.`);
      print(table([['MÃ', 'DANH MỤC', 'KỸ THUẬT', 'PHÁP LUẬT', 'TÊN'], ...entries.map(cells)]));
    });
  },
});

async function showFile(store: Store, id: number, { json }: Usual): Promise<void> {
  const file = await reviewFile<FileAnswer>(store, id);
  if (!file) throw new Refusal('review-file-unknown', { file: id });
  const answer: FileAnswer = { ...file.answer, id };
  if (json) return printJson({ ...file, answer });
  for (const line of answerLines(answer)) print(line);
}

function cells({ procedure, list, technical, legal, name }: ReviewEntry): string[] {
  return [procedure, reviewListNames[list], groundText(technical), groundText(legal), name];
}

function groundText({ blocks, reasons, text }: Ground): string {
  if (blocks === undefined) return '–';
  if (!blocks) return 'đạt';
  return reasons.length > 0
    ? `chưa đạt: ${reasons.join(', ')}`
    : text === null
      ? 'chưa đạt'
      : 'chưa đạt: other';
}
