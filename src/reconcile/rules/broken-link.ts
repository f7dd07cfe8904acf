import { isWithdrawn } from '../offered.ts';
import type { SystemRule } from '../rule.ts';

export const rule: SystemRule<'broken-link'> = {
  id: 'broken-link',
  scope: 'system',
  severity: 'major',
  owner: 'technical',
  needs: {},
  becomes: 'task',
  concerns: ({ brokenLinks }) => brokenLinks !== undefined,
  judge(record, system, group, _context, report) {
    if (!record || isWithdrawn(group)) return;
    const broken = system.brokenLinks?.get(group.code) ?? [];
    for (const { agency, url, verdict, status, checkedAt, shows } of broken) {
      report({
        agency,
        key: url,
        params: { url, verdict, ...(shows !== undefined && { shows }) },
        evidence: { [system.name]: { link: url, verdict, status, checkedAt, shows: shows ?? null } },
      });
    }
  },
};
