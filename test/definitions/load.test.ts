import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadDefinitions } from '../../src/definitions/load.ts';
import { form, load, rightFiles, service, servicesFolder, workflow } from './support.ts';

const inService = (from: string, to: string) => ({
  ...rightFiles,
  'service.yaml': service.replace(from, to),
});
const inWorkflow = (from: string, to: string) => ({
  ...rightFiles,
  'workflow.yaml': workflow.replace(from, to),
});

describe('a right definition', () => {
  it('comes out whole, with defaults filled in and hours counted', async () => {
    const { definitions, problems } = await load(rightFiles);
    expect(problems).toEqual([]);
    const { folder, ...definition } = definitions[0]!;
    expect(folder.endsWith('/1.000656')).toBe(true);
    expect(definition).toEqual({
      procedure: '1.000656',
      name: 'Thủ tục đăng ký khai tử',
      level: 4,
      applies: { tiers: ['commune'] },
      cases: [
        {
          key: 'default',
          name: '',
          components: [
            { name: 'Giấy báo tử', originals: 1, copies: 0, required: true },
            { name: 'Văn bản ủy quyền', originals: 1, copies: 0, required: false },
          ],
          eform: form,
          workflow: {
            steps: [
              { id: 'a', name: 'Tiếp nhận', kind: 'start', role: 'Cán bộ một cửa', hours: 4, onlineHours: 4 },
              { id: 'b', name: 'Thẩm định', kind: 'step', role: 'Chuyên viên', hours: 20, onlineHours: 20 },
              { id: 'c', name: 'Trả kết quả', kind: 'end', hours: 0, onlineHours: 0 },
            ],
            transitions: [
              { from: 'a', to: 'b', action: 'Chuyển thẩm định' },
              { from: 'b', to: 'c', action: 'Trả kết quả' },
            ],
          },
          deadlineHours: 24,
          onlineDeadlineHours: null,
          deadlineUnit: 'workingDay',
        },
      ],
      fees: [],
      onlinePayment: false,
      channels: { online: true, post: true },
      readiness: [{ condition: 'Chữ ký số', state: 'met', source: 'Kế hoạch 117/KH-UBND' }],
    });
  });

  it.each([
    ['{ inPerson: 3 ngày làm việc, online: 16 }', 24, 16, 'workingDay'],
    ['{ inPerson: 5 ngày, online: 12 }', 40, 12, 'day'],
    ['{ inPerson: 4 giờ }', 4, null, 'workingDay'],
    ['{ inPerson: 1 tháng }', 240, null, 'day'],
    ['{ inPerson: 20, unit: day }', 20, null, 'day'],
  ])('reads the deadline %s', async (written, hours, online, unit) => {
    const { definitions } = await load(inService('{ inPerson: 3 ngày làm việc }', written));
    expect(definitions[0]?.cases[0]).toMatchObject({
      deadlineHours: hours,
      onlineDeadlineHours: online,
      deadlineUnit: unit,
    });
  });

  it('takes keys left empty for absent ones, in service and workflow', async () => {
    const right = await load(rightFiles);
    const empty = await load({
      ...rightFiles,
      'service.yaml': `${service
        .replace(
          '{ inPerson: 3 ngày làm việc }',
          '{ inPerson: 3 ngày làm việc, online: , unit: }\n    key:\n    name:',
        )
        .replace('{ name: Giấy báo tử,', '{ name: Giấy báo tử, code: , template: ,')
        .replace('{ tiers: [commune] }', '{ tiers: [commune], agencies: }')
        .replace('fees: []', 'fees:')}`,
      'workflow.yaml': workflow.replaceAll('hours:', 'onlineHours: , state: , mayReturn: , hours:'),
    });
    expect(empty.lines).toEqual([]);
    const withoutFolder = ({ definitions }: typeof right) =>
      definitions.map(each => ({ ...each, folder: '' }));
    expect(withoutFolder(empty)).toEqual(withoutFolder(right));
  });

  it('gives every case its own file, else the one for all', async () => {
    const other = { ...form, display: 'wizard' };
    const twoCases = service.replace(
      '  - deadline: { inPerson: 3 ngày làm việc }',
      '  - { key: nhanh, name: Nhanh, deadline: { inPerson: 8 } }\n  - key: thuong\n    name: Thường\n    deadline: { inPerson: 3 ngày làm việc }',
    );
    const { definitions, lines } = await load({
      ...rightFiles,
      'service.yaml': twoCases,
      'eform.nhanh.json': JSON.stringify(other),
    });
    expect(lines).toEqual([]);
    expect(definitions[0]?.cases.map(({ key, eform }) => [key, eform?.display])).toEqual([
      ['nhanh', 'wizard'],
      ['thuong', 'form'],
    ]);
  });

  it('has no form and no workflow where there is no file', async () => {
    const { definitions } = await load({ 'service.yaml': service });
    expect(definitions[0]?.cases[0]).toMatchObject({ eform: null, workflow: null });
  });

  it('is found among others by its code, sorted', async () => {
    const folder = await servicesFolder({
      '2.000001/service.yaml': service.replace('1.000656', '2.000001'),
      '1.000656/service.yaml': service,
      '.git/config': 'nothing',
      'ghi-chu.txt': 'nothing',
    });
    const codes = async (only?: string[]) =>
      (await loadDefinitions(folder, only ? { only } : {})).definitions.map(({ procedure }) => procedure);
    expect(await codes()).toEqual(['1.000656', '2.000001']);
    expect(await codes(['2.000001'])).toEqual(['2.000001']);
  });

  it('is wanted by code but not there: a problem of that folder', async () => {
    const folder = await servicesFolder({});
    expect((await loadDefinitions(folder, { only: ['1.000656'] })).problems).toEqual([
      {
        file: join(folder, '1.000656'),
        path: '',
        reason: 'không có thư mục của thủ tục này; soạn nháp bằng "dvc-sync scaffold"',
      },
    ]);
  });

  it('may be missing altogether', async () => {
    expect(await loadDefinitions('/nowhere/at/all')).toEqual({
      definitions: [],
      understood: [],
      problems: [],
    });
  });
});

