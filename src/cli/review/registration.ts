import { numberWords } from '../../domain/number-words.ts';
import { formsOfPapers } from '../../report/documents/paper-forms.ts';
import { registrationPaper } from '../../report/documents/registration-paper.ts';
import { buildTaskList } from '../../report/tasks-model.ts';
import { command, outOption, usual } from '../command.ts';
import { mostLines } from '../common-words.ts';
import { atMost } from '../given.ts';
import { print } from '../output.ts';
import { printTasks, tasksAsJson } from '../tasks.ts';
import { outputs } from '../unwritable.ts';

/** `review registration`: what VP UBND still has to register in the national database, and the annex that says so. */
export const registrationCommand = command({
  does: {
    vi: 'dịch vụ công còn phải đăng ký trên CSDL quốc gia, theo danh mục và quyết định đã duyệt',
    en: 'services still to be registered in the national database, by the approved lists and decisions',
  },
  options: [
    ...usual,
    outOption({
      vi: 'lập phụ lục dự thảo quyết định: dang-ky.docx và dang-ky.xlsx',
      en: 'make the annex of the draft decision: dang-ky.docx and dang-ky.xlsx',
    }),
    atMost(mostLines, 50),
  ],
  examples: ['dvc-sync review registration', 'dvc-sync review registration --out dang-ky'],
  into: outputs.registration,
  async onStore({ configuration, store, now }, { limit }) {
    const { city, systems } = configuration;
    const filter = { kind: 'register-level', states: ['open' as const] };
    const list = await buildTaskList(store, { city, systems, filter, now });
    const open = list.owners.reduce((sum, owner) => sum + owner.open, 0);
    return {
      json: () => tasksAsJson(list),
      forms: async () => formsOfPapers([await registrationPaper(store, configuration, now)]),
      open: open > 0,
      async print() {
        print(
          open === 0
            ? 'Không còn dịch vụ nào phải đăng ký.'
            : `Còn ${numberWords(open)} dịch vụ phải đăng ký.`,
        );
        await printTasks(list, limit);
      },
    };
  },
});
