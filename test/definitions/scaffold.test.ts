import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { NationalRecord } from '../../src/definitions/check-national.ts';
import { scaffold } from '../../src/definitions/scaffold.ts';
import { validateDefinition } from '../../src/definitions/validate.ts';
import { readDeadline } from '../../src/domain/deadline.ts';
import { readFee } from '../../src/domain/fee.ts';
import { cleanText } from '../../src/domain/text.ts';
import { tiers } from '../../src/domain/tier.ts';
import { readNationalRecord } from '../sandbox/city/national.ts';
import { nationalRecord, sampleProcedures } from '../sandbox/city/sample.ts';
import { anyCharacter } from '../support/any-character.ts';
import { size } from '../support/thorough.ts';
import { city, context, definitionOf, load, readCatalogue, roles } from './support.ts';

const draft = (national: NationalRecord, more: object = {}) => scaffold(national, { city, roles, ...more });

const record = (facts: NationalRecord['facts'], cases: NationalRecord['cases'] = []): NationalRecord => ({
  code: '1.000656',
  detailed: true,
  facts: { name: 'Thủ tục', active: true, tiers: ['commune'], bodies: null, ...facts },
  cases,
});

const days = (amount: number, channel?: 'direct' | 'online', unit = 'Ngày làm việc') =>
  readDeadline({ amount, unit, ...(channel ? { channel } : {}) });

/** What a person does with a draft: decides everything that is open. */
function decided(files: Record<string, string>): Record<string, string> {
  let names = 0;
  const hours = [2, 2, 8, 4, 0];
  return Object.fromEntries(
    Object.entries(files).map(([file, text]) => [
      file,
      text
        .replaceAll('state: unknown', 'state: met')
        .replaceAll('source: TODO', 'source: Kế hoạch 117/KH-UBND')
        .replaceAll('kind: TODO', 'kind: phí')
        .replaceAll('amount: TODO', 'amount: 0')
        .replaceAll('inPerson: TODO', 'inPerson: 16')
        .replace(/^( +)online: TODO$/gm, (_all, indent: string) =>
          indent.length > 2 ? `${indent}online: 100000` : `${indent}online: true`,
        )
        .replaceAll('required: TODO', 'required: false')
        .replace(/(originals|copies): TODO/g, '$1: 1')
        .replace(/name: TODO$/gm, () => `name: Tên ${++names}`)
        .replaceAll('- TODO', '- H13.3')
        .replace(/ hours: TODO/g, () => ` hours: ${hours.shift()}`),
    ]),
  );
}

