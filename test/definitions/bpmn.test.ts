import { describe, expect, it } from 'vitest';
import { readBpmn } from '../../src/definitions/bpmn.ts';
import { Unreadable } from '../../src/definitions/problem.ts';
import { load, rightFiles, validate } from './support.ts';

/** A document around the content of its process, which begins on line 3. */
const drawing = (content: string, more = '') => `<?xml version="1.0" encoding="UTF-8"?>
<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:q="urn:dvc-sync:workflow" xmlns:vendor="http://vendor.example" targetNamespace="x" vendor:tool="1">${more}<b:process id="p">
${content}
</b:process></b:definitions>`;

const flow = (id: string, from: string, to: string, name = '') =>
  `<b:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}"${name ? ` name="${name}"` : ''} />`;

const straight = `<b:startEvent id="s" name="Tiếp nhận" q:role="Cán bộ một cửa" q:hours="4" />
<b:userTask id="t" name="Thẩm định" q:role="Chuyên viên" q:hours="20" q:onlineHours="12" q:state="4" q:mayReturn="true" />
<b:endEvent id="e" />
${flow('f1', 's', 't', 'Chuyển')}
${flow('f2', 't', 'e')}`;

/** Problems as `line id: reason`. */
async function refusals(xml: string): Promise<string[]> {
  const { problems, workflow } = await readBpmn(xml);
  if (problems.length > 0) expect(workflow).toBeUndefined();
  return problems.map(({ line, path, reason }) => `${line} ${path}: ${reason}`);
}

describe('a drawn workflow', () => {
  it('gives steps, roles, hours and named actions', async () => {
    expect(await readBpmn(drawing(straight))).toMatchObject({
      problems: [],
      workflow: {
        steps: [
          { id: 's', name: 'Tiếp nhận', kind: 'start', role: 'Cán bộ một cửa', hours: 4, onlineHours: 4 },
          {
            id: 't',
            name: 'Thẩm định',
            kind: 'step',
            role: 'Chuyên viên',
            hours: 20,
            onlineHours: 12,
            state: '4',
            mayReturn: true,
          },
          { id: 'e', name: 'Trả kết quả', kind: 'end', hours: 0, onlineHours: 0 },
        ],
        transitions: [
          { from: 's', to: 't', action: 'Chuyển' },
          { from: 't', to: 'e', action: 'Chuyển xử lý' },
        ],
      },
    });
  });

  it('takes roles from lanes and hours from the documentation, attributes first', async () => {
    const { workflow, problems } = await readBpmn(
      drawing(`<b:laneSet id="ls"><b:lane id="l" name="Chuyên viên"><b:flowNodeRef>t</b:flowNodeRef><b:flowNodeRef>u</b:flowNodeRef></b:lane></b:laneSet>
<b:startEvent id="s" />
<b:task id="t" name="Một"><b:documentation>Xem kỹ: ảnh và dấu.
hours: 2,5; onlineHours: 1</b:documentation></b:task>
<b:manualTask id="u" name="Hai" q:role="Văn thư" q:hours="3"><b:documentation>role: Ai đó; hours: 9</b:documentation></b:manualTask>
<b:endEvent id="e" />
${flow('f1', 's', 't')}${flow('f2', 't', 'u')}${flow('f3', 'u', 'e')}`),
    );
    expect(problems).toEqual([]);
    expect(workflow?.steps.slice(1, 3)).toEqual([
      { id: 't', name: 'Một', kind: 'step', role: 'Chuyên viên', hours: 2.5, onlineHours: 1 },
      { id: 'u', name: 'Hai', kind: 'step', role: 'Văn thư', hours: 3, onlineHours: 3 },
    ]);
  });

  it('folds exclusive gateways into transitions, named by the last choice on the way', async () => {
    const { workflow, problems } = await readBpmn(
      drawing(`${straight}
<b:userTask id="u" name="Bổ sung" q:role="Chuyên viên" q:hours="1" />
<b:exclusiveGateway id="g" /><b:exclusiveGateway id="join" />
${flow('f3', 't', 'g', 'Xong')}${flow('f4', 'g', 'join', 'Đạt')}${flow('f5', 'g', 'u', 'Thiếu')}${flow('f6', 'u', 'join')}${flow('f7', 'join', 'e')}`),
    );
    expect(problems).toEqual([]);
    expect(workflow?.transitions).toEqual([
      { from: 's', to: 't', action: 'Chuyển' },
      { from: 't', to: 'e', action: 'Chuyển xử lý' },
      { from: 't', to: 'e', action: 'Đạt' },
      { from: 't', to: 'u', action: 'Thiếu' },
      { from: 'u', to: 'e', action: 'Chuyển xử lý' },
    ]);
  });

  it('leaves out what is only there to be looked at: the drawing, a single pool, notes', async () => {
    const pool =
      '<b:collaboration id="c"><b:participant id="pa" name="Sở" processRef="p" /></b:collaboration>';
    const xml = drawing(
      `${straight}<b:textAnnotation id="n"><b:text>Ghi chú</b:text></b:textAnnotation><b:association id="as" sourceRef="t" targetRef="n" />`,
      pool,
    ).replace(
      '</b:definitions>',
      '<di:BPMNDiagram xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" id="d" /></b:definitions>',
    );
    expect(await refusals(xml)).toEqual([]);
  });
});

