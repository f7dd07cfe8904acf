import { textKey } from '../../domain/text.ts';
import { contentFinding, contentPair } from '../content.ts';
import type { SystemRule } from '../rule.ts';
import { shortName } from '../sentence.ts';

export const rule: SystemRule = {
  id: 'name-differs',
  scope: 'system',
  severity: 'minor',
  owner: 'technical',
  title: 'Tên thủ tục khác CSDL quốc gia',
  what: 'Tên thủ tục trên hệ thống khác tên trên CSDL quốc gia về TTHC, sau khi bỏ qua chữ hoa, dấu câu và cách đặt dấu thanh.',
  why: 'Người dân tìm không ra thủ tục, hoặc đọc phải tên đã được sửa đổi.',
  remedy: 'Đơn vị phụ trách kỹ thuật sửa tên trên hệ thống theo CSDL quốc gia.',
  needs: { national: ['name'], local: ['name'] },
  becomes: 'task',
  concerns: system => system.role !== 'national',
  judge(record, system, group, context, report) {
    const pair = contentPair(record, group);
    const expected = pair?.national.facts.name;
    const actual = pair?.local.facts.name;
    if (!pair || !expected || !actual || expected === actual || textKey(expected) === textKey(actual)) return;
    report(
      contentFinding(pair, system, group, context, {
        what: 'tên thủ tục',
        expected,
        actual,
        words: differingParts(expected, actual),
        evidence: { national: expected, local: actual },
      }),
    );
  },
};

/** Names of 700 characters may differ in the last word: what both share at the beginning is left out of the sentence. */
function differingParts(expected: string, actual: string): { expected: string; actual: string } {
  if (shortName(expected) !== shortName(actual))
    return { expected: quoted(expected), actual: quoted(actual) };
  let shared = 0;
  while (expected[shared] === actual[shared]) shared++;
  const from = expected.lastIndexOf(' ', shared - 1) + 1;
  return { expected: quoted(`…${expected.slice(from)}`), actual: quoted(`…${actual.slice(from)}`) };
}

function quoted(name: string): string {
  return `«${shortName(name)}»`;
}