describe('a draft from the national record', () => {
  it('asks who files by the keys the portal knows, then for every paper', () => {
    const files = draft(
      record({ deadlines: [days(3)], fees: [readFee({ amount: '8.000', note: 'Lệ phí' })] }, [
        {
          key: '',
          agencies: null,
          components: [
            { name: 'Tờ khai', originals: 1, copies: 0 },
            { code: 'G1', name: 'Sổ hộ khẩu', originals: 0, copies: 0 },
          ],
        },
      ]),
    );
    const { components } = JSON.parse(files['eform.json']!) as { components: Record<string, unknown>[] };
    expect(components.map(({ key, type }) => `${key} ${type}`)).toEqual([
      'HoVaTen textfield',
      'NgaySinh datetime',
      'SoGiayTo textfield',
      'SoDienThoai textfield',
      'Email email',
      'NoiOHienTai textarea',
      'NoiDung textarea',
      'giayTo1 file',
      'giayTo2 file',
      'HinhThucNopPhi radio',
    ]);
    expect(components[7]).toMatchObject({ label: 'Tờ khai', validate: { required: true } });
    expect(components[8]).toMatchObject({ validate: { required: false }, properties: { giayTo: 'G1' } });
    expect(components[9]?.label).toBe('Nộp phí, lệ phí (8.000 đồng)');
    expect(parse(files['service.yaml']!)).toMatchObject({
      fees: [{ name: 'Lệ phí', kind: 'lệ phí', amount: 8000 }],
      payment: { online: true },
      applies: { tiers: ['commune'] },
    });
  });

  it('splits every deadline so that the steps add up to the hour, the appraisal taking the rest', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.constantFrom('Ngày làm việc', 'Giờ', 'Ngày'),
        (amount, unit) => {
          const files = draft(record({ deadlines: [days(amount, 'direct', unit)] }));
          const { steps } = parse(files['workflow.yaml']!) as { steps: { id: string; hours: number }[] };
          const sum = steps.reduce((all, { hours }) => all + hours, 0);
          expect(sum).toBe(unit === 'Giờ' ? amount : amount * 8);
          for (const { id, hours } of steps)
            if (id !== 'tham-dinh') expect(hours * 4).toBe(Math.round(hours * 4));
        },
      ),
    );
  });

  it('keeps a shorter time for those who file online, in the steps too', () => {
    const files = draft(record({ deadlines: [days(5, 'direct'), days(3, 'online')] }));
    expect(parse(files['service.yaml']!).cases[0].deadline).toEqual({
      inPerson: '5 ngày làm việc',
      online: '3 ngày làm việc',
    });
    const { steps } = parse(files['workflow.yaml']!) as { steps: { onlineHours: number }[] };
    expect(steps.reduce((all, { onlineHours }) => all + onlineHours, 0)).toBe(24);
  });

  it.each([
    [
      'several deadlines at the counter',
      { deadlines: [days(5, 'direct'), days(9, 'direct')] },
      'inPerson: TODO',
    ],
    ['a bare number of nobody knows what', { deadlines: [readDeadline({ amount: 5 })] }, 'inPerson: TODO'],
    ['no deadline', { deadlines: null }, 'inPerson: TODO'],
    ['an unclear fee', { fees: [readFee({ note: 'Theo quy định' })] }, 'amount: TODO'],
    ['fees nobody could read', {}, 'amount: TODO'],
    ['an amount that may be either kind', { fees: [readFee({ amount: '8.000' })] }, 'kind: TODO'],
    ['nobody it applies to', { tiers: ['ministry' as const] }, 'agencies:\n    - TODO'],
  ])('leaves %s to a person', (_what, facts, open) => {
    expect(draft(record(facts))['service.yaml']).toContain(open);
  });

  it('leaves papers nobody could read, and roles nobody configured, to a person', () => {
    const files = draft(record({}, [{ key: 'a', agencies: null }]), { roles: {} });
    expect(files['service.yaml']).toContain('- name: TODO');
    expect(files['workflow.yaml']).toMatch(/# Thường là "Chuyên viên".*\n {4}role: TODO/);
  });

  it('keeps to the tier that is asked for, with its way of working', () => {
    const both = record({ tiers: ['district', 'commune'], deadlines: [days(3)] });
    const district = draft(both, { tier: 'district' });
    expect(parse(district['service.yaml']!).applies).toEqual({ tiers: ['district'] });
    expect(district['workflow.yaml']).toContain('Lãnh đạo phòng');
    expect(parse(draft(both)['service.yaml']!).applies).toEqual({ tiers: ['commune', 'district'] });
    expect(draft(both)['workflow.yaml']).not.toContain('Lãnh đạo phòng');
  });

  it('names the agencies of the province tier, which are never all alike', () => {
    const files = draft(record({ tiers: ['province'], bodies: [], fields: [{ name: 'Hộ tịch' }] }));
    expect(parse(files['service.yaml']!).applies).toEqual({ agencies: ['H13.3'] });
  });

  it('has a form for each case and one workflow for all', async () => {
    const paper = (name: string) => [{ name, originals: 1, copies: 0 }];
    const files = draft(
      record({ deadlines: [days(3)], fees: null }, [
        { key: 'a', name: 'Mới', agencies: null, components: paper('Đơn') },
        { key: 'b', name: 'Lại', agencies: null, components: paper('Giấy cũ') },
      ]),
    );
    expect(Object.keys(files).sort()).toEqual([
      'eform.truong-hop-1.json',
      'eform.truong-hop-2.json',
      'service.yaml',
      'workflow.yaml',
    ]);
    const { cases } = await definitionOf(decided(files));
    expect(cases.map(({ key, name }) => [key, name])).toEqual([
      ['truong-hop-1', 'Mới'],
      ['truong-hop-2', 'Lại'],
    ]);
  });

  it('points editors to the schemas', () => {
    const files = draft(record({}), { schemas: '../..' });
    expect(files['service.yaml']).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/\.\.\/service\.schema\.json\n/,
    );
    expect(files['workflow.yaml']).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/\.\.\/workflow\.schema\.json\n/,
    );
  });
});

