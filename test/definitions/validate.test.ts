import { describe, expect, it } from 'vitest';
import { context, form, rightFiles, service, validate, workflow } from './support.ts';

const inService = (from: string, to: string) => ({
  ...rightFiles,
  'service.yaml': service.replace(from, to),
});
const inWorkflow = (from: string | RegExp, to: string) => ({
  ...rightFiles,
  'workflow.yaml': workflow.replace(from, to),
});
const withForm = (components: object[]) => ({
  ...rightFiles,
  'eform.json': JSON.stringify({ ...form, components }, null, 1),
});
const withoutField = (key: string) => withForm(form.components.filter(one => one.key !== key));

describe('validation', () => {
  it('finds nothing in a right definition', async () => {
    expect(await validate(rightFiles)).toEqual([]);
  });

  it.each<[string, Record<string, string>, string[]]>([
    [
      'an unknown role',
      inWorkflow('role: Chuyên viên', 'role: Chuyên vien'),
      [
        'workflow.yaml:3: steps[1].role: vai trò "Chuyên vien" không có trong "roles" của cấu hình; có phải là "Chuyên viên"?',
      ],
    ],
    [
      'a step nobody does',
      inWorkflow('role: Chuyên viên, ', ''),
      ['workflow.yaml:3: steps[1]: bước "Thẩm định": chưa giao cho ai thực hiện'],
    ],
    [
      'a step nobody reaches',
      inWorkflow('transitions:', '  - { id: d, name: Lạc, role: Chuyên viên, hours: 1 }\ntransitions:'),
      [
        'workflow.yaml:5: steps[3]: bước "Lạc": không đi tới được từ bước bắt đầu',
        'workflow.yaml:5: steps[3]: bước "Lạc": không đi tới được bước kết thúc',
      ],
    ],
    [
      'hours beyond the deadline',
      inWorkflow('hours: 20', 'hours: 20.5'),
      ['workflow.yaml:1: steps: các bước cộng lại 24,5 giờ, thời hạn khi nộp trực tiếp là 24 giờ (3 ngày)'],
    ],
    [
      'an action that leads to two places',
      inWorkflow(
        '  - { from: b, to: c, action: Trả kết quả }',
        '  - { from: b, to: c }\n  - { from: b, to: a }',
      ),
      [
        'workflow.yaml:8: transitions[2]: thao tác "Chuyển xử lý" từ bước "b" cùng tên mà tới hai bước khác nhau (transitions[1])',
      ],
    ],
    [
      'an agency that is not ours',
      inService('{ tiers: [commune] }', '{ agencies: [H13.3, H13.33] }'),
      [
        'service.yaml:4: applies.agencies[1]: không có đơn vị mã H13.33 trong danh sách đơn vị; có phải là "H13.3"?',
      ],
    ],
    [
      'a tier the city does not have',
      inService('[commune]', '[ministry]'),
      ['service.yaml:4: applies.tiers[0]: thành phố không có đơn vị cấp bộ'],
    ],
    [
      'no time at all',
      {
        ...inService('inPerson: 3 ngày làm việc', 'inPerson: 0'),
        'workflow.yaml': workflow.replace(/hours: \d+/g, 'hours: 0'),
      },
      [
        'service.yaml:6: cases[0].deadline.inPerson: thời hạn phải lớn hơn 0',
        'workflow.yaml:1: steps: tổng thời gian các bước bằng 0 giờ',
      ],
    ],
    [
      'a required paper without a copy',
      inService('originals: 1, copies: 0, required: true', 'originals: 0, copies: 0, required: true'),
      ['service.yaml:8: cases[0].components[0]: giấy tờ bắt buộc phải có ít nhất một bản chính hoặc bản sao'],
    ],
    [
      'papers other than the national ones',
      inService('name: Văn bản ủy quyền', 'name: Sổ hộ khẩu'),
      [
        'service.yaml:7: cases[0].components: thiếu giấy tờ của CSDL quốc gia: "Văn bản ủy quyền"',
        'service.yaml:7: cases[0].components: giấy tờ không có trên CSDL quốc gia: "Sổ hộ khẩu"',
      ],
    ],
    [
      'a form key used twice',
      withForm([...form.components, { type: 'textfield', key: 'Email', label: 'x', input: true }]),
      ['eform.json:46: components[7]: khóa "Email" bị trùng trong cùng một phạm vi'],
    ],
    [
      'a form Form.io cannot show',
      withForm([...form.components, { type: 'wobble', key: 'x', label: 'x', input: true }]),
      ['eform.json:46: components[7]: trường "x" có kiểu "wobble" mà Form.io không có'],
    ],
    ['a form without a field', withForm([]), ['eform.json:1: biểu mẫu không có trường nhập liệu nào']],
    [
      'a form without a name',
      withoutField('HoVaTen'),
      ['eform.json:3: components: thiếu trường "HoVaTen" mà cổng dùng để biết người nộp'],
    ],
    [
      'a form without an e-mail address',
      withoutField('Email'),
      ['cảnh báo eform.json:3: components: thiếu trường "Email" mà cổng dùng để biết người nộp'],
    ],
    [
      'a required paper nobody can hand in',
      withoutField('giayTo1'),
      [
        'eform.json:3: components: thiếu trường tải lên (file) cho giấy tờ bắt buộc "Giấy báo tử": đặt nhãn trùng tên giấy tờ, hoặc properties.giayTo bằng tên hay mã của nó',
      ],
    ],
  ])('refuses %s', async (_what, files, expected) => {
    expect(await validate(files)).toEqual(expected);
  });

  it.each([
    [
      'only warns of a form without an upload',
      'giayTo1',
      'cảnh báo ',
      'thiếu trường tải lên (file) cho giấy tờ',
    ],
    ['refuses one without who files', 'HoVaTen', '', 'thiếu trường "HoVaTen"'],
  ])('%s, where it was taken over', async (_what, key, weight, reason) => {
    const files = withoutField(key);
    files['service.yaml'] += 'adopted: { system: portal, level: 4, day: 2026-11-30 }\n';
    const lines = (await validate(files)).filter(each => each.includes('eform.json'));
    expect(lines).toEqual([expect.stringContaining(`eform.json:3: components: ${reason}`)]);
    expect(lines[0]!.startsWith('cảnh báo ')).toBe(weight !== '');
  });

  it('takes a process that ends in done or denied', async () => {
    const end = '  - { id: d, name: Từ chối, kind: end, hours: 0 }\ntransitions:';
    const files = inWorkflow('transitions:', end);
    files['workflow.yaml'] += '  - { from: b, to: d, action: Từ chối }\n';
    expect(await validate(files)).toEqual([]);
  });

  it('warns of hours short of the deadline, which break nothing', async () => {
    expect(await validate(inWorkflow('hours: 20', 'hours: 19'))).toEqual([
      'cảnh báo workflow.yaml:1: steps: các bước cộng lại 23 giờ, thời hạn khi nộp trực tiếp là 24 giờ (3 ngày)',
    ]);
  });

  it('takes an upload that names its paper', async () => {
    const upload = {
      type: 'file',
      key: 'tep',
      label: 'Tệp',
      input: true,
      properties: { giayTo: 'Giấy Báo tử' },
    };
    const others = form.components.filter(({ key }) => key !== 'giayTo1');
    expect(await validate(withForm([...others, { type: 'panel', key: 'p', components: [upload] }]))).toEqual(
      [],
    );
  });

  it('hands a form to what the systems cannot show', async () => {
    const formChecks = [() => [{ key: 'NgaySinh', type: 'textfield', reason: 'không dịch được' }]];
    expect(await validate(rightFiles, { formChecks })).toEqual([
      'eform.json:10: components[1]: "NgaySinh": không dịch được',
    ]);
  });

  it('wants a role known at every system that holds workflows', async () => {
    const lines = await validate(rightFiles, {
      roles: { 'Cán bộ một cửa': { portal: 'x' }, 'Chuyên viên': { portal: 'x', oneStop: 'y' } },
    });
    expect(lines).toEqual([
      'workflow.yaml:2: steps[0].role: vai trò "Cán bộ một cửa" chưa có tên ở hệ thống oneStop ("roles" của cấu hình)',
    ]);
  });
});

