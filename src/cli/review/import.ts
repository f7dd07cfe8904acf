import { resolve } from 'node:path';
import { type ImportedReview, importList } from '../../app/reviews/import.ts';
import { cleanFileName } from '../../domain/file-name.ts';
import { given } from '../../domain/given.ts';
import { numberWords } from '../../domain/number-words.ts';
import { type ReviewList, reviewListNames } from '../../domain/review.ts';
import { writeForms } from '../../report/forms.ts';
import type { FileAnswer } from '../../review/answer.ts';
import { prepareImport } from '../../runs/import-review.ts';
import { command } from '../command.ts';
import { bytesOf, requireFiles } from '../common.ts';
import { exitCodes, UsageError } from '../exit.ts';
import { unitCode } from '../known.ts';
import { print, shownPath } from '../output.ts';
import { asPerson } from '../person.ts';
import { outputs, unwritable } from '../unwritable.ts';
import { answerInShort, answerLines } from './answer-text.ts';

const listWords: Record<string, ReviewList> = {
  I: 'eligible',
  II: 'not-eligible',
  online: 'already-online',
  eligible: 'eligible',
  'not-eligible': 'not-eligible',
  'already-online': 'already-online',
};

/** Up to so many files each gets its whole answer on the terminal. */
const fewFiles = 5;

export const importCommand = command({
  does: {
    vi: 'nhập danh mục rà soát (Phụ lục I, II) hoặc danh mục dịch vụ đã công bố (đã ở mức độ 4)',
    en: 'import review lists (Phu luc I, II), or the list of what is at level 4 already',
  },
  argument: ['<tệp...>', { vi: 'XLSX, XLS, ODS, CSV hoặc DOCX', en: 'XLSX, XLS, ODS, CSV or DOCX' }],
  options: [
    [
      '--unit <mã>',
      {
        vi: 'mã định danh của đơn vị; mặc định: theo tên trong tệp, trang tính, tên tệp',
        en: 'code of the unit; default: by the name in the file, of its sheets or of the file',
      },
      unitCode,
    ],
    [
      '--list <danh-mục>',
      {
        vi: 'khi tệp không ghi là danh mục nào: I, II, online',
        en: 'where the file does not say which list it is: I, II, online',
      },
      knownList,
    ],
    [
      '-o, --out <thư-mục>',
      {
        vi: 'ghi câu trả lời để gửi lại: bảng tính có đánh dấu và tệp JSON',
        en: 'write the answer that is sent back: the workbook with marks, and a JSON file',
      },
    ],
    ['--dry-run', { vi: 'chỉ trả lời, không nhập', en: 'only answer, import nothing' }],
    [
      '--again',
      {
        vi: 'nhập lại cả tệp đã có tệp mới hơn thay',
        en: 'import a file again that a newer one has replaced',
      },
    ],
    asPerson({ vi: 'người nhập', en: 'who imports' }),
  ],
  note: {
    vi: 'Mã thoát: 0 nhận hết · 2 có dòng cần hỏi lại hoặc không nhận · 1 có tệp không đọc được · 64 dùng sai',
    en: 'Exit codes: 0 all taken in · 2 rows to be asked about or refused · 1 a file could not be read · 64 wrong use',
  },
  examples: [
    'dvc-sync review import danh-muc/*.xlsx --out tra-loi',
    'dvc-sync review import so-tu-phap.docx --unit H13.3',
    'dvc-sync review import qd2974.xlsx --list online --dry-run',
  ],
  async check(_configuration, _options, files: string[]) {
    await requireFiles(files);
    return files;
  },
  into: outputs.answer,
  async onStore({ configuration, store, asking }, { out, json, ...options }, files) {
    const { unit, list, dryRun, again } = options;
    const said = given({ unit, list, dryRun, again });
    const answers: FileAnswer[] = [];
    const context = await prepareImport(store, configuration);
    const taken = new Set<string>();
    for (const path of files) {
      // One file in memory at a time, however many there are.
      const file = { name: cleanFileName(path, 'danh-muc'), bytes: await bytesOf(path) };
      const done = await importList(asking, context, { file, ...said });
      answers.push(done.answer);
      const written = out === undefined ? [] : await writeAnswer(done, out, taken);
      if (json) continue;
      // Of many files only those that somebody has to do something about are told in full.
      const { problems, error } = done.answer;
      const inShort = files.length > fewFiles && problems.length === 0 && error === null;
      for (const line of (inShort ? answerInShort : answerLines)(done.answer)) print(line);
      if (!inShort) for (const answer of written) print(`  ${shownPath(answer)}`);
    }
    const asked = answers.filter(({ problems, error }) => problems.length > 0 || error !== null).length;
    return {
      json: answers,
      exit: exitCodeOf(answers),
      notes:
        files.length > fewFiles
          ? [
              `${numberWords(files.length)} tệp: ${numberWords(files.length - asked)} nhận hết, ${numberWords(asked)} cần hỏi lại hoặc không đọc được.${out === undefined ? '' : ` Bản trả lời từng tệp: ${shownPath(resolve(out))}`}`,
            ]
          : [],
    };
  },
});

/** How a command ends that has taken files in. */
export function exitCodeOf(answers: readonly FileAnswer[]): number {
  if (answers.some(({ state }) => state === 'unreadable')) return exitCodes.failed;
  const open = answers.some(({ problems }) => problems.length > 0);
  return open ? exitCodes.discrepancies : exitCodes.clean;
}

/** @throws UsageError */
function knownList(word: string): ReviewList {
  const list = Object.hasOwn(listWords, word) ? listWords[word] : undefined;
  if (list) return list;
  const choices = (['I', 'II', 'online'] as const).map(one => `${one} (${reviewListNames[listWords[one]!]})`);
  throw new UsageError({
    vi: `--list: không có "${word}"; chọn: ${choices.join(', ')}.`,
    en: `--list: there is no "${word}"; choose: ${choices.join(', ')}.`,
  });
}

async function writeAnswer(
  { answer, book }: ImportedReview,
  out: string,
  taken: Set<string>,
): Promise<string[]> {
  const base = answer.file.name.replace(/\.[^.]*$/, '') || 'danh-muc';
  let name = base;
  for (let number = 2; taken.has(name); number++) name = `${base} (${number})`;
  taken.add(name);
  const { answerWorkbook } = await import('../../report/review-answer/answer-workbook.ts');
  const forms: [string, Uint8Array][] = [
    [`${name}.ket-qua.xlsx`, await answerWorkbook(book, answer)],
    [`${name}.ket-qua.json`, new TextEncoder().encode(`${JSON.stringify(answer, null, 2)}\n`)],
  ];
  return writeForms(
    forms.map(([file, content]) => ({ file, write: async stream => void stream.end(content) })),
    out,
  ).catch(error => {
    throw unwritable(outputs.answer, error, out);
  });
}