describe('what other tools write and says nothing', () => {
  const task = (attributes: string, inside = '') =>
    drawing(
      `${straight}\n<b:userTask id="u" name="U" q:hours="1" ${attributes}>${inside}</b:userTask>${flow('f3', 's', 'u')}${flow('f4', 'u', 'e')}`,
    );

  it.each([
    [
      'defaults of the standard, written out',
      task(
        'completionQuantity="1" startQuantity="1" isForCompensation="false" implementation="##unspecified"',
      ),
    ],
    ['a container of extensions without any', task('', '<b:extensionElements />')],
    [
      'a frame, its category and a note',
      drawing(
        `${straight}<b:group id="g" categoryValueRef="cv" />`,
        '<b:category id="c"><b:categoryValue id="cv" value="Thẩm định" /></b:category>',
      ),
    ],
  ])('passes over %s', async (_, xml) => {
    expect((await readBpmn(xml)).problems).toEqual([]);
  });

  const withNamespaces = (xml: string) =>
    xml.replace(
      '<b:definitions',
      '<b:definitions xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:bioc="http://bpmn.io/schema/bpmn/biocolor/1.0" xmlns:sig="http://www.signavio.com"',
    );

  it.each([
    ['an attribute of an engine', task('camunda:asyncBefore="true"'), 'camunda:asyncBefore'],
    ['a colour', task('bioc:fill="red"'), 'bioc:fill'],
    [
      'a note of the drawing tool',
      task(
        '',
        '<b:extensionElements><sig:signavioMetaData metaKey="bgcolor" metaValue="#fff" /></b:extensionElements>',
      ),
      'sig:signavioMetaData',
    ],
  ])('warns of %s, by element and line, and takes the workflow', async (_, xml, name) => {
    const { problems, workflow } = await readBpmn(withNamespaces(xml));
    expect(problems).toEqual([{ line: 8, path: 'u', reason: expect.stringContaining(name), warning: true }]);
    expect(workflow?.steps).toHaveLength(4);
    const { 'workflow.yaml': _yaml, ...files } = rightFiles;
    const { definitions, lines } = await load({ ...files, 'workflow.bpmn': withNamespaces(xml) });
    expect(lines).toEqual([expect.stringContaining(`cảnh báo workflow.bpmn:8: u: `)]);
    expect(definitions).toHaveLength(1);
  });

  it.each([
    ['who does it', task('camunda:assignee="an"')],
    ['a step done twice', task('completionQuantity="2"')],
    [
      'who does it, in the extensions',
      task('', '<b:extensionElements><camunda:properties /></b:extensionElements>'),
    ],
    [
      'a prefix that is not what it looks like',
      task('camunda:asyncBefore="true"').replace(
        '<b:definitions',
        '<b:definitions xmlns:camunda="http://vendor.example"',
      ),
    ],
  ])('still refuses what changes the work: %s', async (_, xml) => {
    const { problems, workflow } = await readBpmn(xml.includes('xmlns:camunda') ? xml : withNamespaces(xml));
    expect(problems).toEqual([{ line: 8, path: 'u', reason: expect.stringContaining('không được hỗ trợ') }]);
    expect(workflow).toBeUndefined();
  });
});

