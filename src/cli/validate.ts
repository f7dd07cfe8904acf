import { type DefinitionProblem, problemText } from '../definitions/problem.ts';
import { numberWords } from '../domain/number-words.ts';
import { validatedDefinitions } from '../runs/validated-definitions.ts';
import { command, usual } from './command.ts';
import { loadFrom, withStore } from './common.ts';
import { exitCodes } from './exit.ts';
import { colour, print, printJson, shownPath } from './output.ts';

export const validateCommand = command({
  options: usual,
  note: {
    vi: 'Mỗi dòng lỗi: tệp:dòng: chỗ: lý do. Thoát 64 khi có lỗi; cảnh báo thì không.',
    en: 'One mistake a line: file:line: place: reason. Ends with 64 where there are mistakes; not for warnings.',
  },
  examples: ['dvc-sync validate', 'dvc-sync validate 1.000656 2.000815'],
  async act(options, codes: string[]) {
    const configuration = await loadFrom(options.config);
    const { understood, definitions, problems } = await withStore(configuration, store =>
      validatedDefinitions(configuration, store, codes.length > 0 ? codes : undefined),
    );
    const shown = problems.map(problem => ({ ...problem, file: shownPath(problem.file) }));
    const errors = shown.filter(({ warning }) => !warning);
    if (errors.length > 0) process.exitCode = exitCodes.usage;
    if (options.json)
      return printJson({
        valid: definitions.map(({ procedure }) => procedure),
        errors: errors.length,
        warnings: shown.length - errors.length,
        problems: shown,
      });
    for (const problem of shown) print(line(problem));
    if (shown.length === 0 && understood === 0)
      print(`Chưa có dịch vụ nào trong ${configuration.services}; soạn nháp bằng "dvc-sync scaffold <mã>".`);
    else
      print(
        `${numberWords(definitions.length)} dịch vụ đạt, ${numberWords(errors.length)} lỗi, ${numberWords(shown.length - errors.length)} cảnh báo.`,
      );
  },
});

function line(problem: DefinitionProblem): string {
  return problem.warning
    ? `${colour('yellow', 'cảnh báo')} ${problemText(problem)}`
    : `${colour('red', 'lỗi')} ${problemText(problem)}`;
}
