import { writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { draftPlan, draftRollback } from '../app/plans/draft.ts';
import { planFromFindings } from '../app/plans/from-findings.ts';
import type { Mending } from '../app/plans/mending.ts';
import { storedPlan } from '../app/plans/stored.ts';
import { listPlans } from '../app/queries/plans.ts';
import { loadDefinitions } from '../definitions/load.ts';
import { dateAndTime } from '../domain/time.ts';
import { type Plan, waitsFor } from '../plan/plan.ts';
import { planText } from '../plan/show-terminal.ts';
import { planStateNames } from '../plan/words.ts';
import { inMemory } from '../report/forms.ts';
import { planPage } from '../report/plan-page.ts';
import { planNames } from '../runs/plan-names.ts';
import { needSentence, plannedSentence } from '../words/mending.ts';
import { command, usual } from './command.ts';
import { exitCodes, UsageError } from './exit.ts';
import { print, printJson, printPainted, printTable, wantsColours } from './output.ts';
import { atDesk, doer, type PushDesk, type PushOptions } from './pushing.ts';
import { outputs, requireFolder, unwritable } from './unwritable.ts';

interface PlanOptions extends PushOptions {
  only?: string[];
  fromFindings?: true | string[];
  out?: string;
  html?: string;
}

const planFiles = [
  ['--out <tệp>', { vi: 'ghi kế hoạch ra tệp JSON', en: 'write the plan as a JSON file' }],
  ['--html <tệp>', { vi: 'ghi kế hoạch ra một trang để xem', en: 'write the plan as a page to look at' }],
] as const;

export const planCommand = command({
  options: [
    ...usual,
    doer,
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
  act: options => atDesk(options, desk => draft(desk, options)),
  subcommands: {
    show: command({
      does: { vi: 'xem một kế hoạch đã lập', en: 'show a plan' },
      arguments: [['<kế-hoạch>', { vi: 'mã kế hoạch', en: 'id of the plan' }]],
      act: (options: PlanOptions, id: string) => atDesk(options, desk => show(desk, id, options)),
    }),
    list: command({
      does: { vi: 'các kế hoạch đã lập', en: 'the plans there are' },
      act: (options: PushOptions) => atDesk(options, desk => list(desk, options.json ?? false)),
    }),
  },
});

export const rollbackCommand = command({
  options: [...usual, doer, ...planFiles],
  note: {
    vi: 'Mã thoát: 0 không có gì để trả lại · 2 có thay đổi chờ áp dụng · 3 có chỗ chưa đọc được',
    en: 'Exit codes: 0 nothing to give back · 2 changes wait to be applied · 3 something could not be read',
  },
  examples: [
    'dvc-sync rollback P20261123T070000Z-041',
    'dvc-sync rollback P20261123T070000Z-041 --out tra-lai.json --html tra-lai.html',
  ],
  act: (options, id: string) =>
    atDesk(options, async desk => {
      requirePlaces(options);
      await present(desk, await draftRollback(desk, { signal: desk.signal, plan: id }), options);
    }),
});

/** A plan is kept once it is drafted: where it is to be written is looked at before. */
function requirePlaces({ out, html }: PlanOptions): void {
  for (const file of [out, html]) if (file) requireFolder(outputs.plan, dirname(file));
}

async function draft(desk: PushDesk, options: PlanOptions): Promise<void> {
  requirePlaces(options);
  if (options.fromFindings !== undefined) return draftFromFindings(desk, options);
  await present(desk, await draftPlan(desk, { signal: desk.signal, only: options.only }), options);
}

async function draftFromFindings(desk: PushDesk, options: PlanOptions): Promise<void> {
  const { fromFindings, only, json } = options;
  if (only)
    throw new UsageError({
      vi: '--only không đi cùng --from-findings.',
      en: '--only does not go with --from-findings.',
    });
  const fingerprints = fromFindings === true ? undefined : fromFindings;
  const { plan, mending } = await planFromFindings(desk, { signal: desk.signal, fingerprints });
  if (json) printJson({ plan, ...mending });
  else {
    print(plannedSentence(mending.findings, mending.procedures.length));
    for (const group of mending.needs) {
      print(`  ${needSentence(group)}`);
      for (const line of nextCommands(group)) print(`    ${line}`);
    }
  }
  if (mending.needs.length > 0) process.exitCode = exitCodes.discrepancies;
  if (plan) await present(desk, plan, options, !json);
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

async function present(desk: PushDesk, plan: Plan, options: PlanOptions, printed = true): Promise<void> {
  if (options.out) await written(options.out, `${JSON.stringify(plan, null, 2)}\n`);
  await shown(desk, plan, options, printed);
  if (plan.actions.length > 0) process.exitCode = exitCodes.discrepancies;
  else if (plan.unknown?.length) process.exitCode = exitCodes.partial;
  if (!options.json && plan.actions.length > 0)
    print(nextStep(plan.id, waitsFor(plan, desk.configuration.push)));
}

function nextStep(id: string, waits: ReturnType<typeof waitsFor>): string {
  if (waits === 'cause')
    return 'Bước tiếp theo: gỡ những gì đang giữ kế hoạch lại (ở trên), rồi lập kế hoạch mới.';
  return waits === 'approver'
    ? `Bước tiếp theo, một người khác duyệt: dvc-sync approve ${id} --as "tên" --reason "lý do"`
    : `Bước tiếp theo: dvc-sync apply ${id}`;
}

async function show(desk: PushDesk, id: string, options: PlanOptions): Promise<void> {
  requirePlaces(options);
  const { plan, state } = await storedPlan(desk.store, id);
  await shown(desk, plan, options);
  if (!options.json)
    print(
      `Trạng thái: ${planStateNames[state]}; lập lúc ${dateAndTime(plan.createdAt)}, người lập: ${plan.author}`,
    );
}

async function shown(
  { configuration }: PushDesk,
  plan: Plan,
  options: PlanOptions,
  printed = true,
): Promise<void> {
  const { definitions } = await loadDefinitions(configuration.services);
  const names = planNames(configuration, definitions);
  if (options.html) await written(options.html, await inMemory(planPage(plan, names)));
  if (!printed) return;
  if (options.json) printJson(plan);
  else await printPainted(planText(plan, names, { colour: wantsColours() }));
}

async function list({ store }: PushDesk, json: boolean): Promise<void> {
  const plans = await listPlans(store, 50);
  if (json)
    return printJson(plans.map(({ id, createdAt, author, state }) => ({ id, createdAt, author, state })));
  if (plans.length === 0) return print('Chưa có kế hoạch nào; lập bằng "dvc-sync plan".');
  const rows = plans.map(({ id, createdAt, author, state }) => [
    id,
    dateAndTime(createdAt),
    author,
    planStateNames[state] ?? state,
  ]);
  printTable(['KẾ HOẠCH', 'LẬP LÚC', 'NGƯỜI LẬP', 'TRẠNG THÁI'], rows);
}

async function written(file: string, content: string | Uint8Array): Promise<void> {
  await writeFile(file, content).catch((error: Error) => {
    throw unwritable(outputs.plan, error, file);
  });
}
