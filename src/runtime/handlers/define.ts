import { isHostFailure, RemoteError } from '../../adapter/errors.ts';
import { draftDefinitions, takeOverService } from '../../app/plans/define.ts';
import { isDefined } from '../../definitions/load.ts';
import { numberWords } from '../../domain/number-words.ts';
import { systemLabel } from '../../words/sentence.ts';
import { askingOf, type JobInHand, type JobOutcome } from './handler.ts';

/** Drafts the definition of a procedure, or takes over what a system has of it. */
export async function define(work: JobInHand<'define'>): Promise<JobOutcome> {
  const { configuration, job, signal, again } = work;
  const { procedure, from, replace: force = false } = job.scope;
  // Begun anew after its process died: what it was to write is there.
  if (again && !force && (await isDefined(configuration.services, procedure)))
    return { message: `đã có định nghĩa của thủ tục ${procedure}` };
  if (from === undefined) {
    const { open } = await draftDefinitions(askingOf(work), { procedures: [procedure], force });
    const left = open > 0 ? `; còn ${numberWords(open)} chỗ phải điền trước khi lập kế hoạch` : '';
    return { message: `đã soạn nháp định nghĩa của thủ tục ${procedure} từ CSDL quốc gia${left}` };
  }
  const system = systemLabel(
    configuration.city.systems.find(({ name }) => name === from) ?? { name: from, role: '' },
  );
  try {
    await takeOverService(askingOf(work), { system: from, procedure, force, signal });
    return { message: `đã lấy cấu hình của thủ tục ${procedure} ở ${system} làm định nghĩa` };
  } catch (error) {
    if (!(error instanceof RemoteError) || signal.aborted) throw error;
    const what = isHostFailure(error) ? 'không liên hệ được' : 'không đọc được thủ tục';
    return { message: `${what} ở ${system}: ${error.message}; định nghĩa giữ nguyên`, failed: true };
  }
}
