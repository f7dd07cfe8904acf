import { type DefinitionProblem, problemText } from '../../definitions/problem.ts';
import { numberWords } from '../../domain/number-words.ts';
import { validatedDefinitions } from '../../runs/validated-definitions.ts';
import { command } from '../command.ts';
import { exitCodes } from '../exit.ts';
import { colour, print, shownPath } from '../output.ts';

export const validateCommand = command({
  note: {
    vi: 'Mỗi dòng lỗi: tệp:dòng: chỗ: lý do. Thoát 64 khi có lỗi; cảnh báo thì không.',
    en: 'One mistake a line: file:line: place: reason. Ends with 64 where there are mistakes; not for warnings.',
  },
  examples: ['dvc-sync validate', 'dvc-sync validate 1.000656 2.000815'],
  async onStore({ configuration, store }, _options, codes: string[]) {
    const only = codes.length > 0 ? codes : undefined;
    const { understood, definitions, problems } = await validatedDefinitions(configuration, store, only);
    const shown = problems.map(problem => ({ ...problem, file: shownPath(problem.file) }));
    const errors = shown.filter(({ warning }) => !warning).length;
    const warnings = shown.length - errors;
    return {
      json: {
        ...{ valid: definitions.map(({ procedure }) => procedure), errors, warnings },
        problems: shown,
      },
      exit: errors > 0 ? exitCodes.usage : exitCodes.clean,
      print() {
        for (const problem of shown) print(line(problem));
        print(
          shown.length === 0 && understood === 0
            ? `Chưa có dịch vụ nào trong ${configuration.services}; soạn nháp bằng "dvc-sync scaffold <mã>".`
            : `${numberWords(definitions.length)} dịch vụ đạt, ${numberWords(errors)} lỗi, ${numberWords(warnings)} cảnh báo.`,
        );
      },
    };
  },
});

function line(problem: DefinitionProblem): string {
  return problem.warning
    ? `${colour('yellow', 'cảnh báo')} ${problemText(problem)}`
    : `${colour('red', 'lỗi')} ${problemText(problem)}`;
}