describe('white space in names', () => {
  it.each(['Chuyên  viên', 'Chuyên\u00a0viên', 'Chuyên&#10;viên', '\u200bChuyên viên '])(
    'is folded: %j',
    async role => {
      const { workflow, problems } = await readBpmn(
        drawing(`<b:laneSet id="ls"><b:lane id="l" name="${role}"><b:flowNodeRef>t</b:flowNodeRef></b:lane></b:laneSet>
<b:startEvent id="s" name="Tiếp&#10;nhận" /><b:task id="t" name="Thẩm  định" q:hours="1" /><b:task id="u" name="Ký" q:hours="1" q:role="${role}" /><b:endEvent id="e" />
${flow('f1', 's', 't', 'Chuyển\u00a0tiếp')}${flow('f2', 't', 'u')}${flow('f3', 'u', 'e')}`),
      );
      expect(problems).toEqual([]);
      expect(workflow?.steps.map(({ name }) => name)).toEqual([
        'Tiếp nhận',
        'Thẩm định',
        'Ký',
        'Trả kết quả',
      ]);
      expect(workflow?.steps.slice(1, 3).map(one => one.role)).toEqual(['Chuyên viên', 'Chuyên viên']);
      expect(workflow?.transitions[0]?.action).toBe('Chuyển tiếp');
    },
  );

  it('is folded in files of ours too, and a role nobody has stays an error on one line', async () => {
    const named = (role: string) => ({
      ...rightFiles,
      'workflow.yaml': rightFiles['workflow.yaml'].replace('role: Chuyên viên', `role: "${role}"`),
      'service.yaml': rightFiles['service.yaml'].replace('name: Giấy báo tử', 'name: "Giấy  báo\u00a0tử"'),
    });
    expect(await validate(named('Chuyên  viên'))).toEqual([]);
    const { definitions } = await load(named('Chuyên\u00a0viên'));
    expect(definitions[0]?.cases[0]?.components[0]?.name).toBe('Giấy báo tử');
    expect(definitions[0]?.cases[0]?.workflow?.steps[1]?.role).toBe('Chuyên viên');
    expect(await validate(named('Ông\\nHai'))).toEqual([
      expect.stringMatching(/^workflow\.yaml:3: steps\[1\]\.role: vai trò "Ông Hai" không có trong "roles"/),
    ]);
  });
});