describe('a wrong definition names file, line, place and reason', () => {
  it.each<[string, Record<string, string>, string[]]>([
    [
      'malformed YAML',
      inService('level: 4', 'level: [4'),
      [
        'service.yaml:4: YAML không hợp lệ: thụt đầu dòng sai hoặc thiếu dấu đóng ngoặc (Flow sequence in block collection must be sufficiently indented and end with a ])',
      ],
    ],
    [
      'an unknown key',
      inService('level: 4', 'level: 4\nlevle: 4'),
      ['service.yaml:4: levle: khóa không được biết; có phải là "level"?'],
    ],
    [
      'a level that is none',
      inService('level: 4', 'level: 5'),
      ['service.yaml:3: level: phải là một trong: 1, 2, 3, 4'],
    ],
    [
      'a missing key',
      inService('payment: { online: false }\n', ''),
      ['service.yaml:1: payment: thiếu khóa bắt buộc (nhóm khóa)'],
    ],
    [
      'a code that is no national one',
      inService('"1.000656"', '"1.000656.H13"'),
      ['service.yaml:1: procedure: phải là mã quốc gia trong dấu nháy, ví dụ "1.004194"'],
    ],
    [
      'a code other than the folder',
      inService('"1.000656"', '"1.000657"'),
      ['service.yaml:1: procedure: khác tên thư mục "1.000656"'],
    ],
    [
      'a place where nothing applies',
      inService('{ tiers: [commune] }', '{}'),
      ['service.yaml:4: applies: phải có tiers hoặc agencies'],
    ],
    [
      'a deadline without a unit',
      inService('3 ngày làm việc', '"3"'),
      [
        'service.yaml:6: cases[0].deadline.inPerson: không hiểu "3"; viết "5 ngày làm việc", "3 ngày", "4 giờ" hoặc số giờ',
      ],
    ],
    [
      'two ways of counting days',
      inService('3 ngày làm việc', '3 ngày làm việc, online: 2 ngày'),
      [
        'service.yaml:6: cases[0].deadline: lẫn lộn "ngày làm việc" và "ngày": các hệ thống chỉ giữ một cách tính',
      ],
    ],
    [
      'one key for two cases',
      inService('cases:\n', 'cases:\n  - { key: Default, name: Khác, deadline: { inPerson: 8 } }\n'),
      ['service.yaml:7: cases[1].key: mã trường hợp "default" đã dùng ở cases[0]'],
    ],
    [
      'a key that is no file name',
      inService('cases:\n', 'cases:\n  - { key: ../x, deadline: { inPerson: 8 } }\n'),
      [
        'service.yaml:6: cases[0].key: mã trường hợp chỉ gồm chữ không dấu, số, ".", "-" và "_", tối đa 100 ký tự',
      ],
    ],
    [
      'a template the form does not lead to',
      inService('name: Giấy báo tử', 'template: "https://x.example/mau.docx", name: Giấy báo tử'),
      ['service.yaml:8: cases[0].components[0].template: biểu mẫu điện tử không dẫn tới mẫu đơn này'],
    ],
    [
      'an unknown state',
      inWorkflow('hours: 20', 'hours: 20, state: "11"'),
      [
        'workflow.yaml:3: steps[1].state: phải là một trong: "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"; có phải là "1"?',
      ],
    ],
    [
      'an unknown key of a step',
      inWorkflow('hours: 20', 'huors: 20'),
      [
        'workflow.yaml:3: steps[1].hours: thiếu khóa bắt buộc (số)',
        'workflow.yaml:3: steps[1].huors: khóa không được biết; có phải là "hours"?',
      ],
    ],
    [
      'a file of an unknown case',
      { ...rightFiles, 'eform.defualt.json': '{}' },
      ['eform.defualt.json: service.yaml không có trường hợp "defualt"; có phải là "default"?'],
    ],
    [
      'a file nobody uses',
      { ...rightFiles, 'eform.default.json': rightFiles['eform.json'] },
      ['eform.json: trường hợp nào cũng có tệp riêng, tệp này thừa'],
    ],
    [
      'a file name that is nearly right',
      { ...rightFiles, 'workflow.yml': workflow },
      ['workflow.yml: tên tệp không được biết; có phải là "workflow.yaml"?'],
    ],
    [
      'no service.yaml',
      { 'workflow.yaml': workflow },
      ['service.yaml: không đọc được tệp: không có tệp này'],
    ],
  ])('%s', async (_what, files, expected) => {
    const { lines, definitions } = await load(files);
    expect(lines).toEqual(expected);
    expect(definitions).toEqual([]);
  });

  it('a workflow in two forms', async () => {
    const { lines, definitions } = await load({ ...rightFiles, 'workflow.bpmn': '<x/>' });
    expect(lines).toContain('workflow.yaml: đã có workflow.bpmn; chỉ giữ một trong hai tệp');
    expect(definitions).toEqual([]);
  });

  it('a folder that is no code', async () => {
    const folder = await servicesFolder({ 'khai-tu/service.yaml': service });
    expect((await loadDefinitions(folder)).problems.map(({ reason }) => reason)).toEqual([
      'tên thư mục phải là mã thủ tục quốc gia, ví dụ 1.004194',
    ]);
  });

  it('JSON cut short, with the line where it ends', async () => {
    const { lines } = await load({ ...rightFiles, 'eform.json': '{\n "components": [\n' });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^eform\.json:\d+: không phải JSON đúng cú pháp/);
  });
});