/** Everything loads but for TODO, and once these are decided nothing is left to say. */
async function expectUsable(national: NationalRecord): Promise<void> {
  const files = draft(national);
  const { lines, understood } = await load(files, national.code);
  for (const line of lines) expect(line).toMatch(/: còn TODO: cần người điền$/);
  const judge = (all: typeof understood) =>
    all.flatMap(({ definition }) =>
      validateDefinition(definition, { ...context, national }).filter(({ warning }) => !warning),
    );
  expect(judge(understood)).toEqual([]);
  const again = await load(decided(files), national.code);
  expect(again.lines).toEqual([]);
  expect(judge(again.understood)).toEqual([]);
}

const words = fc
  .oneof(
    fc.constantFrom(
      'Tờ khai',
      'Đơn đề nghị: mẫu số 01',
      '- gạch đầu dòng',
      '"nháy"',
      '# thăng',
      '1.004194',
      'yes',
    ),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
    fc.string({ unit: anyCharacter, minLength: 1, maxLength: 20 }).map(text => text.toWellFormed()),
  )
  .map(text => cleanText(text))
  .filter(text => text !== '' && !text.includes('TODO'));
const channel = fc.constantFrom('direct' as const, 'online' as const, 'post' as const);
const count = fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined });

const anyRecord: fc.Arbitrary<NationalRecord> = fc.record({
  code: fc.constantFrom('1.000656', '2.001035'),
  detailed: fc.constant(true),
  facts: fc.record(
    {
      name: fc.option(words, { nil: null }),
      tiers: fc.option(fc.uniqueArray(fc.constantFrom(...tiers), { maxLength: 3 }), { nil: null }),
      fields: fc.constantFrom(null, [{ name: 'Hộ tịch' }], [{ name: 'Đất đai' }]),
      bodies: fc.constantFrom(null, []),
      deadlines: fc.array(
        fc
          .record({
            amount: fc.option(fc.integer({ min: 0, max: 90 }), { nil: null }),
            unit: fc.constantFrom('Ngày làm việc', 'Ngày', 'Giờ', 'Tháng', ''),
            channel,
          })
          .map(readDeadline),
        { maxLength: 4 },
      ),
      fees: fc.array(
        fc
          .record({
            amount: fc.constantFrom('8.000', '150,000', '', '135'),
            note: fc.constantFrom('', 'Lệ phí', 'Phí thẩm định', 'Miễn phí', 'Theo quy định'),
            channel,
          })
          .map(readFee),
        { maxLength: 3 },
      ),
    },
    { requiredKeys: [] },
  ),
  cases: fc.array(
    fc
      .record({
        key: words,
        name: fc.option(words, { nil: undefined }),
        components: fc.oneof(
          {
            weight: 6,
            arbitrary: fc.array(fc.record({ name: words, originals: count, copies: count }), {
              maxLength: 4,
            }),
          },
          { weight: 1, arbitrary: fc.constant(null) },
          { weight: 1, arbitrary: fc.constant(undefined) },
        ),
      })
      .map(one => JSON.parse(JSON.stringify({ ...one, agencies: null }))),
    { maxLength: 3 },
  ),
});

describe('the draft of any record', () => {
  it('loads, is right but for its TODOs, and right altogether once they are decided', async () => {
    await fc.assert(fc.asyncProperty(anyRecord, expectUsable), { numRuns: size(150, 50) });
  });

  it('of the built-in sample, too', async () => {
    for (const procedure of sampleProcedures.slice(0, 25)) {
      await expectUsable({ ...readNationalRecord(nationalRecord(procedure)), detailed: true });
    }
  });

  it('of the real catalogue, too, where it lies beside the project', async () => {
    const packed = await readCatalogue();
    const lines = packed ? gunzipSync(packed).toString('utf8').trim().split('\n') : [];
    for (const line of lines.filter((_, at) => at % 30 === 0)) {
      await expectUsable({ ...readNationalRecord(JSON.parse(line)), detailed: true });
    }
  });
});
