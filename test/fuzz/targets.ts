import fc from 'fast-check';
import { expect } from 'vitest';
import { readAnswer, readSession } from '../../adapters/csdl-tthc/envelope.ts';
import { readPage as readOpencpsPage, readText } from '../../adapters/opencps/answer.ts';
import { excerpt, readJson, readPage, readResult } from '../../adapters/td-dvc/answers.ts';
import { RemoteError } from '../../src/adapter/errors.ts';
import { noDetails } from '../../src/adapter/kit/details.ts';
import type { SourceRecord } from '../../src/adapter/records.ts';
import { ConfigurationError } from '../../src/config/configuration.ts';
import { loadConfiguration } from '../../src/config/load.ts';
import { parseYaml } from '../../src/config/yaml-source.ts';
import { readBpmn } from '../../src/definitions/bpmn.ts';
import { Unreadable } from '../../src/definitions/problem.ts';
import { readService } from '../../src/definitions/read-service.ts';
import { readWorkflow } from '../../src/definitions/read-workflow.ts';
import { eformConcerns } from '../../src/domain/eform-concerns.ts';
import { judgeFormio } from '../../src/domain/judge-eform.ts';
import { accountRoles } from '../../src/domain/role.ts';
import { readReview } from '../../src/review/read-review.ts';
import { openSystem } from '../../src/runs/open-system.ts';
import type { App } from '../../src/server/app.ts';
import { form, service, workflow } from '../definitions/support.ts';
import { csv, otherForm, row, utf8, whole, xlsx } from '../review/corpus/make.ts';
import { context } from '../review/corpus/sample.ts';
import { head, paragraph, table, word } from '../review/corpus/word.ts';
import { servedCity } from '../server/served-city.ts';
import { type AlteringPlace, alteringPlace } from '../support/altering.ts';
import { smallCity } from '../support/small-city.ts';
import type { Target } from './fuzz.ts';
import { damaged, misshapen, odd, replaced } from './mutate.ts';

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');

/** Runs `work`; what it may throw is one of these kinds, in words, never anything else. */
async function refusesOnlyBy(
  kinds: readonly (new (...args: never[]) => Error)[],
  work: () => unknown,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!kinds.some(kind => error instanceof kind)) throw error;
    expect((error as Error).message).not.toMatch(/undefined|\[object |at .*\.ts:\d/);
  }
}

const diagram = `<?xml version="1.0" encoding="UTF-8"?>
<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:q="urn:dvc-sync:workflow" targetNamespace="x"><b:process id="p">
<b:laneSet id="ls"><b:lane id="l" name="Chuyên viên"><b:flowNodeRef>t</b:flowNodeRef></b:lane></b:laneSet>
<b:startEvent id="s" name="Tiếp nhận" q:hours="4" /><b:userTask id="t" name="Thẩm định" q:hours="20" /><b:exclusiveGateway id="g" /><b:endEvent id="e" />
<b:sequenceFlow id="f1" sourceRef="s" targetRef="t" /><b:sequenceFlow id="f2" sourceRef="t" targetRef="g" /><b:sequenceFlow id="f3" sourceRef="g" targetRef="e" name="Đạt" /><b:sequenceFlow id="f4" sourceRef="g" targetRef="t" name="Trả lại" />
</b:process></b:definitions>`;

const richForm = {
  ...form,
  components: [
    ...form.components,
    {
      type: 'select',
      key: 'a',
      input: true,
      data: { values: [{ label: 'x', value: '1' }] },
      validate: { required: true },
    },
    {
      type: 'columns',
      key: 'c',
      columns: [{ components: [{ type: 'number', key: 'n', input: true, validate: { min: 1, max: 9 } }] }],
    },
    {
      type: 'container',
      key: 'h',
      input: true,
      components: [
        {
          type: 'textfield',
          key: 'ten',
          input: true,
          conditional: { show: true, when: 'a', eq: '1' },
          calculateValue: 'value = 1',
        },
      ],
    },
  ],
};

/** `${…}` of a configuration. */
const reference = (name: string) => ['$', '{', name, '}'].join('');

const starter = `locality: H13
dataDir: ./data
agencies: ./agencies.yaml
systems:
  national: { role: national, adapter: csdl-tthc, baseUrl: "https://csdl.example.vn", unitCode: H13, username: a, password: b }
  portal: { role: portal, adapter: td-dvc, baseUrl: "https://cong.example.vn", username: a, password: b }
levelNames: decree-42
schedule: { reconcile: { at: "0 2 * * *" } }
`;

