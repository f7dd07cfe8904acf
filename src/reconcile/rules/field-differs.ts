import type { FieldRef } from '../../domain/procedure.ts';
import { textKey } from '../../domain/text.ts';
import { contentFinding, contentPair } from '../content.ts';
import type { SystemRule } from '../rule.ts';

export const rule: SystemRule = {
  id: 'field-differs',
  scope: 'system',
  severity: 'minor',
  owner: 'technical',
  title: 'Lĩnh vực khác CSDL quốc gia',
  what: 'Thủ tục được xếp vào lĩnh vực không trùng mã, không trùng tên với lĩnh vực nào trên CSDL quốc gia về TTHC.',
  why: 'Thủ tục nằm sai mục nên khó tìm, và số liệu theo lĩnh vực bị lệch.',
  remedy: 'Đơn vị phụ trách kỹ thuật chuyển thủ tục về đúng lĩnh vực theo CSDL quốc gia.',
  needs: { national: ['fields'], local: ['fields'] },
  becomes: 'task',
  concerns: system => system.role !== 'national',
  judge(record, system, group, context, report) {
    const pair = contentPair(record, group);
    if (!pair) return;
    const national = pair.national.facts.fields ?? [];
    const local = pair.local.facts.fields ?? [];
    if (local.some(({ name }) => name && sharesName(name, national))) return;
    const codes = [keysOf(national, 'code'), keysOf(local, 'code')] as const;
    const names = [keysOf(national, 'name'), keysOf(local, 'name')] as const;
    const comparable = [codes, names].filter(([one, other]) => one.size > 0 && other.size > 0);
    if (comparable.length === 0) return;
    if (comparable.some(([one, other]) => [...one].some(key => other.has(key)))) return;
    report(
      contentFinding(pair, system, group, context, {
        what: 'lĩnh vực',
        expected: fieldWords(national),
        actual: fieldWords(local),
        evidence: { national, local },
      }),
    );
  },
};

/** Word for word the same, as it nearly always is. */
function sharesName(name: string, fields: FieldRef[]): boolean {
  return fields.some(field => field.name === name) && textKey(name) !== '';
}

function keysOf(fields: FieldRef[], part: 'code' | 'name'): Set<string> {
  return new Set(fields.map(field => textKey(field[part] ?? '')).filter(key => key !== ''));
}

function fieldWords(fields: FieldRef[]): string {
  return fields.map(({ name, code }) => `«${name ?? code ?? ''}»`).join(', ');
}
