import { describe, expect, it } from 'vitest';
import { department, district, eform, readSandbox, seed, seedCase, seedProcedure } from './support.ts';

const only = <Value>(list: Value[]): Value => {
  expect(list).toHaveLength(1);
  return list[0]!;
};

describe('what the portal tells', () => {
  it('reads agencies with their tier and identification, without rooms', async () => {
    const { agency } = await readSandbox(seed());
    expect(agency).toEqual([
      {
        kind: 'agency',
        id: department,
        identification: 'H13.5',
        otherIds: [expect.stringMatching(/^[0-9a-f-]{36}$/)],
        name: 'Sở Tư pháp',
        tier: 'province',
      },
      {
        kind: 'agency',
        id: district,
        otherIds: [expect.any(String)],
        name: 'UBND quận Ninh Kiều',
        tier: 'district',
        parent: department,
      },
    ]);
  });

  it('reads agencies over several pages though their pager counts wrongly', async () => {
    const city = seed(seedProcedure('1.000001'));
    for (let number = 0; number < 25; number++) {
      city.agencies.push({ id: `X${number}`, name: `UBND phường ${number}`, tier: 'commune' });
    }
    const { agency, gap } = await readSandbox(city, { groupPagerZero: true }, { pageSize: 10 });
    expect(agency).toHaveLength(27);
    expect(gap).toEqual([]);
  });

  it('reads everything about a procedure', async () => {
    const city = seed(
      seedProcedure('1.004194.000.00.00.H13', {
        name: 'Cấp bản sao  trích lục hộ tịch',
        field: { code: 'G15-HT', name: 'Hộ tịch' },
        decision: '1872/QĐ-BTP',
        fees: [8000, 0],
        shownLevel: 4,
        offerings: [{ agency: district, level: 3, account: true }],
        cases: [seedCase('a', { deadlineHours: 24, onlineDeadlineHours: 4, deadlineUnit: 'day' })],
      }),
    );
    const { procedure, offering, case: cases } = await readSandbox(city);
    expect(only(procedure)).toEqual({
      kind: 'procedure',
      code: '1.004194.000.00.00.H13',
      detail: 'read',
      facts: {
        name: 'Cấp bản sao trích lục hộ tịch',
        active: true,
        fields: [{ code: 'G15-HT', name: 'Hộ tịch' }],
        decision: '1872/QĐ-BTP',
        fees: [
          { amount: 8000, text: 'Phí thẩm định: 8.000 đồng' },
          { amount: 0, text: 'Phí thẩm định: 0 đồng' },
        ],
        deadlines: [
          { channel: 'direct', amount: 3, unit: 'day', text: '24 giờ (Ngày)' },
          { channel: 'online', amount: 4, unit: 'hour', text: '4 giờ (Ngày)' },
        ],
        shownLevel: 4,
      },
    });
    expect(only(offering)).toMatchObject({ agency: district, level: 3, account: true });
    expect(only(cases)).toMatchObject({
      procedure: '1.004194.000.00.00.H13',
      key: 'a',
      deadlineHours: 24,
      onlineDeadlineHours: 4,
      deadlineUnit: 'day',
    });
  });

  it('takes the decision from the stored national record where nobody typed one', async () => {
    // Every fifth procedure of the sandbox, the first included, has it only there.
    const city = seed(
      ...['1', '2', '3'].map(number => seedProcedure(`1.00000${number}`, { decision: `${number}/QĐ` })),
    );
    const { procedure, requests } = await readSandbox(city);
    expect(procedure.map(({ facts }) => facts.decision)).toEqual(['1/QĐ', '2/QĐ', '3/QĐ']);
    expect([...requests.keys()].filter(path => path.startsWith('/api/v1/thutucs/'))).toHaveLength(1);
  });

  it('says "none" where the portal has none, not "could not tell"', async () => {
    const city = seed(
      seedProcedure('1.000001', {
        offerings: [{ agency: department, level: null }],
        cases: [
          seedCase('a', {
            components: [],
            eform: null,
            workflow: null,
            deadlineHours: null,
            onlineDeadlineHours: null,
          }),
          seedCase('b', {
            components: [],
            eform: '',
            workflow: '[]',
            deadlineHours: null,
            agencies: [district],
          }),
        ],
      }),
    );
    const { procedure, offering, case: cases } = await readSandbox(city);
    expect(only(procedure).facts).toMatchObject({
      decision: null,
      fees: null,
      deadlines: null,
      fields: null,
      shownLevel: null,
    });
    expect(only(offering).level).toBeNull();
    for (const each of cases) {
      expect(each).toMatchObject({ components: null, eform: null, workflow: null, deadlineHours: null });
    }
    expect(cases.map(({ agencies }) => agencies).sort()).toEqual([[district], null]);
  });

  it('asks no details of procedures out of use, but lists them as such', async () => {
    const {
      procedure,
      case: cases,
      requests,
    } = await readSandbox(seed(seedProcedure('1.000001', { active: false })));
    expect(only(procedure)).toMatchObject({ detail: 'read', facts: { active: false, fees: undefined } });
    expect(cases).toEqual([]);
    expect(requests.has('/api/v1/philephis')).toBe(false);
  });

  it('reads documents, channel and payment of a case, in the order of its documents', async () => {
    const components = [
      { code: 'KQ.G15.001', name: 'Tờ khai', originals: 1, copies: 0, required: true },
      { name: 'Giấy khai sinh', originals: 0, copies: 2, required: false },
    ];
    const item = seedCase('a', { components, onlineClosed: true, onlinePayment: false });
    const { case: cases } = await readSandbox(seed(seedProcedure('1.000001', { cases: [item] })));
    expect(only(cases)).toMatchObject({ components, onlineClosed: true, onlinePayment: false });
  });

  it.each<[string, string | null, object | null]>([
    ['a usable form', eform, { state: 'usable' }],
    ['a form without a field', '{"display":"form"}', { state: 'empty' }],
    ['a broken form', eform.slice(0, 30), { state: 'invalid' }],
    ['no form', null, null],
  ])('reads %s', async (_, text, verdict) => {
    const { case: cases } = await readSandbox(
      seed(seedProcedure('1.000001', { cases: [seedCase('a', { eform: text })] })),
    );
    if (verdict === null) expect(only(cases).eform).toBeNull();
    else expect(only(cases).eform).toMatchObject(verdict);
  });

  it('never uses the import calls, which anybody may call and which destroy', async () => {
    const { requests } = await readSandbox(seed(seedProcedure('1.000001')));
    expect([...requests.keys()].filter(path => /import/i.test(path))).toEqual([]);
  });
});
