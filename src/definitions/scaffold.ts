import type { City } from '../domain/city.ts';
import { cleanText, shortText } from '../domain/text.ts';
import type { Tier } from '../domain/tier.ts';
import { planConditions } from '../readiness/declared.ts';
import { listWords } from '../words/sentence.ts';
import type { NationalRecord } from './check-national.ts';
import { type DraftCase, draftCases, draftFees, draftScope, draftTimes } from './scaffold-facts.ts';
import { draftForm } from './scaffold-form.ts';
import { draftWorkflow } from './scaffold-workflow.ts';
import { todo } from './todo.ts';
import { filesOf, jsonText, type Remark, type ServiceDraft, yamlText } from './write.ts';

export interface ScaffoldOptions {
  city: City;
  /** Roles of the configuration, by name. */
  roles: Readonly<Record<string, unknown>>;
  /** Only for agencies of this tier, with its workflow. Default: all the record names. */
  tier?: Tier;
  /** Folder of the published schemas as seen from the files. Default `../..`, beside the configuration. */
  schemas?: string;
}

/**
 * Drafts all files of a procedure from its national record: file name → text. What the record does not settle is
 * `TODO`, which keeps `validate` red until a person has decided.
 */
export function scaffold(national: NationalRecord, options: ScaffoldOptions): Record<string, string> {
  const { city, roles, tier: wanted, schemas = '../..' } = options;
  const { code, facts } = national;
  const scope = draftScope(code, facts, city, wanted);
  const times = draftTimes(facts.deadlines);
  const fees = draftFees(facts);
  const cases = draftCases(national.cases);
  const remarks: Remark[] = [
    { path: ['procedure'], text: 'Soạn từ bản ghi quốc gia. Xem lại từng mục, điền những chỗ còn để ngỏ,' },
    { path: ['procedure'], text: 'rồi chạy "dvc-sync validate". Tệp này được duyệt như mã nguồn.' },
    ...(scope.reason ? [{ path: ['applies'], text: `${scope.reason}.` }] : []),
    { path: ['fees'], text: `CSDL quốc gia ghi: ${quoted(fees.words)}.` },
    { path: ['readiness'], text: 'Mỗi điều kiện: met, not-met, not-needed hay unknown, kèm căn cứ.' },
    ...cases.flatMap((one, index) => caseRemarks(one, index, times.words)),
  ];
  const service: ServiceDraft = {
    procedure: code,
    name: cleanText(facts.name ?? '') || todo,
    level: 4,
    applies: scope.applies,
    cases: cases.map(({ key, name, papers }) => ({
      key,
      ...(name ? { name } : {}),
      deadline: {
        inPerson: times.inPerson.text,
        online: times.online.text,
        ...(typeof times.inPerson.text === 'number' && times.unit === 'day' ? { unit: times.unit } : {}),
      },
      components: papers?.map(({ name, ...rest }) => ({ name, originals: todo, copies: todo, ...rest })) ?? [
        { name: todo, originals: todo, copies: todo, required: todo },
      ],
    })),
    fees: fees.fees,
    payment: { online: fees.due ?? todo },
    channels: { online: true, post: true },
    readiness: Object.values(planConditions).map(condition => ({
      condition,
      ...stateOf(condition, fees.due),
    })),
  };
  const workflow = draftWorkflow(scope.tier, times, roles);
  const forms = new Map(
    cases.map(({ key, papers }) => [key, jsonText(draftForm(papers ?? [], fees.amount))]),
  );
  return {
    'service.yaml': yamlText('service', service, remarks, schemas),
    ...filesOf('eform', 'json', forms),
    'workflow.yaml': yamlText('workflow', workflow.draft, workflow.remarks, schemas),
  };
}

function caseRemarks({ papers }: DraftCase, index: number, times: readonly string[]): Remark[] {
  const components = ['cases', index, 'components'];
  return [
    { path: ['cases', index, 'deadline'], text: `CSDL quốc gia ghi: ${quoted(times)}.` },
    {
      path: components,
      text: 'Bản ghi không nói giấy tờ nào bắt buộc và mẫu đơn ở đâu: xem lại required, thêm template: "https://…" nếu có mẫu.',
    },
    ...(papers ? [] : [{ path: components, text: 'Thành phần hồ sơ của bản ghi không đọc được.' }]),
  ];
}

function stateOf(
  condition: string,
  due: boolean | undefined,
): Pick<NonNullable<ServiceDraft['readiness']>[number], 'state' | 'source'> {
  if (condition === planConditions.payment && due === false)
    return { state: 'not-needed', source: 'CSDL quốc gia: không thu phí, lệ phí' };
  return { state: 'unknown', source: todo };
}

function quoted(words: readonly string[]): string {
  if (words.length === 0) return 'không có thông tin';
  return listWords(
    words.map(text => `"${shortText(text, 200)}"`),
    'dòng',
    5,
  );
}
