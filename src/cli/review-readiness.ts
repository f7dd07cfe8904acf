import { filesReceived } from '../app/queries/measures.ts';
import { localCode } from '../domain/code.ts';
import { numberWords } from '../domain/number-words.ts';
import { type Names, namesOf } from '../report/names.ts';
import { agencyReadinessForms } from '../report/readiness/agency-forms.ts';
import { agencyReadiness } from '../report/readiness/agency-model.ts';
import { countImprovements, type ImprovementList } from '../report/readiness/improvement.ts';
import { improvementForms } from '../report/readiness/improvement-forms.ts';
import { offeringForms } from '../report/readiness/offering-forms.ts';
import {
  checkStateNames,
  levelLines,
  sourceText,
  targetWords,
  verdictNames,
} from '../report/readiness/words.ts';
import { orderNames } from '../report/words.ts';
import { allChecklists, checklistFor } from '../runs/readiness.ts';
import { command, usual } from './command.ts';
import type { Desk } from './common.ts';
import { knownUnit } from './common.ts';
import { mostLines } from './common-words.ts';
import { UsageError } from './exit.ts';
import { atMost } from './given-numbers.ts';
import { print, printFirst, printJson, printTable, shownPath } from './output.ts';
import { outputs, writtenInto } from './unwritable.ts';

/** `review readiness`: the checklist of an offering, of a unit, or what to improve first in the whole city. */
export const readinessCommand = command({
  does: {
    vi: 'điều kiện lên mức độ 4: của một dịch vụ, của một đơn vị, hoặc việc cần khắc phục của cả thành phố',
    en: 'conditions of level 4: of a service, of an agency, or what the whole city still has to mend',
  },
  arguments: [
    [
      '[mã-thủ-tục]',
      {
        vi: 'mã thủ tục quốc gia: điều kiện của thủ tục này tại --agency',
        en: 'national code: conditions of this procedure at --agency',
      },
    ],
  ],
  options: [
    ...usual,
    ['--agency <mã>', { vi: 'của một đơn vị', en: 'of one agency' }],
    [
      '-o, --out <thư-mục>',
      {
        vi: 'viết ra trang HTML và bảng tính (hoặc JSON) trong thư mục này',
        en: 'write an HTML page and a workbook (or JSON) into this folder',
      },
    ],
    atMost(mostLines, 30),
  ],
  examples: [
    'dvc-sync review readiness --out khac-phuc',
    'dvc-sync review readiness --agency H13.21 --out ninh-kieu',
    'dvc-sync review readiness 1.004194 --agency H13.21.1',
  ],
  into: outputs.readiness,
  check(configuration, options, given: string | undefined) {
    const agency = knownUnit(options.agency, configuration);
    if (given !== undefined && agency === undefined)
      throw new UsageError({
        vi: 'cần --agency <mã>: điều kiện của thủ tục tại đơn vị nào.',
        en: '--agency <code> is needed: the conditions at which agency.',
      });
  },
  async onStore(at, options, given: string | undefined) {
    const { city } = at.configuration;
    const agency = knownUnit(options.agency, at.configuration);
    const desk = { ...at, names: namesOf(city), options };
    if (given !== undefined) await ofOffering(desk, localCode(given, city.locality), agency!);
    else if (agency !== undefined) await ofAgency(desk, agency);
    else await ofCity(desk);
  },
});

interface Asked extends Desk {
  names: Names;
  options: { out?: string; limit: number; json?: boolean };
}

async function ofOffering(desk: Asked, procedure: string, agency: string): Promise<void> {
  const { configuration, store, names, now, options } = desk;
  const checklist = await checklistFor(store, configuration, procedure, agency);
  if (!checklist)
    throw new UsageError({
      vi: `không hệ thống, danh mục hay định nghĩa nào có thủ tục ${procedure}; chạy "dvc-sync run" trước.`,
      en: `no system, list or definition has the procedure ${procedure}; do "dvc-sync run" first.`,
    });
  const files = await writtenInto(options.out, () => offeringForms(checklist, names, now));
  if (options.json) return printJson(checklist);
  print(`${procedure} «${checklist.name}» tại ${names.agency(agency)}: ${verdictNames[checklist.verdict]}`);
  for (const line of levelLines(checklist, names.system, names.levels)) print(`  ${line}`);
  print(`  Chỉ tiêu: ${targetWords(checklist.target, names.levels)}`);
  printTable(
    ['ĐIỀU KIỆN', 'TÌNH TRẠNG', 'NGUỒN'],
    checklist.rows.map(row => [row.name, checkStateNames[row.state], sourceText(row)]),
  );
  for (const file of files) print(shownPath(file));
}

async function ofAgency(desk: Asked, agency: string): Promise<void> {
  const { configuration, store, names, now, options } = desk;
  const found = await agencyReadiness(agency, allChecklists(store, configuration, agency), names, now);
  const files = await writtenInto(options.out, () => agencyReadinessForms(found, names));
  if (options.json) return printJson(found);
  const { counts, lines } = found;
  print(
    `${found.name}: ${numberWords(lines.length)} dịch vụ, ${numberWords(counts.atTop)} đã ở ${names.levels.of(4)}, ${numberWords(counts.ready)} đủ điều kiện, ${numberWords(counts.missing)} còn thiếu, ${numberWords(counts.unclear)} còn điều chưa rõ.`,
  );
  const open = lines.filter(({ atTop }) => !atTop);
  const rows = open
    .slice(0, options.limit)
    .map(line => [line.procedure, verdictNames[line.verdict], line.blockers.join('; ')]);
  if (rows.length > 0) printTable(['MÃ TTHC', 'ĐIỀU KIỆN', 'CÒN THIẾU HOẶC CHƯA RÕ'], rows);
  for (const file of files) print(shownPath(file));
}

async function ofCity({ configuration, store, names, now, options }: Asked): Promise<void> {
  const { city } = configuration;
  const files = city.orderBy === 'demand' ? await filesReceived(store, city.locality) : undefined;
  const count = countImprovements(names.agency, files);
  for await (const batch of allChecklists(store, configuration))
    for (const checklist of batch) count.add(checklist);
  const found = count.result();
  const paths = await writtenInto(options.out, () =>
    improvementForms(found, names, now, configuration.reviews.unitCosts),
  );
  if (options.json) return printJson(found);
  printImprovements(found, names, options.limit);
  for (const file of paths) print(shownPath(file));
}

function printImprovements(
  { items, offerings, orderBy }: ImprovementList,
  names: Names,
  limit: number,
): void {
  const { all, atTop, ready, missing, unclear } = offerings;
  if (all === 0) {
    print('Chưa có dịch vụ nào để xét: cần một lần chạy đọc đủ danh mục quốc gia ("dvc-sync run").');
    return;
  }
  print(
    `${numberWords(all)} dịch vụ: ${numberWords(atTop)} đã ở ${names.levels.of(4)}, ${numberWords(ready)} đủ điều kiện, ${numberWords(missing)} còn thiếu, ${numberWords(unclear)} còn điều chưa rõ.`,
  );
  if (orderBy === 'demand') print(`Việc cần khắc phục, ${orderNames.demand}:`);
  if (items.length === 0) return;
  const head = ['Ở ĐÂU', 'AI KHẮC PHỤC', 'MỞ ĐƯỢC', 'LIÊN QUAN', 'THIẾU GÌ'];
  printFirst(limit, ' việc; thêm --limit hoặc --out <thư-mục>.', head, items, item => [
    ...[item.subject, names.owner(item.owner), numberWords(item.unlocks), numberWords(item.concerns)],
    item.conditions.map(({ name }) => name).join('; '),
  ]);
}
