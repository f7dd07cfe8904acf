import type { Store } from '../../app/context.ts';
import { type ApplyResult, applyStored } from '../../app/plans/apply.ts';
import { approvePlan } from '../../app/plans/approve.ts';
import { storedPlan } from '../../app/plans/stored.ts';
import { resultsOf } from '../../app/queries/plans.ts';
import type { City } from '../../domain/city.ts';
import { numberWords } from '../../domain/number-words.ts';
import type { ActionState } from '../../domain/push.ts';
import { agencyWords, caseWords, systemWords } from '../../plan/names.ts';
import { actionStateNames, kindNames } from '../../plan/words.ts';
import { command, needed, reasonOption } from '../command.ts';
import { doer, stoppedAsAsked } from '../common-words.ts';
import { exitCodes } from '../exit.ts';
import { wholeNumber } from '../given.ts';
import { note, print } from '../output.ts';
import { asPerson } from '../person.ts';
import { applyBar } from '../progress.ts';

export const approveCommand = command({
  options: [
    needed('--as <ai>', { vi: 'người duyệt', en: 'who approves' }),
    reasonOption({
      vi: 'lý do; được ghi vào nhật ký kiểm tra',
      en: 'why; it is written into the audit trail',
    }),
  ],
  examples: [
    {
      vi: 'dvc-sync approve P20261123T070000Z-041 --as "Nguyễn Văn A" --reason "đã xem từng mục"',
      en: 'dvc-sync approve P20261123T070000Z-041 --as "A. Nguyen" --reason "looked at every item"',
    },
  ],
  async onStore({ asking }, { reason }, id: string) {
    const { name } = asking.actor;
    await approvePlan(asking, { plan: id, reason });
    return {
      json: { plan: id, approvedBy: name, reason },
      print: `${name} đã duyệt kế hoạch ${id}. Bước tiếp theo: dvc-sync apply ${id}`,
    };
  },
});

export const applyCommand = command({
  options: [
    asPerson(doer),
    [
      '--resume',
      {
        vi: 'làm tiếp một kế hoạch bị dừng giữa chừng; việc chưa rõ kết quả được tra lại trước',
        en: 'go on with a plan that was broken off; what is in doubt is looked up first',
      },
    ],
    [
      '--parallel <số>',
      {
        vi: 'nhiều nhất bao nhiêu việc cùng lúc ở mỗi hệ thống',
        en: 'how many actions at most at once at each system',
      },
      wholeNumber(1, 32),
    ],
  ],
  note: {
    vi: 'Mã thoát: 0 xong và đã kiểm tra · 1 bị từ chối hoặc có việc thất bại · 3 còn việc chưa làm hoặc chưa rõ · 130 bị ngắt\nCtrl-C: làm xong việc đang dở rồi dừng; sau đó dùng --resume.',
    en: 'Exit codes: 0 done and verified · 1 refused, or an action failed · 3 something is not done or in doubt · 130 interrupted\nCtrl-C: ends what is under way, then stops; go on with --resume.',
  },
  examples: ['dvc-sync apply P20261123T070000Z-041', 'dvc-sync apply P20261123T070000Z-041 --resume'],
  stopped: stoppedAsAsked,
  async onStore({ configuration: { city }, store, asking, signal }, options, id: string) {
    const bar = applyBar(!options.json, city);
    const failures: string[] = [];
    try {
      const { resume = false, parallel } = options;
      const result = await applyStored(asking, {
        ...{ plan: id, signal, resume, parallel },
        events: {
          ...bar.events,
          settled(action, state, message) {
            bar.events.settled();
            if (message && state !== 'verified' && state !== 'done') {
              const { procedure, case: key, agency } = action.change.target;
              const where =
                agency === undefined ? caseWords(key, undefined) : `, ${agencyWords([agency], city)}`;
              failures.push(
                `  ${action.number}. ${systemWords(action.system, city)}: ${kindNames[action.change.kind]} của ${procedure}${where}: ${actionStateNames[state]}: ${message}`,
              );
            }
          },
        },
      });
      return {
        json: async () => ({ ...result, actions: await outcomesOf(store, id) }),
        print: () => tell(result, failures, city),
        exit: codeOf(result),
      };
    } finally {
      bar.stop();
    }
  },
});

/** What came of every action, each with why: counts alone tell nobody what to look at. */
async function outcomesOf(store: Store, planId: string): Promise<object[]> {
  const results = new Map((await resultsOf(store, planId)).map(result => [result.number, result]));
  const { plan } = await storedPlan(store, planId);
  return plan.actions.map(({ number, system, change: { kind, target } }) => {
    const { state, message } = results.get(number)!;
    return { number, system, kind, ...target, state, reason: message };
  });
}

function tell(result: ApplyResult, failures: string[], city: City): void {
  const { planId, already, interrupted, halted, counts } = result;
  if (already) {
    print(`Kế hoạch ${planId} đã áp dụng trước đây; không gửi gì thêm.`);
    return;
  }
  const parts = Object.entries(counts).filter(([, count]) => count > 0);
  print(
    `Kế hoạch ${planId}: ${parts.map(([state, count]) => `${numberWords(count)} ${actionStateNames[state as ActionState]}`).join(', ')}.`,
  );
  for (const [system, why] of Object.entries(halted))
    print(`  ${systemWords(system, city)}: dừng ghi vào hệ thống này: ${why}`);
  for (const failure of failures) print(failure);
  if (interrupted) note('Đã dừng theo yêu cầu sau khi làm xong việc đang dở.');
  if (result.state === 'stopped') print(`Làm tiếp bằng: dvc-sync apply ${planId} --resume`);
}

function codeOf({ interrupted, state, counts }: ApplyResult): number {
  if (interrupted) return exitCodes.interrupted;
  if (counts.failed > 0) return exitCodes.failed;
  return state === 'stopped' ? exitCodes.partial : exitCodes.clean;
}