describe('what BPMN can say and a workflow cannot', () => {
  const only =
    'chỉ dùng startEvent, endEvent, task, userTask, manualTask, exclusiveGateway, sequenceFlow và lane';
  it.each([
    ['<b:parallelGateway id="pg" />', [`8 pg: bpmn:ParallelGateway không được hỗ trợ; ${only}`]],
    ['<b:subProcess id="sp" />', [`8 sp: bpmn:SubProcess không được hỗ trợ; ${only}`]],
    ['<b:serviceTask id="st" name="Gửi" />', [`8 st: bpmn:ServiceTask không được hỗ trợ; ${only}`]],
    [
      '<b:boundaryEvent id="be" attachedToRef="t"><b:timerEventDefinition id="te" /></b:boundaryEvent>',
      [`8 be: bpmn:BoundaryEvent không được hỗ trợ; ${only}`],
    ],
    [
      '<b:startEvent id="s2"><b:timerEventDefinition id="te" /></b:startEvent>',
      ['8 te: bpmn:TimerEventDefinition trong bpmn:StartEvent không được hỗ trợ'],
    ],
    [
      '<b:task id="u" name="U" q:hours="1"><b:multiInstanceLoopCharacteristics /></b:task>',
      ['8 u: bpmn:MultiInstanceLoopCharacteristics trong bpmn:Task không được hỗ trợ'],
    ],
    [
      '<b:task id="u" name="U" q:hours="1" isForCompensation="true" />',
      ['8 u: bpmn:Task: thuộc tính "isForCompensation" không được hỗ trợ'],
    ],
    [
      `<b:sequenceFlow id="f9" sourceRef="t" targetRef="e"><b:conditionExpression>x</b:conditionExpression></b:sequenceFlow>`,
      ['8 f9: bpmn:Expression trong bpmn:SequenceFlow không được hỗ trợ'],
    ],
    [
      '<b:task id="u" name="U" q:hours="1" vendor:assignee="x" />',
      ['8 u: thuộc tính "vendor:assignee" không được hỗ trợ'],
    ],
    [
      '<b:task id="u" name="U" q:hours="1" q:rolle="x" />',
      ['8 u: thuộc tính "dvc:rolle" không được hỗ trợ; có phải là "role"?'],
    ],
    ['<b:task id="u" q:hours="1" />', ['8 u: bpmn:Task không có tên']],
    [
      '<b:task id="u" name="U" />',
      ['8 u: thiếu số giờ: đặt dvc:hours="4" hoặc ghi "hours: 4" trong documentation'],
    ],
    ['<b:task id="u" name="U" q:hours="một" />', ['8 u: hours "một" phải là số giờ']],
    [
      '<b:task id="u" name="U" q:hours="1"><b:documentation>onlinehours: 3</b:documentation></b:task>',
      ['8 u: documentation: "onlinehours" không được biết; có phải là "onlineHours"?'],
    ],
    ['<b:task id="u" name="U" q:hours="1" q:state="12" />', ['8 u: state "12" phải là một số từ 1 đến 10']],
    [flow('f9', 't', 'nowhere'), ['8 f9: sequenceFlow không nối hai phần tử được hỗ trợ của quy trình']],
    [`<b:exclusiveGateway id="g" />${flow('f9', 't', 'g')}`, ['8 g: exclusiveGateway không có luồng ra']],
    [
      `<b:exclusiveGateway id="g" /><b:exclusiveGateway id="h" />${flow('f7', 't', 'g')}${flow('f8', 'g', 'h')}${flow('f9', 'h', 'g')}`,
      ['8 g: các exclusiveGateway nối thành vòng mà không qua bước nào'],
    ],
  ])('%s', async (element, expected) => {
    const found = await refusals(drawing(`${straight}\n${element}`));
    expect(found.filter(one => !one.includes('không có phần tử nào mang mã này'))).toEqual(expected);
  });

  it('an element that is named but not there, with the line that names it', async () => {
    const found = await refusals(drawing(`${straight}\n${flow('f9', 't', 'nowhere')}`));
    expect(found).toContain('8 : nhắc tới "nowhere", không có phần tử nào mang mã này');
  });

  it('several processes, pools or messages', async () => {
    const two = drawing(straight).replace('</b:definitions>', '<b:process id="p2" /></b:definitions>');
    expect(await refusals(two)).toEqual(['8 p2: chỉ được một process trong một tệp']);
    const message = drawing(straight, '<b:message id="m" />');
    expect((await refusals(message))[0]).toContain('2 m: bpmn:Message không được hỗ trợ');
    const pools = drawing(
      straight,
      '<b:collaboration id="c"><b:participant id="a" processRef="p" /><b:participant id="b" /></b:collaboration>',
    );
    expect(await refusals(pools)).toEqual(['2 b: chỉ được một participant: một quy trình của một cơ quan']);
  });

  it('does not take an id out of a comment for the line', async () => {
    const found = await refusals(
      drawing(`<!-- id="pg"\n<b:x id="pg"/> -->\n${straight}\n<b:parallelGateway id="pg" />`),
    );
    expect(found[0]).toMatch(/^10 pg: /);
  });

  it('follows gateways in a row without walking every one of their ways', async () => {
    const rows = Array.from(
      { length: 40 },
      (_, at) =>
        `<b:exclusiveGateway id="g${at}" />${flow(`a${at}`, `g${at}`, `g${at + 1}`, 'a')}${flow(`b${at}`, `g${at}`, `g${at + 1}`, 'b')}`,
    );
    const { workflow } = await readBpmn(
      drawing(
        `${straight}${rows.join('')}<b:exclusiveGateway id="g40" />${flow('in', 't', 'g0')}${flow('out', 'g40', 'e')}`,
      ),
    );
    expect(workflow?.transitions.map(({ action }) => action).sort()).toEqual([
      'Chuyển',
      'Chuyển xử lý',
      'a',
      'b',
    ]);
  });
});

describe('what is no BPMN', () => {
  it.each([
    ['an empty file', ''],
    ['other XML', '<html/>'],
    ['a tag left open', drawing('<b:task id="x">')],
    ['entities', `<!DOCTYPE x [<!ENTITY a "b">]>${drawing(straight)}`],
  ])('%s is one readable problem', async (_what, xml) => {
    await expect(readBpmn(xml)).rejects.toThrow(Unreadable);
    const { 'workflow.yaml': _, ...files } = rightFiles;
    const { lines } = await load({ ...files, 'workflow.bpmn': xml });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^workflow\.bpmn(:\d+)?: (không phải BPMN 2\.0|không nhận tệp XML có DOCTYPE)/);
  });

  it('an element of no standard is told by line', async () => {
    expect(await refusals(drawing(`${straight}\n<b:wibble id="w" />`))).toEqual([
      '8 : unparsable content <b:wibble> detected (unknown type <bpmn:Wibble>)',
    ]);
  });
});
