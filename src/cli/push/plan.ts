import { writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { draftPlan, draftRollback } from '../../app/plans/draft.ts';
import { planFromFindings } from '../../app/plans/from-findings.ts';
import type { Mending } from '../../app/plans/mending.ts';
import { storedPlan } from '../../app/plans/stored.ts';
import { changesOf, listPlans } from '../../app/queries/plans.ts';
import { loadDefinitions } from '../../definitions/load.ts';
import { dateAndTime } from '../../domain/time.ts';
import { type Plan, waitsFor } from '../../plan/plan.ts';
import { planText } from '../../plan/show-terminal.ts';
import { planStateNames } from '../../plan/words.ts';
import { inMemory } from '../../report/forms.ts';
import { planPage } from '../../report/plan-page.ts';
import { type PlanHead, planTable } from '../../report/plan-table.ts';
import { planNames } from '../../runs/plan-input.ts';
import { needSentence, plannedSentence } from '../../words/mending.ts';
import { listing } from '../answer.ts';
import { command } from '../command.ts';
import type { Desk } from '../common.ts';
import { doer, stoppedAsAsked } from '../common-words.ts';
import { exitCodes, UsageError } from '../exit.ts';
import { print, printPainted, wantsColours } from '../output.ts';
import { asPerson } from '../person.ts';
import { outputs, requireFolder, unwritable } from '../unwritable.ts';

/** Of `plan`, which its subcommands know as well. */
interface PlanFiles {
  out?: string;
  html?: string;
}

const planFiles = [
  ['--out <tệp>', { vi: 'ghi kế hoạch ra tệp JSON', en: 'write the plan as a JSON file' }],
  ['--html <tệp>', { vi: 'ghi kế hoạch ra một trang để xem', en: 'write the plan as a page to look at' }],
] as const;

export const planCommand = command({
  options: [
    asPerson(doer),
    ['--only <mã...>', { vi: 'chỉ những thủ tục này', en: 'only these procedures' }],
    [
      '--from-findings [mã-sai-lệch...]',
      {
        vi: 'cho các sai lệch đang mở mà kế hoạch sửa được: mọi sai lệch lần chạy cuối thấy, hoặc những cái nêu ra',
        en: 'for open discrepancies a plan can mend: all the last run saw, or the ones named',
      },
    ],
    ...planFiles,
  ],
  note: {
    vi: 'Mã thoát: 0 không có gì phải làm · 2 có thay đổi chờ áp dụng · 3 có chỗ chưa đọc được',
    en: 'Exit codes: 0 nothing to do · 2 changes wait to be applied · 3 something could not be read',
  },
  examples: [
    'dvc-sync plan',
    'dvc-sync plan --only 1.000656 --out plan.json',
    'dvc-sync plan --from-findings',
    'dvc-sync plan list',
    'dvc-sync plan show P20261123T070000Z-041 --html plan.html',
  ],
  stopped: stoppedAsAsked,
  check(_configuration, { fromFindings, only, ...options }) {
    requirePlaces(options);
    if (fromFindings !== undefined && only)
      throw new UsageError({
        vi: '--only không đi cùng --from-findings.',
        en: '--only does not go with --from-findings.',
      });
  },
  async onStore(desk, { fromFindings, only, ...options }) {
    const { asking, signal } = desk;
    if (fromFindings === undefined) return present(desk, await draftPlan(asking, { signal, only }), options);
    const fingerprints = fromFindings === true ? undefined : fromFindings;
    const { plan, mending } = await planFromFindings(asking, { signal, fingerprints });
    const presented = plan && (await present(desk, plan, options));
    return {
      json: { plan, ...mending },
      async print() {
        print(plannedSentence(mending.findings, mending.procedures.length));
        for (const group of mending.needs) {
          print(`  ${needSentence(group)}`);
          for (const line of nextCommands(group)) print(`    ${line}`);
        }
        await presented?.print();
      },
      notes: presented?.notes,
      exit: presented?.exit,
      open: mending.needs.length > 0,
    };
  },
  subcommands: {
    show: command({
      does: { vi: 'xem một kế hoạch đã lập', en: 'show a plan' },
      argument: ['<kế-hoạch>', { vi: 'mã kế hoạch', en: 'id of the plan' }],
      options: [...planFiles],
      check(_configuration, options, id: string) {
        requirePlaces(options);
        return id;
      },
      async onStore(desk, options, id) {
        const { plan, state } = await storedPlan(desk.store, id);
        return {
          json: plan,
          print: await shown(desk, plan, options),
          notes: [
            `Trạng thái: ${planStateNames[state]}; lập lúc ${dateAndTime(plan.createdAt)}, người lập: ${plan.author}`,
          ],
        };
      },
    }),
    list: command({
      does: { vi: 'các kế hoạch đã lập', en: 'the plans there are' },
      async onStore({ configuration, store }) {
        const plans = await listPlans<PlanHead>(store, 50);
        const changes = await changesOf(
          store,
          plans.map(({ id }) => id),
        );
        return listing(plans, planTable(changes, configuration.push), {
          json: () => plans.map(({ id, createdAt, author, state }) => ({ id, createdAt, author, state })),
          none: 'Chưa có kế hoạch nào; lập bằng "dvc-sync plan".',
        });
      },
    }),
  },
});

export const rollbackCommand = command({
  options: [asPerson(doer), ...planFiles],
  note: {
    vi: 'Mã thoát: 0 không có gì để trả lại · 2 có thay đổi chờ áp dụng · 3 có chỗ chưa đọc được',
    en: 'Exit codes: 0 nothing to give back · 2 changes wait to be applied · 3 something could not be read',
  },
  examples: [
    'dvc-sync rollback P20261123T070000Z-041',
    'dvc-sync rollback P20261123T070000Z-041 --out tra-lai.json --html tra-lai.html',
  ],
  stopped: stoppedAsAsked,
  check(_configuration, options, id: string) {
    requirePlaces(options);
    return id;
  },
  onStore: async (desk, options, plan) =>
    present(desk, await draftRollback(desk.asking, { signal: desk.signal, plan }), options),
});

/** A plan is kept once it is drafted: where it is to be written is looked at before. */
function requirePlaces({ out, html }: PlanFiles): void {
  for (const file of [out, html]) if (file) requireFolder(outputs.plan, dirname(file));
}

const shownCodes = 10;

/** What begins what findings need first. */
function nextCommands({ need, procedures }: Mending['needs'][number]): string[] {
  const codes = procedures.slice(0, shownCodes).join(' ');
  const more = procedures.length > shownCodes ? ` … (còn ${procedures.length - shownCodes} mã)` : '';
  switch (need) {
    case 'definition':
      return [
        `soạn nháp từ bản ghi quốc gia: dvc-sync scaffold ${codes}${more}`,
        'hoặc lấy theo hệ thống đang có: dvc-sync adopt <mã> --system <tên>',
      ];
    case 'sound-definition':
      return [`dvc-sync validate ${codes}${more}`];
    case 'person':
      return ['dvc-sync tasks'];
    case 'waiver':
      return ['dvc-sync waive <mã-sai-lệch> --revoke'];
    case 'outside':
      return [];
  }
}

async function present(desk: Desk, plan: Plan, options: PlanFiles) {
  const { id, actions, unknown = [] } = plan;
  const print = await shown(desk, plan, options);
  return {
    json: plan,
    print,
    exit: actions.length > 0 ? exitCodes.discrepancies : unknown.length > 0 ? exitCodes.partial : undefined,
    notes: actions.length > 0 ? [nextStep(id, waitsFor(plan, desk.configuration.push))] : [],
  };
}

function nextStep(id: string, waits: ReturnType<typeof waitsFor>): string {
  if (waits === 'cause')
    return 'Bước tiếp theo: gỡ những gì đang giữ kế hoạch lại (ở trên), rồi lập kế hoạch mới.';
  return waits === 'approver'
    ? `Bước tiếp theo, một người khác duyệt: dvc-sync approve ${id} --as "tên" --reason "lý do"`
    : `Bước tiếp theo: dvc-sync apply ${id}`;
}

/** Writes the files that are asked for; prints the plan. */
async function shown(
  { configuration }: Desk,
  plan: Plan,
  { out, html }: PlanFiles,
): Promise<() => Promise<void>> {
  if (out) await written(out, `${JSON.stringify(plan, null, 2)}\n`);
  const { definitions } = await loadDefinitions(configuration.services);
  const names = planNames(configuration, definitions);
  if (html) await written(html, await inMemory(planPage(plan, names)));
  return () => printPainted(planText(plan, names, { colour: wantsColours() }));
}

async function written(file: string, content: string | Uint8Array): Promise<void> {
  await writeFile(file, content).catch((error: Error) => {
    throw unwritable(outputs.plan, error, file);
  });
}