it('takes a step that several known roles do, and says which of them is not known', async () => {
  const doneBy = (role: string) => validate(inWorkflow('role: Chuyên viên', `role: "${role}"`));
  expect(await doneBy('Chuyên viên, Cán bộ một cửa')).toEqual([]);
  expect(await doneBy('Chuyên viên, Ông Hai')).toEqual([
    expect.stringContaining('vai trò "Chuyên viên, Ông Hai" không có trong "roles"'),
  ]);
});

describe('hours of those who file online', () => {
  const online = (deadline: string, hours: string) => ({
    ...rightFiles,
    'service.yaml': service.replace('inPerson: 3 ngày làm việc', `inPerson: 24${deadline}`),
    'workflow.yaml': workflow.replace('hours: 20', `hours: 20${hours}`),
  });
  it.each([
    ['add up to their own deadline', ', online: 16', ', onlineHours: 12', []],
    [
      'fall short of it',
      ', online: 16',
      ', onlineHours: 11',
      ['15 giờ khi nộp trực tuyến, thời hạn là 16 giờ (2 ngày)'],
    ],
    [
      'go beyond it',
      ', online: 16',
      ', onlineHours: 13',
      ['17 giờ khi nộp trực tuyến, thời hạn là 16 giờ (2 ngày)'],
    ],
    [
      'are not given, and the same hours are too many',
      ', online: 16',
      '',
      ['24 giờ (3 ngày) khi nộp trực tuyến, thời hạn là 16 giờ (2 ngày)'],
    ],
    ['are not given, and the same hours do', ', online: 32', '', []],
    ['have no deadline of their own and keep the one there is', '', ', onlineHours: 10', []],
    [
      'have no deadline of their own and break the one there is',
      '',
      ', onlineHours: 21',
      ['25 giờ khi nộp trực tuyến, thời hạn là 24 giờ (3 ngày)'],
    ],
  ])('%s', async (what, deadline, hours, expected) => {
    expect(await validate(online(deadline, hours))).toEqual(
      expected.map(
        words =>
          `${what.startsWith('fall short') ? 'cảnh báo ' : ''}workflow.yaml:1: steps: các bước cộng lại ${words}`,
      ),
    );
  });
});

