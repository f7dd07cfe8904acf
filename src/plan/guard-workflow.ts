import { listWords } from '../words/sentence.ts';
import { renamedSteps } from './align-steps.ts';
import type { PlanInput } from './input.ts';
import { casesOf, caseWords, procedureWords, systemWords } from './names.ts';
import type { GuardHold, PlannedAction } from './plan.ts';
import { allowText } from './windows.ts';

/** Open dossiers stand on steps: one that goes, or goes by another id, leaves them nowhere. */
export function workflowHolds(actions: readonly PlannedAction[], input: PlanInput): GuardHold[] {
  return actions.flatMap(({ number, system, change }) => {
    if (change.kind !== 'set-workflow' || !change.before) return [];
    const { before, after, target } = change;
    const where = `${procedureWords(target.procedure, input)}${caseWords(target.case, casesOf(target.procedure, input))} trên ${systemWords(system, input.city)}`;
    const renamed = renamedSteps(before, after ?? { steps: [], transitions: [] });
    const kept = new Set(after?.steps.map(({ id }) => id));
    const dropped = before.steps.filter(({ id }) => !kept.has(id) && !renamed.has(id));
    const moved = before.steps.filter(({ id }) => renamed.has(id));
    const names = (steps: typeof dropped) =>
      listWords(
        steps.map(({ name, id }) => `«${name || id}»`),
        'bước',
        5,
      );
    const holds: GuardHold[] = [];
    if (dropped.length > 0) {
      const message = `Bỏ bước ${names(dropped)} khỏi quy trình của ${where}: hồ sơ đang nằm ở bước đó sẽ bị kẹt. Xử lý hết các hồ sơ này trước, rồi ${allowText}.`;
      holds.push({ guard: 'drops-step', message, actions: [number], approvable: true });
    }
    if (moved.length > 0) {
      const message = `Đổi mã của bước ${names(moved)} trong quy trình của ${where}: hồ sơ đang xử lý tìm bước theo mã. Lấy mã bước hệ thống đang có vào định nghĩa rồi lập lại kế hoạch, hoặc ${allowText}.`;
      holds.push({ guard: 'changes-node-ids', message, actions: [number], approvable: true });
    }
    return holds;
  });
}