const rowText = '{"MATTHC":"1.004194","TENTTHC":"Đăng ký","PHI":[{"MUCPHI":10000}]}';
const fault = JSON.stringify({ message: JSON.stringify({ error_code: '-1', message: 'Hết phiên' }) });
const list = '{"data":[{"id":"a","ten":"Đăng ký"}],"totalCount":1,"totalPages":1,"succeeded":true}';

/** Answers of each remote as the texts they are, many a second: the whole way in over HTTP is `adapterTargets`. */
const answerTargets: Target[] = [
  {
    name: 'text-of-csdl-tthc',
    input: fc.record({
      bytes: damaged(
        [`{"result":[${rowText}],"error_code":"0"}`, fault, `{"message":{"result":[]}}`, `[${rowText}]`].map(
          utf8,
        ),
        ['"session":"s"', '\\"', '\\u0000', '{"message":"', '<html>'],
      ),
      status: fc.constantFrom(200, 204, 400, 403, 500),
    }),
    check({ bytes, status }: { bytes: Uint8Array; status: number }) {
      const answer = { status, text: text(bytes) };
      const reading = readAnswer(answer, { codes: [-1], patterns: ['phiên'] });
      if (!reading.ok) expect(reading.reason).toMatch(/\p{L}/u);
      return refusesOnlyBy([RemoteError], () => readSession(answer));
    },
  },
  {
    name: 'text-of-td-dvc',
    input: damaged(
      [list, '{"succeeded":false,"messages":["Trùng mã"]}', '"Authentication Failed."'].map(utf8),
    ),
    async check(bytes: Uint8Array) {
      const answer = { status: 200, text: text(bytes) } as Parameters<typeof readJson>[0];
      const same = (said: string) => said;
      expect(excerpt(answer.text, same).length).toBeLessThanOrEqual(160);
      await refusesOnlyBy([RemoteError], () => readPage(readJson(answer, 'danh sách'), 10, 'danh sách'));
      await refusesOnlyBy([RemoteError], () => readResult(readJson(answer, 'kết quả'), 'kết quả', same));
    },
  },
  {
    name: 'text-of-opencps',
    input: damaged(
      [
        '{"total":1,"data":[{"serviceInfoId":1,"serviceCode":"1.004194","serviceName":"Đăng ký"}]}',
        '<?xml version="1.0"?><r><total>1</total><data><serviceCode>1.004194</serviceCode><n>&lt;a&#272;</n></data></r>',
      ].map(utf8),
      ['<!DOCTYPE x>', '<![CDATA[', '&#x0;', '&#1114112;', '</data>', '<a>'.repeat(30)],
    ),
    check(bytes: Uint8Array) {
      try {
        readOpencpsPage(readText(text(bytes)));
      } catch (error) {
        // Its own words; whoever asked makes a `RemoteError` of them.
        expect((error as Error).constructor, (error as Error).stack).toBe(Error);
        expect((error as Error).message).toMatch(/\p{L}/u);
      }
    },
  },
];

