import { systemRule } from '../rule.ts';

export const rule = systemRule(
  { id: 'broken-link', severity: 'major', owner: 'technical', becomes: 'task' },
  { needs: {}, concerns: ({ brokenLinks }) => brokenLinks !== undefined },
  (record, system, group, _context, report) => {
    if (!record) return;
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
);
