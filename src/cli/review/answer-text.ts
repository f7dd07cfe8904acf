import { numberWords } from '../../domain/number-words.ts';
import { reviewListNames } from '../../domain/review.ts';
import { type FileAnswer, placeText, replacedText, stateNames } from '../../review/answer.ts';
import { colour } from '../output.ts';

/** Lines of one kind on a terminal; `--json` and `--out` have all of them. */
const most = 20;

/** The same where a file is one of many. */
const mostInShort = 10;

/** The answer to one file, as lines for a terminal. */
export function answerLines(answer: FileAnswer): string[] {
  const { file, state, error, id } = answer;
  const head = `${colour('bold', file.name)}: ${stateNames[state]}${id === null ? '' : ` (số ${id})`}`;
  if (error !== null) return [head, `  ${error}`];
  const lines = [head];
  for (const { agency, agencyName, list, accepted, corrected, questioned, rejected } of answer.lists)
    lines.push(
      `  ${agencyName} (${agency}), ${reviewListNames[list]}: nhận ${accepted} dòng, trong đó sửa ${corrected}; cần hỏi lại ${questioned}, không nhận ${rejected}`,
    );
  if (!answer.checked && answer.lists.length > 0)
    lines.push('  Chưa có danh mục quốc gia để đối chiếu mã; mới kiểm tra được dạng của mã.');
  const part = (title: string, rows: readonly string[]) => {
    if (rows.length === 0) return;
    lines.push(`  ${title}:`, ...rows.slice(0, most).map(row => `    ${row}`));
    if (rows.length > most) lines.push(`    … còn ${rows.length - most} dòng; xem bằng --json hoặc --out`);
  };
  part(
    'Không nhận hoặc cần hỏi lại',
    answer.problems.map(problem => {
      const { kind, reason, todo, suggestions } = problem;
      const word = kind === 'rejected' ? colour('red', 'không nhận') : colour('yellow', 'cần hỏi');
      const meant = suggestions.map(({ code, name }) => `${code} ${name}`).join('; ');
      const place = placeText(problem);
      return `${word} ${place ? `${place}: ` : ''}${reason}. Cần làm: ${todo}.${meant && ` Có thể là: ${meant}.`}`;
    }),
  );
  part(
    'Đã sửa',
    answer.corrections.map(one => `${placeText(one)}: ${one.from} → ${one.to} (${one.what})`),
  );
  part(
    'Lý do chưa có trong bộ từ khóa',
    answer.unknownReasons.map(one => `${placeText(one)}: ${one.text}`),
  );
  part(
    'Thay cho danh mục trước',
    answer.superseded.map(one => replacedText(one, answer.lists)),
  );
  part('Ghi chú', answer.notes.map(noteText));
  return lines;
}

/** The answer to a file nobody has to ask about, in short: what was taken, what is gone by it, what is noted. */
export function answerInShort({ file, state, lists, corrections, superseded, notes }: FileAnswer): string[] {
  const accepted = lists.reduce((sum, list) => sum + list.accepted, 0);
  const corrected = corrections.length > 0 ? `, tự sửa ${numberWords(corrections.length)} chỗ` : '';
  const head = `${file.name}: ${stateNames[state]}, nhận ${accepted} dòng${corrected}`;
  // It was all said when the file came in first.
  if (state === 'unchanged') return [head];
  const losing = superseded.filter(({ dropped }) => dropped.length > 0);
  const noted = [...losing.map(one => `thay cho ${replacedText(one, lists)}`), ...notes.map(noteText)];
  const more = noted.length - mostInShort;
  return [
    head,
    ...noted.slice(0, mostInShort).map(text => `  ${text}`),
    ...(more > 0 ? [`  … còn ${numberWords(more)} ghi chú; xem bằng --json hoặc --out`] : []),
  ];
}

const noteText = (note: FileAnswer['notes'][number]) =>
  [placeText(note), note.text].filter(Boolean).join(': ');
