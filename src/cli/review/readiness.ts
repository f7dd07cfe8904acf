import { filesReceived } from '../../app/queries/measures.ts';
import type { Names } from '../../report/names.ts';
import { agencyReadinessForms, agencyReadinessTable } from '../../report/readiness/agency-forms.ts';
import { agencyReadiness } from '../../report/readiness/agency-model.ts';
import { type ImprovementList, improvementList } from '../../report/readiness/improvement.ts';
import { improvementForms, improvementTable } from '../../report/readiness/improvement-forms.ts';
import { checkTable, offeringForms } from '../../report/readiness/offering-forms.ts';
import { countSentence, levelLines, targetWords, verdictNames } from '../../report/readiness/words.ts';
import { orderNames } from '../../report/words.ts';
import { allChecklists, checklistFor } from '../../runs/readiness.ts';
import type { Answer } from '../answer.ts';
import { command, outOption } from '../command.ts';
import type { Desk } from '../common.ts';
import { mostLines } from '../common-words.ts';
import { UsageError } from '../exit.ts';
import { atMost } from '../given.ts';
import { anyProcedure, unitCode } from '../known.ts';
import { print, printTable } from '../output.ts';
import { outputs } from '../unwritable.ts';

export const readinessCommand = command({
  does: {
    vi: 'điều kiện lên mức độ 4: của một dịch vụ, của một đơn vị, hoặc việc cần khắc phục của cả thành phố',
    en: 'conditions of level 4: of a service, of an agency, or what the whole city still has to mend',
  },
  argument: [
    '[mã-thủ-tục]',
    {
      vi: 'mã thủ tục quốc gia: điều kiện của thủ tục này tại --agency',
      en: 'national code: conditions of this procedure at --agency',
    },
    anyProcedure,
  ],
  options: [
    ['--agency <mã>', { vi: 'của một đơn vị', en: 'of one agency' }, unitCode],
    outOption({
      vi: 'viết ra trang HTML và bảng tính (hoặc JSON) trong thư mục này',
      en: 'write an HTML page and a workbook (or JSON) into this folder',
    }),
    atMost(mostLines, 30),
  ],
  examples: [
    'dvc-sync review readiness --out khac-phuc',
    'dvc-sync review readiness --agency H13.21 --out ninh-kieu',
    'dvc-sync review readiness 1.004194 --agency H13.21.1',
  ],
  into: outputs.readiness,
  check(_configuration, { agency }, procedure: string | undefined) {
    if (procedure !== undefined && agency === undefined)
      throw new UsageError({
        vi: 'cần --agency <mã>: điều kiện của thủ tục tại đơn vị nào.',
        en: '--agency <code> is needed: the conditions at which agency.',
      });
    return procedure;
  },
  onStore(desk, { limit, agency }, procedure) {
    if (agency === undefined) return ofCity(desk, limit);
    return procedure === undefined ? ofAgency(desk, agency, limit) : ofOffering(desk, procedure, agency);
  },
});

async function ofOffering(
  { configuration, store, names, now }: Desk,
  procedure: string,
  agency: string,
): Promise<Answer> {
  const checklist = await checklistFor(store, configuration, procedure, agency);
  if (!checklist)
    throw new UsageError({
      vi: `không hệ thống, danh mục hay định nghĩa nào có thủ tục ${procedure}; chạy "dvc-sync run" trước.`,
      en: `no system, list or definition has the procedure ${procedure}; do "dvc-sync run" first.`,
    });
  return {
    json: checklist,
    forms: () => offeringForms(checklist, names, now),
    print() {
      print(
        `${procedure} «${checklist.name}» tại ${names.agency(agency)}: ${verdictNames[checklist.verdict]}`,
      );
      for (const line of levelLines(checklist, names.system, names.levels)) print(`  ${line}`);
      print(`  Chỉ tiêu: ${targetWords(checklist.target, names.levels)}`);
      printTable(checkTable(names), checklist.rows);
    },
  };
}

async function ofAgency(
  { configuration, store, names, now }: Desk,
  agency: string,
  limit: number,
): Promise<Answer> {
  const found = await agencyReadiness(agency, allChecklists(store, configuration, agency), names, now);
  const { counts, lines } = found;
  return {
    // `lines` is what `items` were called first.
    json: { ...found, items: lines },
    forms: () => agencyReadinessForms(found, names),
    print() {
      print(`${found.name}: ${countSentence(counts, names)}`);
      const open = lines.filter(({ atTop }) => !atTop);
      if (open.length > 0)
        printTable(agencyReadinessTable(names.levels.of(4)), open, {
          ...{ limit, more: ' dịch vụ; thêm --limit hoặc --out <thư-mục>.' },
        });
    },
  };
}

async function ofCity({ configuration, store, names, now }: Desk, limit: number): Promise<Answer> {
  const { city, reviews } = configuration;
  const files = city.orderBy === 'demand' ? await filesReceived(store, city.locality) : undefined;
  const found = await improvementList(allChecklists(store, configuration), names, files);
  return {
    // `offerings` is what `counts` were called first.
    json: { ...found, counts: found.offerings, agency: null, madeAt: now },
    forms: () => improvementForms(found, names, now, reviews.unitCosts),
    print: () => printImprovements(found, names, limit),
  };
}

function printImprovements(
  { items, offerings, orderBy }: ImprovementList,
  names: Names,
  limit: number,
): void {
  if (offerings.all === 0) {
    print('Chưa có dịch vụ nào để xét: cần một lần chạy đọc đủ danh mục quốc gia ("dvc-sync run").');
    return;
  }
  print(countSentence(offerings, names));
  if (orderBy === 'demand') print(`Việc cần khắc phục, ${orderNames.demand}:`);
  if (items.length > 0)
    printTable(improvementTable(names), items, { limit, more: ' việc; thêm --limit hoặc --out <thư-mục>.' });
}
