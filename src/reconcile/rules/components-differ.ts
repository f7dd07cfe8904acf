import { compareComponents } from '../compare-components.ts';
import { caseFinding, onlineCases } from '../online-cases.ts';
import type { SystemRule } from '../rule.ts';
import { listWords, shortName } from '../sentence.ts';

export const rule: SystemRule = {
  id: 'components-differ',
  scope: 'system',
  severity: 'major',
  owner: 'technical',
  title: 'Thành phần hồ sơ khác CSDL quốc gia',
  what: 'Danh sách giấy tờ của một trường hợp thiếu hoặc thừa so với bản công bố trên CSDL quốc gia về TTHC.',
  why: 'Người dân bị trả hồ sơ vì thiếu giấy tờ, hoặc bị đòi giấy tờ không có trong quy định.',
  remedy:
    'Đơn vị phụ trách kỹ thuật sửa danh sách giấy tờ của trường hợp theo CSDL quốc gia; nếu bản quốc gia sai thì báo cơ quan kiểm soát TTHC.',
  needs: { national: ['components'], local: ['levels', 'components'] },
  becomes: 'plan',
  concerns: system => system.hosts.includes('components'),
  judge(record, system, group, context, report) {
    const national = group.national?.detailed ? group.national.cases : undefined;
    if (!national) return;
    for (const each of onlineCases(record, group)?.cases ?? []) {
      const { facts } = each;
      if (!facts.components || facts.components.length === 0) continue;
      const found = compareComponents(facts, record?.cases?.length === 1, national);
      if (!found || found.missing.length + found.surplus.length === 0) continue;
      const { missing, surplus } = found;
      const differences = [paperWords('thiếu', missing), paperWords('thừa', surplus)].filter(Boolean);
      report(
        caseFinding(
          {
            ...each,
            expected: `${found.national.components?.length ?? 0} giấy tờ theo CSDL quốc gia`,
            actual: `${facts.components.length} giấy tờ: thiếu ${missing.length}, thừa ${surplus.length}`,
            problem: `thành phần hồ sơ khác CSDL quốc gia, ${differences.join('; ')}`,
            evidence: {
              missing,
              surplus,
              nationalCase: { key: found.national.key, name: found.national.name ?? null },
            },
            alsoRestsOn: context.national ? [context.national.name] : [],
          },
          system,
          group,
          context,
        ),
      );
    }
  },
};

function paperWords(what: string, names: string[]): string {
  if (names.length === 0) return '';
  const quoted = names.map(name => `«${shortName(name)}»`);
  return `${what} ${names.length}: ${listWords(quoted, 'giấy tờ', 2)}`;
}