/** Files and texts; what they may do is refuse in words. */
export async function fileTargets(): Promise<Target[]> {
  const rows = whole('I', [
    row(1, '1.004194'),
    row(2, '1.004190', 'X', ''),
    row(3, '2.000815', '', 'Thiếu chữ ký số'),
  ]);
  const files = [
    ...[await xlsx({ rows }), await xlsx({ name: 'Phụ lục II', rows: whole('II', [row(1, '1.000656')]) })],
    ...(['biff8', 'ods', 'html', 'xlml'] as const).map(type => otherForm(type, rows)),
    utf8(csv(rows)),
  ];
  const blocks =
    paragraph('PHỤ LỤC I') + table([head, ['1', '1.004194', 'x', 'X', '']]) + paragraph('Nơi nhận:');
  async function review(name: string, bytes: Uint8Array): Promise<void> {
    const { answer, entries } = await readReview({ name, bytes }, context, { unit: 'H13.3' });
    if (answer.state === 'unreadable') expect(answer.error).toMatch(/\p{L}/u);
    for (const { procedure } of entries) expect(procedure).toMatch(/^\d\.\d{6}$/);
  }
  return [
    ...answerTargets,
    {
      name: 'review-files',
      input: damaged(files, ['1.004194', 'PHỤ LỤC II', 'xl/workbook.xml', '<w:tbl>']),
      check: (bytes: Uint8Array) => review('tep.xlsx', bytes),
    },
    {
      name: 'word-files',
      // Damage in a package is mostly a wrong checksum; what lies behind it is reached by parts that are damaged before.
      input: fc.oneof(
        damaged([word(blocks)]),
        damaged(
          [utf8(blocks)],
          [
            '<w:tbl>',
            '</w:tc>',
            '<w:gridSpan w:val="99999"/>',
            '<w:vMerge/>',
            '<w:sym w:char="F0FC"/>',
            '<!DOCTYPE x>',
          ],
        ).map(bytes => word(text(bytes))),
      ),
      check: (bytes: Uint8Array) => review('tep.docx', bytes),
    },
    {
      name: 'bpmn',
      input: damaged(
        [utf8(diagram)],
        ['<b:extensionElements/>', 'completionQuantity="2"', '<!DOCTYPE x>', '&#x0;', 'q:hours'],
      ),
      check: (bytes: Uint8Array) =>
        refusesOnlyBy([Unreadable], async () => {
          const { workflow: read, problems } = await readBpmn(text(bytes));
          if (problems.some(({ warning }) => !warning)) expect(read).toBeUndefined();
          for (const { reason } of problems) expect(reason).not.toBe('');
        }),
    },
    {
      name: 'e-forms',
      input: fc.oneof(
        misshapen([richForm]).map(value => JSON.stringify(value) ?? ''),
        damaged([utf8(JSON.stringify(richForm))]).map(text),
      ),
      check(json: string) {
        const { state, reason } = judgeFormio(json);
        if (state !== 'usable') expect(reason).toMatch(/\p{L}/u);
        let parsed: unknown;
        try {
          parsed = JSON.parse(json);
        } catch {
          return;
        }
        if (typeof parsed !== 'object' || parsed === null) return;
        const blocks = eformConcerns(parsed as Record<string, unknown>).some(
          ({ weight }) => weight === 'blocks',
        );
        if (blocks) expect(state).not.toBe('usable');
      },
    },
    {
      name: 'service-yaml',
      input: damaged([utf8(service)], ['&a [*a]', '- - -', '<<: *x', '? x', 'TODO', '!!js/function']),
      check: (bytes: Uint8Array) =>
        refusesOnlyBy([ConfigurationError, Unreadable], () => readService('/x/service.yaml', text(bytes))),
    },
    {
      name: 'workflow-yaml',
      input: damaged([utf8(workflow)], ['&a [*a]', '{', 'onlineHours: -1']),
      check: (bytes: Uint8Array) =>
        refusesOnlyBy([ConfigurationError, Unreadable], () => readWorkflow('/x/workflow.yaml', text(bytes))),
    },
    {
      name: 'configuration',
      input: damaged(
        [utf8(starter)],
        [reference('DVC'), reference('file:/etc/passwd'), '&a', '*a', 'rules: {}'],
      ),
      check: (bytes: Uint8Array) =>
        refusesOnlyBy([ConfigurationError], () => parseYaml('/x/dvc-sync.yaml', text(bytes)).plain()),
    },
  ];
}

export interface OpenTargets {
  targets: Target[];
  close(): Promise<void>;
}

/** Whole readings of each adapter over HTTP, with answers changed on their way. */
export async function adapterTargets(): Promise<OpenTargets> {
  const place: AlteringPlace = await alteringPlace(smallCity());
  const configuration = await loadConfiguration(place.config, process.env);
  const targets = configuration.systems.map(
    (system): Target => ({
      name: `answers-of-${system.profile.name}`,
      input: fc.record({ nth: fc.nat({ max: 40 }), pick: fc.nat(), to: odd, raw: fc.option(fc.integer()) }),
      async check({ nth, pick, to, raw }: { nth: number; pick: number; to: unknown; raw: number | null }) {
        let count = 0;
        place.alter(system.profile.name as 'national', answer => {
          if (count++ !== nth) return answer;
          if (raw !== null)
            return text(fc.sample(damaged([Buffer.from(answer)]), { numRuns: 1, seed: raw })[0]!);
          return isJson(answer) ? JSON.stringify(replaced(JSON.parse(answer), pick, to)) : answer;
        });
        const { signal } = new AbortController();
        const { remote, close } = openSystem(system, {
          ...{ locality: 'H13', details: noDetails, signal },
          log: { debug() {}, info() {}, warn() {} },
        } as never);
        try {
          await refusesOnlyBy([RemoteError], async () => {
            for await (const record of remote.read()) wellFormed(record);
          });
        } finally {
          close();
        }
      },
    }),
  );
  return { targets, close: () => place.close() };
}