describe('what is still to do', () => {
  it.each([
    ['a text', inService('Thủ tục đăng ký khai tử', 'TODO'), 'service.yaml:2: name'],
    [
      'a number',
      inService('fees: []', 'fees: [{ name: Phí, kind: phí, amount: TODO }]'),
      'service.yaml:10: fees[0].amount',
    ],
    ['a word out of a list', inService('state: met', 'state: TODO'), 'service.yaml:14: readiness[0].state'],
    [
      'part of a text',
      inService('Kế hoạch 117/KH-UBND', 'TODO hỏi VP UBND'),
      'service.yaml:14: readiness[0].source',
    ],
    ['a step', inWorkflow('hours: 20', 'hours: TODO'), 'workflow.yaml:3: steps[1].hours'],
    [
      'a label',
      {
        ...rightFiles,
        'eform.json': rightFiles['eform.json'].replace('"label": "Email"', '"label": "TODO"'),
      },
      'eform.json:31: components[4].label',
    ],
  ])('%s keeps it red, once', async (_what, files, place) => {
    const { lines, definitions } = await load(files);
    expect(lines).toEqual([`${place}: còn TODO: cần người điền`]);
    expect(definitions).toEqual([]);
  });

  it('in a remark counts as well', async () => {
    const { lines } = await load(inService('fees: []', 'fees: [] # TODO: hỏi lại phí'));
    expect(lines).toEqual(['service.yaml:10: còn TODO: cần người điền']);
  });

  it('does not see it inside other words', async () => {
    expect((await load(inService('Giấy báo tử,', 'Giấy TODOS,'))).lines).toEqual([]);
  });
});
