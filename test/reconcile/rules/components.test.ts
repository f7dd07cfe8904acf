import { describe, expect, it } from 'vitest';
import type { CaseFacts, Component } from '../../../src/domain/procedure.ts';
import { rule as componentsDiffer } from '../../../src/reconcile/rules/components-differ.ts';
import { rule as noComponents } from '../../../src/reconcile/rules/no-components.ts';
import { context, findingsOf, group, offering, record } from '../support.ts';

const code = '1.004194';
const of = context();
const long = `Bản sao có chứng thực ${'giấy tờ chứng minh việc cư trú của hộ gia đình tại địa phương '.repeat(5)}`;

function papers(...names: (string | [string, string])[]): Component[] {
  return names.map(name => (typeof name === 'string' ? { name } : { code: name[0], name: name[1] }));
}
function variant(components: CaseFacts['components'], name?: string, key = name ?? 'c1'): CaseFacts {
  return { key, ...(name === undefined ? {} : { name }), agencies: null, components };
}
function records(national: CaseFacts[] | undefined, local: CaseFacts[] | undefined) {
  return {
    national: record(code, { cases: national }),
    portal: record(code, { cases: local, offerings: [offering('H13.5.1', 3)] }),
  };
}
const differ = (national: CaseFacts[] | undefined, local: CaseFacts[] | undefined) =>
  findingsOf(componentsDiffer, of, group(of, code, records(national, local)));
const none = (national: CaseFacts[] | undefined, local: CaseFacts[] | undefined) =>
  findingsOf(noComponents, of, group(of, code, records(national, local)));

describe('no-components', () => {
  it.each([[null], [[]]])('finds a case with %j where the national record asks for papers', components => {
    const found = none([variant(papers('Tờ khai', 'Giấy chứng sinh'))], [variant(components)]);
    expect(found).toMatchObject([
      { key: 'c1', severity: 'major', expected: '2 giấy tờ', systems: ['national', 'portal'] },
    ]);
    expect(found[0]?.message).toContain('chưa có thành phần hồ sơ nào, CSDL quốc gia quy định 2 giấy tờ');
  });

  it('finds agencies to which no case is open', () => {
    expect(none([variant(papers('Tờ khai'))], [])).toMatchObject([
      { key: '', evidence: { agencies: ['H13.5.1'] } },
    ]);
  });

  it.each([
    ['the national record has none', [variant(null)], [variant([])]],
    [
      'the national case of that name has none',
      [variant(papers('A')), variant([], 'Khác')],
      [variant([], 'Khác')],
    ],
    ['the national cases could not be told', undefined, [variant([])]],
    ['the local papers could not be told', [variant(papers('Tờ khai'))], [variant(undefined)]],
    ['the local cases could not be told', [variant(papers('Tờ khai'))], undefined],
    ['there are some', [variant(papers('Tờ khai'))], [variant(papers('Khác'))]],
  ])('is silent when %s', (_, national, local) => {
    expect(none(national, local)).toEqual([]);
  });
});

describe('components-differ', () => {
  it('lists what is missing and what is too many', () => {
    const found = differ(
      [variant(papers('Tờ khai', 'Giấy chứng sinh'))],
      [variant(papers('Tờ khai', 'Sổ hộ khẩu'), 'Cấp mới')],
    );
    expect(found).toMatchObject([
      { key: 'Cấp mới', evidence: { missing: ['Giấy chứng sinh'], surplus: ['Sổ hộ khẩu'] } },
    ]);
    expect(found[0]?.message).toContain('thiếu 1: «Giấy chứng sinh»; thừa 1: «Sổ hộ khẩu».');
  });

  it.each<[string, Component[], Component[]]>([
    ['order and repetition', papers('A giấy', 'B giấy'), papers('B giấy', 'A giấy', 'A giấy')],
    ['letter case, punctuation and tone marks', papers('Tờ khai hoà giải'), papers('TỜ KHAI HÒA GIẢI.')],
    ['the name, when the code agrees', papers(['GT1', 'Tờ khai']), papers(['gt1', 'Tờ khai mới'])],
    ['the code, when the name agrees', papers(['GT1', 'Tờ khai']), papers(['7', 'Tờ khai'])],
    ['where a remote cut a long name', papers(long), papers(long.slice(0, 255))],
    ['a form file at the end', papers('Đơn đề nghị theo mẫumau so 20.doc'), papers('Đơn đề nghị theo mẫu')],
    ['another form file at the end', papers('Đơn đề nghị Mau_01.docx'), papers('Đơn đề nghị Mau_02.docx')],
  ])('does not mind %s', (_, national, local) => {
    expect(differ([variant(national)], [variant(local)])).toEqual([]);
    expect(differ([variant(local)], [variant(national)])).toEqual([]);
  });

  it('minds a short name that is only the beginning of another', () => {
    expect(differ([variant(papers('Tờ khai đăng ký khai sinh'))], [variant(papers('Tờ khai'))])).toHaveLength(
      1,
    );
  });

  it('compares with the national case of the same name', () => {
    const national = [variant(papers('A giấy', 'B giấy'), 'Cấp mới'), variant(papers('C giấy'), 'Cấp lại')];
    const local = [variant(papers('C giấy'), 'CẤP MỚI'), variant(papers('C giấy'), 'Cấp lại')];
    expect(differ(national, local)).toMatchObject([
      { key: 'CẤP MỚI', evidence: { missing: ['A giấy', 'B giấy'], surplus: ['C giấy'] } },
    ]);
  });

  it('compares with the national case it shares most with when no name agrees', () => {
    const national = [variant(papers('A giấy', 'B giấy'), 'Một'), variant(papers('C giấy', 'D giấy'), 'Hai')];
    const local = [variant(papers('C giấy'), 'Ba'), variant(papers('A giấy', 'B giấy'), 'Bốn')];
    expect(differ(national, local)).toMatchObject([
      { key: 'Ba', evidence: { missing: ['D giấy'], surplus: [] } },
    ]);
  });

  it('accepts one case that holds the papers of all national cases', () => {
    const national = [variant(papers('A giấy'), 'Một'), variant(papers('B giấy'), 'Hai')];
    expect(differ(national, [variant(papers('B giấy', 'A giấy'), 'Chung')])).toEqual([]);
  });

  it.each([
    ['the national papers could not be told', [variant(undefined)], [variant(papers('A'))]],
    ['the national cases could not be told', undefined, [variant(papers('A'))]],
    [
      'some of them could not be told',
      [variant(papers('A')), variant(undefined, 'Hai')],
      [variant(papers('B'))],
    ],
    ['the national record has none', [variant(null)], [variant(papers('A'))]],
    ['the local papers could not be told', [variant(papers('A'))], [variant(undefined)]],
    ['the local case has none, which another rule says', [variant(papers('A'))], [variant([])]],
  ])('is silent when %s', (_, national, local) => {
    expect(differ(national, local)).toEqual([]);
  });
});