describe('the national record', () => {
  it('that is not there makes the procedure unknown', async () => {
    expect(await validate(rightFiles, { national: null })).toEqual([
      'service.yaml:1: procedure: CSDL quốc gia không có thủ tục 1.000656',
    ]);
  });

  it('that nobody could read is a warning, no error', async () => {
    const lines = await validate(rightFiles, { national: undefined });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^cảnh báo service\.yaml:1: procedure: chưa đọc đủ CSDL quốc gia/);
  });

  it('whose details could not be read says nothing of the papers', async () => {
    const national = { code: '1.000656', detailed: false, facts: {} };
    expect((await validate(inService('name: Văn bản ủy quyền', 'name: Khác'), { national }))[0]).toMatch(
      /^cảnh báo service\.yaml:5: cases: chi tiết/,
    );
  });

  it('that is withdrawn refuses', async () => {
    const national = { code: '1.000656', detailed: true, facts: { active: false }, cases: [] };
    expect(await validate(rightFiles, { national })).toEqual([
      'service.yaml:1: procedure: thủ tục 1.000656 đã bãi bỏ hoặc không còn công khai',
    ]);
  });
});

describe('readiness for the level', () => {
  it.each([
    [
      'a workflow',
      'workflow.yaml',
      'service.yaml:6: cases[0]: mức độ 4: thiếu quy trình (workflow.yaml hoặc workflow.bpmn)',
    ],
    ['an e-form', 'eform.json', 'service.yaml:6: cases[0]: mức độ 4: thiếu biểu mẫu điện tử (eform.json)'],
  ])('needs %s', async (_what, missing, expected) => {
    const { [missing]: _, ...files } = rightFiles as Record<string, string>;
    expect(await validate(files)).toEqual([expected]);
  });

  it.each([
    [
      'filing online',
      'channels: { online: true',
      'channels: { online: false',
      'service.yaml:12: channels.online: mức độ 4: phải nộp được qua mạng',
    ],
    [
      'a way for the result',
      'post: true',
      'post: false',
      'service.yaml:12: channels.post: mức độ 4: kết quả phải trả được qua mạng (điều kiện "Kết quả điện tử") hoặc qua bưu chính',
    ],
    [
      'conditions that hold',
      'state: met',
      'state: not-met',
      'service.yaml:14: readiness[0].state: mức độ 4: điều kiện "Chữ ký số" chưa đạt',
    ],
    [
      'conditions somebody knows of',
      'state: met',
      'state: unknown',
      'service.yaml:14: readiness[0].state: mức độ 4: điều kiện "Chữ ký số" chưa rõ',
    ],
  ])('needs %s', async (_what, from, to, expected) => {
    expect(await validate(inService(from, to))).toEqual([expected]);
  });

  it('warns where something is due and only accounts at the systems could take it', async () => {
    const files = inService('fees: []', 'fees: [{ name: Lệ phí, kind: lệ phí, amount: 5000 }]');
    const national = context.national!;
    const due = { ...national, facts: { ...national.facts, fees: [{ amount: 5000, text: '5.000 đồng' }] } };
    const warning =
      'cảnh báo service.yaml:11: payment.online: mức độ 4: có thu phí, lệ phí nên phải nộp được qua mạng; chỉ bỏ được khi mỗi đơn vị đã có tài khoản thụ hưởng trên hệ thống';
    expect(await validate(files, { national: due })).toEqual([warning]);
    const unclear = { ...national, facts: { ...national.facts, fees: [{ text: 'theo quy định' }] } };
    expect(await validate(files, { national: unclear })).toEqual([warning]);
    expect(await validate(files)).toEqual([
      'cảnh báo service.yaml:10: fees: CSDL quốc gia ghi không thu phí, lệ phí',
    ]);
  });

  it('asks for no part that no system holds', async () => {
    const { 'eform.json': _, ...files } = rightFiles;
    expect(await validate(files, { hosts: ['components', 'workflow'] })).toEqual([]);
  });

  it('takes an electronic result for the post', async () => {
    const files = inService('post: true', 'post: false');
    files['service.yaml'] = files['service.yaml'].replace('Chữ ký số', 'Kết quả điện tử');
    expect(await validate(files)).toEqual([]);
  });

  it('asks for none of it below level 3', async () => {
    const files = {
      'service.yaml': service.replace('level: 4', 'level: 2').replace('online: true', 'online: false'),
    };
    expect(await validate(files)).toEqual([]);
  });
});