function isJson(answer: string): boolean {
  try {
    JSON.parse(answer);
    return true;
  } catch {
    return false;
  }
}

function wellFormed(record: SourceRecord): void {
  if (record.kind === 'gap' || record.kind === 'quarantine') {
    expect(record.reason).toMatch(/\p{L}/u);
    expect(record.reason.length).toBeLessThanOrEqual(1_000);
  } else if (record.kind === 'note') {
    expect(record.text).toMatch(/\p{L}/u);
  } else if (record.kind === 'as-of') {
    expect(Date.parse(record.at)).not.toBeNaN();
  } else if (record.kind === 'agency') {
    expect([typeof record.id, typeof record.name]).toEqual(['string', 'string']);
  } else {
    expect(typeof (record.kind === 'procedure' ? record.code : record.procedure)).toBe('string');
  }
}

const bodies = [
  { kind: 'reconcile', scope: { acceptShrink: { systems: ['portal'], reason: 'đã xem' } } },
  { kind: 'monthly-report', scope: { month: '2026-10', asOf: '2026-10-31' } },
  { name: 'Máy chủ', role: 'viewer', expiresAt: '2027-01-01' },
  { fingerprint: 'a'.repeat(20), reason: 'đã xem', until: '2027-01-01' },
  { procedure: '1.004194', agency: 'H13.21.1', eligible: true, reason: 'Quyết định 1' },
  { reason: 'x', only: ['1.004194'], plan: 'P1', resume: true },
];
const words = fc.oneof(
  fc.constantFrom(
    'latest',
    '1.004194',
    'H13.21',
    'none',
    '0',
    '-1',
    '%00',
    '%2e%2e',
    '__proto__',
    'constructor',
  ),
  fc.constantFrom('9'.repeat(30), 'a'.repeat(3_000), '%ff', '%E1%BB%A6', "';--", '\u202e', '2026-99-99'),
  fc.string({ maxLength: 20 }),
);
const queryKeys = [
  'limit',
  'after',
  'state',
  'agency',
  'owner',
  'severity',
  'rule',
  'system',
  'run',
  'q',
  'from',
];

/** Requests to every route of the running service, with every role; none may make it fail. */
export async function apiTarget(): Promise<OpenTargets> {
  const routes: { method: string; url: string }[] = [];
  const city = await servedCity(smallCity(), undefined, scope => {
    const root = Object.getPrototypeOf(scope) as App;
    root.addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat()) if (!/\/events$/.test(url)) routes.push({ method: one, url });
    });
  });
  city.configuration.server.requestsPerMinute = 1_000_000;
  const keys = await Promise.all(accountRoles.map(role => city.key(role)));
  const input = fc.record({
    route: fc.constantFrom(...routes),
    key: fc.constantFrom(...keys),
    places: fc.array(words, { minLength: 4, maxLength: 4 }),
    query: fc.array(fc.tuple(fc.constantFrom(...queryKeys), words), { maxLength: 3 }),
    body: fc.oneof(
      misshapen(bodies),
      fc.jsonValue({ maxDepth: 3 }),
      damaged(bodies.map(one => utf8(JSON.stringify(one)))).map(text),
    ),
  });
  type Asked = {
    route: { method: string; url: string };
    key: string;
    places: string[];
    query: [string, string][];
    body: unknown;
  };
  return {
    close: () => city.close(),
    targets: [
      {
        name: 'api',
        input,
        async check({ route: { method, url }, key, places, query, body }: Asked) {
          let at = 0;
          const part = () => encodeURI(places[at++ % places.length]!).replace(/[?#]/g, '') || 'x';
          const path = url.replace(/:\w+|\*/g, part);
          const search = query.length > 0 ? `?${new URLSearchParams(query)}` : '';
          const withBody = method !== 'GET' && method !== 'HEAD';
          const answer = await city.call(method, `${path}${search}`, { key, ...(withBody && { body }) });
          await answer.arrayBuffer();
          expect(answer.status, `${method} ${path}${search}`).toBeLessThan(500);
        },
      },
    ],
  };
}
