import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Level } from '../../../src/domain/level.ts';
import { anyCharacter } from '../../support/any-character.ts';
import { size } from '../../support/thorough.ts';
import {
  agencies,
  cases,
  collect,
  levelsOf,
  open,
  procedures,
  readSeed,
  seedCase,
  seedOf,
  seedProcedure,
  sorted,
  soundWorkflow,
  troubles,
  withSandbox,
} from './support.ts';

describe('reading an OpenCPS site', () => {
  it('tells procedures, offerings, cases and agencies as a person typed them', async () => {
    const records = await readSeed(seedOf(seedProcedure('1.004194', { nationalCode: '1.004195' })));
    expect(troubles(records)).toEqual([]);
    expect(procedures(records)).toEqual([
      {
        kind: 'procedure',
        code: '1.004194',
        detail: 'read',
        facts: {
          name: 'Thủ tục 1.004194 cho hộ & cá nhân',
          active: true,
          fields: [{ code: 'HT01', name: 'Hộ tịch' }],
          deadlines: [{ amount: 3, unit: 'workingDay', text: '03 ngày làm việc' }],
          fees: [{ amount: 8000, text: '8.000 đồng/bản' }],
          remoteMapping: '1.004195',
        },
      },
    ]);
    expect(levelsOf(records, '1.004194')).toEqual(['AK=null', 'BT=2', 'NK=3', 'STP=4']);
    expect(agencies(records)).toContainEqual({
      kind: 'agency',
      id: 'STP',
      name: 'Sở Tư pháp & Dân số',
      parent: 'UBNDT',
    });
    expect(cases(records)).toEqual([
      {
        kind: 'case',
        procedure: '1.004194',
        key: 'MAU-1.004194-c1/QT-1.004194-c1',
        name: 'Mặc định',
        agencies: ['NK', 'STP'],
        components: [
          { code: 'TK01', name: 'Tờ khai & giấy "chứng sinh"', required: true },
          { name: 'Căn cước công dân', required: false },
        ],
        eform: { state: 'usable', hash: expect.any(String) },
        workflow: { hash: expect.any(String), defects: [], longestHours: 24 },
        deadlineHours: 24,
        onlinePayment: false,
        technical: { electronicResult: true, signature: false, transfer: false },
      },
    ]);
  });

  it('leaves a fee indeterminate where its text is blank, and the time to the processes', async () => {
    const [procedure] = procedures(
      await readSeed(seedOf(seedProcedure('1.000001', { deadlineText: '', feeText: '' }))),
    );
    expect(procedure?.facts).not.toHaveProperty('fees');
    expect(procedure?.facts.deadlines).toBeNull();
    expect(procedure?.facts).not.toHaveProperty('remoteMapping');
  });

  it('keeps the cases of different agencies apart', async () => {
    const records = await readSeed(
      seedOf(
        seedProcedure('1.000001', {
          cases: [
            seedCase({ key: 'so', agencies: ['STP'], onlinePayment: true, components: [], eform: null }),
            seedCase({ key: 'quan', agencies: ['NK', 'BT'], workflow: null, eform: '  ' }),
          ],
        }),
      ),
    );
    expect(
      cases(records).map(({ key, agencies, components, eform, workflow, onlinePayment }) => ({
        key,
        agencies,
        components: components?.length ?? components,
        eform: eform?.state ?? eform,
        workflow: workflow && 'flow',
        onlinePayment,
      })),
    ).toEqual([
      {
        key: 'MAU-1.000001-so/QT-1.000001-so',
        agencies: ['STP'],
        components: null,
        eform: null,
        workflow: 'flow',
        onlinePayment: true,
      },
      {
        key: 'MAU-1.000001-quan/-',
        agencies: ['NK'],
        components: 2,
        eform: 'empty',
        workflow: null,
        onlinePayment: false,
      },
    ]);
  });

  it('says nothing of an online channel being closed unless neither citizens nor businesses may file', async () => {
    const records = await readSeed(
      seedOf(
        seedProcedure('1.000001', {
          offerings: [
            { agency: 'STP', level: 4, onlineClosed: true },
            { agency: 'NK', level: 4 },
          ],
        }),
      ),
    );
    expect(records).toContainEqual(
      expect.objectContaining({ kind: 'offering', agency: 'STP', onlineClosed: true }),
    );
    expect(records).toContainEqual(
      expect.objectContaining({ kind: 'offering', agency: 'NK', onlineClosed: false }),
    );
  });

  it('tells several configs of one agency as several rows, and agencies no dictionary knows', async () => {
    const records = await readSeed(
      seedOf(
        seedProcedure('1.000001', {
          offerings: [
            { agency: 'STP', level: 4 },
            { agency: 'STP', level: 2 },
            { agency: 'LẠ-01', level: 2 },
          ],
        }),
      ),
    );
    expect(levelsOf(records, '1.000001')).toEqual(['LẠ-01=2', 'STP=2', 'STP=4']);
    expect(agencies(records)).toContainEqual({ kind: 'agency', id: 'LẠ-01', name: 'LẠ-01' });
  });

  it('does not offer a service that its detail calls unpublished', async () => {
    const seed = seedOf(seedProcedure('1.000001', { active: false }), seedProcedure('1.000002'));
    const hidden = await readSeed(seed);
    expect(procedures(hidden).map(({ code, facts }) => [code, facts.active])).toEqual([
      ['1.000002', true],
      ['1.000001', false],
    ]);
    expect(troubles(hidden)).toEqual([]);
    expect(levelsOf(hidden, '1.000001')).toEqual([]);
    const shown = await readSeed(seed, { hideUnpublished: false });
    expect(procedures(shown).find(({ code }) => code === '1.000001')?.facts.active).toBe(false);
    expect(levelsOf(shown, '1.000001')).toEqual([]);
  });

  it('asks for services with configs that the list does not show, and for no others', async () => {
    const seed = seedOf(
      ...['1.000001', '1.000003'].map(code => seedProcedure(code, { active: false })),
      seedProcedure('1.000002'),
    );
    await withSandbox(seed, {}, async sandbox => {
      await collect(open(sandbox).read());
      const asked = [...sandbox.requests.keys()].flatMap(path => /serviceinfos\/(.+)$/.exec(path)?.[1] ?? []);
      expect(asked.sort()).toEqual(['1.000001', '1.000003']);
    });
    const silent = '{"serviceInfoId":40001,"serviceCode":"1.000001","serviceConfigs":[]}';
    const faults = { '/serviceinfos/1.000001': silent, '/serviceinfos/1.000003': 403 };
    expect(procedures(await readSeed(seed, { faults })).map(({ code, detail }) => [code, detail])).toEqual([
      ['1.000002', 'read'],
      ['1.000001', 'unread'],
    ]);
  });

  it('reads lists page by page', async () => {
    const seed = seedOf(
      ...Array.from({ length: 25 }, (_, position) => seedProcedure(`1.0000${position + 10}`)),
    );
    const records = await readSeed(seed, {}, { pageSize: 3 });
    expect(troubles(records)).toEqual([]);
    expect(procedures(records)).toHaveLength(25);
    expect(cases(records).every(({ agencies }) => agencies?.length === 2)).toBe(true);
  });

  it('asks once for the template and process that all agencies of a case share', async () => {
    await withSandbox(seedOf(seedProcedure('1.000001')), {}, async sandbox => {
      await collect(open(sandbox).read());
      const asked = [...sandbox.requests].filter(([path]) => /dossiertemplates|serviceprocesses/.test(path));
      expect(asked.filter(([, count]) => count !== 1)).toEqual([]);
      const tells = (path: string) => path.replace('/o/rest/v2', '');
      expect(asked.map(([path]) => tells(path)).sort()).toEqual([
        '/dossiertemplates',
        '/dossiertemplates/33001',
        '/dossiertemplates/33001/parts/TP01/formscript',
        '/serviceprocesses',
        '/serviceprocesses/35001/actions',
        '/serviceprocesses/35001/sequences',
        '/serviceprocesses/35001/steps',
        '/serviceprocesses/35001/steps/110/roles',
        '/serviceprocesses/35001/steps/200/roles',
      ]);
    });
  });

  it('gives the same records as JSON and as XML, escaped or not, coerced or not', async () => {
    const seed = seedOf(
      seedProcedure('1.000001', { name: 'Tên có "nháy", <thẻ>, & và \'phẩy\'', feeText: '<p>Không</p>' }),
      seedProcedure('1.000002', { offerings: [{ agency: 'STP', level: 4 }] }),
      seedProcedure('1.000003', { cases: [seedCase({ workflow: 'hỏng' })] }),
    );
    const usual = sorted(await readSeed(seed));
    for (const [quirks, options] of [
      [{ xml: true }, {}],
      [{}, { accept: 'xml' }],
      [{ stringBooleans: false, singleAsObject: false, escapeText: false, swappedDates: false }, {}],
      [{ tokenMatch: false, indexLag: 0, staleEmbedded: 0 }, {}],
    ] as const) {
      expect(sorted(await readSeed(seed, quirks, options))).toEqual(usual);
    }
  });

  it('gives the same records as JSON and as XML for whatever is in them', async () => {
    const text = fc
      .string({ unit: anyCharacter, minLength: 1, maxLength: 20 })
      .filter(each => /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]+$/u.test(each));
    const level = fc.constantFrom<Level | null>(null, 2, 3, 4);
    const procedure = fc.record({ name: text, feeText: text, paper: text, level, required: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(procedure, { maxLength: 4 }), async drawn => {
        const seed = seedOf(
          ...drawn.map(({ name, feeText, paper, level, required }, position) =>
            seedProcedure(`1.00000${position}`, {
              name,
              feeText,
              offerings: [{ agency: 'STP', level }],
              cases: [seedCase({ components: [{ name: paper, originals: 1, copies: 0, required }] })],
            }),
          ),
        );
        const json = sorted(await readSeed(seed));
        expect(sorted(await readSeed(seed, { xml: true }))).toEqual(json);
        expect(sorted(await readSeed(seed, { singleAsObject: false, stringBooleans: false }))).toEqual(json);
      }),
      { numRuns: size(15, 5) },
    );
  });

  it('unescapes exactly once', async () => {
    const seed = seedOf(seedProcedure('1.000001', { name: 'Mẫu &lt;A&gt; & B' }));
    for (const quirks of [{}, { xml: true }]) {
      expect(procedures(await readSeed(seed, quirks))[0]?.facts.name).toBe('Mẫu &lt;A&gt; & B');
    }
  });

  it('sees through steps, hours and roles which workflow is unsound', async () => {
    const table: [string, (workflow: ReturnType<typeof soundWorkflow>) => unknown, string[]][] = [
      ['nguyên vẹn', workflow => workflow, []],
      ['không có thao tác tạo hồ sơ', workflow => workflow.transitions.shift(), ['no-start']],
      [
        'không có bước kết thúc',
        workflow => {
          workflow.steps[3]!.kind = 'step';
        },
        ['no-end'],
      ],
      [
        'bước cụt',
        workflow => workflow.transitions.splice(1, 1),
        ['dead-end-step', 'dead-end-step', 'unreachable-step'],
      ],
      [
        'không ai làm',
        workflow => {
          workflow.steps[1]!.performer = null;
        },
        ['no-performer'],
      ],
      [
        'tới bước không có',
        workflow => workflow.transitions.push({ from: '200', to: '999' }),
        ['broken-transition'],
      ],
      [
        'không có thời gian',
        workflow => {
          for (const step of workflow.steps) step.hours = 0;
        },
        ['no-hours'],
      ],
    ];
    const seed = seedOf(
      ...table.map(([, change], position) => {
        const workflow = soundWorkflow();
        change(workflow);
        return seedProcedure(`1.00000${position}`, { cases: [seedCase({ workflow })] });
      }),
    );
    const found = cases(await readSeed(seed));
    for (const [position, [what, , expected]] of table.entries()) {
      const item = found.find(({ procedure }) => procedure === `1.00000${position}`);
      const defects = item?.workflow?.defects.map(({ defect }) => defect).sort();
      expect({ what, defects }).toEqual({ what, defects: expect.arrayContaining(expected) });
      if (expected.length === 0) expect(defects).toEqual([]);
    }
  });
});
