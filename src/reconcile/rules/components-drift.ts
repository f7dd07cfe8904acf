import type { Component } from '../../domain/procedure.ts';
import { cleanText, textKey } from '../../domain/text.ts';
import { changeWords, driftFinding, pushedParts } from '../drift.ts';
import type { SystemRule } from '../rule.ts';
import { listWords, shortName } from '../sentence.ts';

export const rule: SystemRule = {
  id: 'components-drift',
  scope: 'system',
  severity: 'major',
  owner: 'technical',
  title: 'Thành phần hồ sơ bị sửa ngoài tệp cấu hình',
  what: 'Thành phần hồ sơ của trường hợp không còn là danh sách giấy tờ mà dvc-sync đã đẩy lên và kiểm tra lại: thêm, bớt, đổi số bản hoặc đổi bắt buộc.',
  why: 'Người dân bị yêu cầu thêm giấy tờ hoặc nộp thiếu so với danh sách đã duyệt; lần đẩy sau sẽ ghi đè phần sửa tay.',
  remedy:
    'Sở TTTT xem giấy tờ đã sửa trên hệ thống, rồi chọn một trong hai: đẩy lại bằng plan và apply, hoặc nhận danh sách mới vào tệp cấu hình bằng adopt.',
  needs: { local: ['components'] },
  becomes: 'plan',
  concerns: system => system.hosts.includes('components'),
  judge(record, system, group, context, report) {
    for (const each of pushedParts('components', record, system, group, context)) {
      const { pushed, facts } = each;
      const now = facts ? facts.components : null;
      if (now === undefined) continue;
      const difference = differenceOf(pushed.value ?? [], now ?? []);
      const words = differenceWords(difference);
      if (words.length === 0) continue;
      const actual = facts ? words.join('; ') : changeWords(facts, pushed.value, now);
      report(driftFinding(each, 'thành phần hồ sơ', { actual, evidence: { ...difference } }, system, group));
    }
  },
};

interface Difference {
  missing: string[];
  added: string[];
  changed: string[];
}

/** Order does not count; a number or "required" counts where both sides told it. */
function differenceOf(before: readonly Component[], now: readonly Component[]): Difference {
  const rest = [...now];
  const difference: Difference = { missing: [], added: [], changed: [] };
  for (const paper of before) {
    const at = rest.findIndex(other => textKey(other.name) === textKey(paper.name));
    const [found] = at < 0 ? [] : rest.splice(at, 1);
    if (!found) difference.missing.push(cleanText(paper.name));
    else if (!same(paper, found)) difference.changed.push(cleanText(paper.name));
  }
  difference.added = rest.map(({ name }) => cleanText(name));
  return difference;
}

function same(one: Component, other: Component): boolean {
  return (['originals', 'copies', 'required'] as const).every(
    fact => one[fact] === undefined || other[fact] === undefined || one[fact] === other[fact],
  );
}

function differenceWords({ missing, added, changed }: Difference): string[] {
  const words = (what: string, names: string[]) => {
    if (names.length === 0) return [];
    const quoted = names.map(name => `«${shortName(name)}»`);
    return [`${what} ${names.length}: ${listWords(quoted, 'giấy tờ', 2)}`];
  };
  return [...words('mất', missing), ...words('thêm', added), ...words('đổi số bản hoặc bắt buộc', changed)];
}
