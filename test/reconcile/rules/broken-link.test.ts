import { expect, it } from 'vitest';
import { rule } from '../../../src/reconcile/rules/broken-link.ts';
import { context, findingsOf, group, record } from '../support.ts';

const code = '1.000001';
const link = {
  ...{ agency: 'H13.1', url: 'https://a.example.vn/x', verdict: 'not-found', status: 404 },
  checkedAt: '2026-11-22T00:00:00.000Z',
};
const plain = context();
const of = {
  ...plain,
  systems: plain.systems.map(system =>
    system.name === 'portal'
      ? {
          ...system,
          brokenLinks: new Map([[code, [link, { ...link, url: 'https://a.example.vn/y' }]]]) as never,
        }
      : system,
  ),
};

it('every link that leads nowhere is told of, each by itself', () => {
  const findings = findingsOf(rule, of, group(of, code, { national: record(code), portal: record(code) }));
  expect(findings).toMatchObject([
    {
      ...{ agency: 'H13.1', system: 'portal', systems: ['portal'] },
      evidence: { portal: { link: link.url, verdict: 'not-found', status: 404, shows: null } },
    },
    { evidence: { portal: { link: 'https://a.example.vn/y' } } },
  ]);
  expect(new Set(findings.map(({ fingerprint }) => fingerprint)).size).toBe(2);
});

it('what a page that is there shows instead is told', () => {
  const systems = of.systems.map(system => ({
    ...system,
    ...(system.brokenLinks && { brokenLinks: new Map([[code, [{ ...link, shows: 'Trang chủ' }]]]) as never }),
  }));
  const shown = (judging: typeof of) =>
    findingsOf(rule, judging, group(judging, code, { portal: record(code) }))[0];
  expect(shown({ ...of, systems })).toMatchObject({
    statement: { params: { url: link.url, verdict: 'not-found', shows: 'Trang chủ' } },
    evidence: { portal: { shows: 'Trang chủ' } },
  });
  expect(shown(of)?.statement.params).toEqual({ url: link.url, verdict: 'not-found' });
});

it('none is told of a procedure of which no link was broken, that is not there or was withdrawn', () => {
  for (const records of [
    { portal: record('1.000002'), national: record('1.000002') },
    { national: record(code) },
    { portal: record(code), national: record(code, { facts: { active: false } }) },
  ])
    expect(findingsOf(rule, of, group(of, (records.portal ?? records.national).code, records))).toEqual([]);
});
