import type { Applied } from '../../domain/applied.ts';
import type { Level } from '../../domain/level.ts';
import type { Told } from '../../domain/told.ts';
import { mayBeHidden } from '../absence.ts';
import { levelAt } from '../columns.ts';
import { isSeen, pushEvidence, pushedTo, pushWords } from '../drift.ts';
import { activeColumns, tellsUse } from '../offered.ts';
import type { SystemRule } from '../rule.ts';
import { agencyLabel, levelWords, procedureLabel, systemLabel } from '../sentence.ts';

export const rule: SystemRule = {
  id: 'level-drift',
  scope: 'system',
  severity: 'major',
  owner: 'technical',
  title: 'Mức độ bị sửa ngoài tệp cấu hình',
  what: 'Mức độ của dịch vụ tại một đơn vị không còn là mức độ mà dvc-sync đã đẩy lên và kiểm tra lại, hoặc dịch vụ đó bị gỡ, bị bật lại.',
  why: 'Có người sửa trực tiếp trên hệ thống mà tệp cấu hình đã duyệt không biết; lần đẩy sau sẽ ghi đè, hoặc mức độ sai được giữ nguyên.',
  remedy:
    'Sở TTTT hỏi người quản trị hệ thống vì sao sửa, rồi chọn một trong hai: đẩy lại bằng plan và apply, hoặc nhận giá trị mới vào tệp cấu hình bằng adopt.',
  needs: { local: ['levels'] },
  becomes: 'plan',
  absence: 'system',
  concerns: system => system.role !== 'national',
  judge(record, system, group, context, report) {
    const applied = pushedTo(system, group, context);
    if (!applied || !tellsUse(record)) return;
    const columns = activeColumns(record);
    const positions = new Map(columns.agencies.map((agency, at) => [agency, at]));
    for (const [agency, pushed] of Object.entries(applied.levels)) {
      const at = positions.get(agency);
      const known = context.agency(agency) !== undefined && isSeen(pushed, system);
      // A row that could not be read, or of an agency that cannot be told any more, may be this very one.
      const hidden = record?.unmappedOfferings || mayBeHidden(system.untold, group.code, agency);
      const told = at !== undefined || !hidden;
      if (!known || !told) continue;
      const found = at === undefined ? nowhere : { level: levelAt(columns, at) };
      if (found !== nowhere && found.level === undefined) continue;
      if (found === nowhere ? pushed.value === undefined : found.level === pushed.value) continue;
      const was = pushedWords(pushed);
      const is = found === nowhere ? 'không còn cung cấp' : `đang cung cấp, ${levelWords(found.level)}`;
      report({
        procedure: group.code,
        agency,
        system: system.name,
        expected: `${was}, ${pushWords(pushed)}`,
        actual: is,
        message: `Thủ tục ${procedureLabel(group)} tại ${agencyLabel(agency, context)} trên ${systemLabel(system)}: dvc-sync đã ${pushWords(pushed)} là ${was}, nay ${is}; có người sửa trực tiếp trên hệ thống.`,
        evidence: {
          source: system.name,
          pushed: {
            ...pushEvidence(pushed),
            offered: pushed.value !== undefined,
            level: pushed.value ?? null,
          },
          found: { offered: found !== nowhere, level: found.level ?? null },
        },
        systems: [system.name],
      });
    }
  },
};

const nowhere: { level: Told<Level> } = { level: null };

function pushedWords({ value }: Applied<Level | null | undefined>): string {
  return value === undefined ? 'ngừng cung cấp' : levelWords(value);
}
