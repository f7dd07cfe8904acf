import type { Configuration } from '../config/configuration.ts';
import { loadDefinitions } from '../definitions/load.ts';
import { onegateProcess } from '../definitions/onegate.ts';
import { problemText } from '../definitions/problem.ts';
import type { Lost } from '../domain/onegate-process.ts';
import type { DesiredWorkflow } from '../domain/service.ts';
import type { ManualTask } from '../domain/task.ts';
import type { Form } from './forms.ts';
import { onegateWorkbook } from './onegate-workbook.ts';

/**
 * The workbook from which operators of the one-stop set up the process a task asks for, called as its definition calls it.
 */
export async function processBook(
  task: ManualTask,
  configuration: Configuration,
  { file, madeAt }: { file: string; madeAt: string },
): Promise<{ form: Form; lost: Lost[] } | { refused: string[] }> {
  if (task.expected === null) return { refused: ['việc này là bỏ quy trình, không có gì để nhập'] };
  const { definitions, problems } = await loadDefinitions(configuration.services, { only: [task.procedure] });
  const definition = definitions[0];
  const ofTask = definition?.cases.find(({ key }) => key === task.case);
  if (!definition || !ofTask) {
    const wrong = problems.filter(({ warning }) => !warning).map(problemText);
    return {
      refused:
        wrong.length > 0
          ? wrong
          : ['định nghĩa của thủ tục, hoặc trường hợp này, không còn; lập lại kế hoạch'],
    };
  }
  // What is asked for is what was planned, whatever the definition has become since.
  const workflow = task.expected as DesiredWorkflow;
  const made = onegateProcess(definition, { ...ofTask, workflow }, configuration);
  if ('refused' in made) return made;
  const { locality } = configuration.city;
  return { form: onegateWorkbook(file, made.process, { locality, madeAt }), lost: made.lost };
}
