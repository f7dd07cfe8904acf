import { expect, it } from 'vitest';
import { standingOf } from '../../src/domain/standing.ts';
import { buildModel } from '../../src/report/model.ts';
import type { DiscrepancyRow } from '../../src/report/source.ts';

import { memorySource, sampleCity, sampleRows } from './sample.ts';
import { modelOf, row, waiver } from './support.ts';

it('counts every row once in each of its parts', async () => {
  const rows = sampleRows();
  const model = await modelOf(rows);
  const sum = (parts: { tally: { total: number } }[]) =>
    parts.reduce((total, { tally }) => total + tally.total, 0);
  expect(model.tally.total).toBe(rows.length);
  const { toDo, unchecked, states, bySeverity } = model.tally;
  expect(toDo + unchecked + states.waived + bySeverity.info).toBe(rows.length);
  expect(toDo).toBe(bySeverity.critical + bySeverity.major + bySeverity.minor);
  for (const parts of [model.rules, model.owners, model.groups]) expect(sum(parts)).toBe(rows.length);
  expect(sum(model.groups.flatMap(group => group.causes))).toBe(rows.length);
  for (const stands of ['toDo', 'unchecked'] as const)
    expect(model.tally[stands]).toBe(rows.filter(row => standingOf(row) === stands).length);
});

it('makes one cause of one rule, procedure and system however many agencies it hits', async () => {
  const model = await modelOf([
    row({ agency: 'H13.1' }),
    row({ agency: 'H13.2', state: 'open', firstSeen: '2021-10-01T00:00:00.000Z' }),
    row({ agency: 'H13.1', system: 'oneStop' }),
    row({ agency: 'H13.1', procedure: '1.000656' }),
    row({ rule: 'no-eform', severity: 'critical', agency: null, key: 'TH1' }),
    row({ rule: 'no-eform', severity: 'critical', agency: null, key: 'TH2' }),
  ]);
  expect(model.groups.map(group => [group.rule, group.causes.length, group.tally.total])).toEqual([
    ['no-eform', 2, 2],
    ['missing-offering', 3, 4],
  ]);
  const [worst] = model.groups[1]!.causes;
  expect(worst).toMatchObject({
    procedure: '1.004194',
    system: 'portal',
    firstSeen: '2021-10-01T00:00:00.000Z',
    agencies: [
      { code: 'H13.1', isNew: true },
      { code: 'H13.2', isNew: false },
    ],
  });
});

it('counts a finding at every unit it is about, and what is about none at nobody', async () => {
  const units = ['H13.3', 'H13.4'];
  const rows = [
    row({ rule: 'no-eform', severity: 'critical', agency: null, units }),
    row({ agency: 'H13.3' }),
    row({ rule: 'unmapped-agency', agency: null, units: [] }),
  ];
  const model = await modelOf(rows);
  expect(model.groups[0]!.causes[0]).toMatchObject({ affected: units });
  const counted = model.agencies.map(({ agency, tally }) => [
    agency?.code,
    tally.total,
    tally.bySeverity.critical,
  ]);
  expect(counted).toEqual([
    ['H13.3', 2, 1],
    ['H13.4', 1, 1],
    [undefined, 1, 0],
  ]);
  const slice = await modelOf(rows.slice(0, 2), {}, { filter: { agency: 'H13.3' } });
  expect(slice.agencies.map(({ agency }) => agency?.code)).toEqual(['H13.3']);
});

it('keeps waived rows apart and counts them in no severity', async () => {
  const model = await modelOf([row(), row({ agency: 'H13.2', state: 'waived', waiver })]);
  expect(model.groups.map(group => [group.standing, group.tally.total])).toEqual([
    ['toDo', 1],
    ['waived', 1],
  ]);
  expect(model.tally.bySeverity.major).toBe(1);
});

it('orders by harm: severity first, then number', async () => {
  const model = await modelOf([
    row({ rule: 'no-workflow', severity: 'critical', agency: null }),
    row({ agency: 'H13.2' }),
    row({ agency: 'H13.3' }),
    row({ rule: 'level-differs', agency: 'H13.3', system: null }),
    row({ rule: 'name-differs', severity: 'minor', agency: null }),
  ]);
  expect(model.groups.map(group => group.rule)).toEqual([
    'no-workflow',
    'missing-offering',
    'level-differs',
    'name-differs',
  ]);
  expect(model.agencies.map(part => part.agency?.code)).toEqual(['H13.3', 'H13.2', undefined]);
});

it('counts on when there are more causes than it keeps one by one', async () => {
  const rows = Array.from({ length: 9 }, (_, index) => row({ procedure: `1.00000${index}` }));
  const model = await modelOf(rows, {}, { causeLimit: 4 });
  const [group] = model.groups;
  expect(group!.causes).toHaveLength(4);
  expect(group!.unlisted).toBe(5);
  expect(group!.tally.total).toBe(9);
});

it('keeps a slice to its rows and tells no trend or former findings for it', async () => {
  const model = await modelOf(sampleRows(), {}, { filter: { owner: 'regulatory' } });
  const seen: DiscrepancyRow[] = [];
  for await (const page of model.rows()) seen.push(...page);
  expect(seen.every(({ owner }) => owner === 'regulatory')).toBe(true);
  expect(model.tally.total).toBe(seen.length);
  expect(model.resolved).toBeNull();
  expect(model.trend).toEqual([]);
});

it('calls offices as the city does', async () => {
  const city = { ...sampleCity, ownerNames: { technical: 'Sở Khoa học và Công nghệ' } };
  const model = await modelOf([row()], {}, { city });
  expect(model.owner('technical')).toBe('Sở Khoa học và Công nghệ');
  expect(model.owner('regulatory')).toBe('VP UBND');
});

it('still names rules, agencies and systems it no longer knows', async () => {
  const model = await modelOf([row({ rule: 'gone-rule' as never, agency: 'H99', system: 'old' })]);
  expect(model.ruleText('gone-rule' as never).title).toBe('gone-rule');
  expect(model.rules.some(({ text, tally }) => text.id === ('gone-rule' as never) && tally.total === 1)).toBe(
    true,
  );
  expect(model.agencies[0]!.agency!.name).toBe('H99');
  expect(model.system('old')).toBe('Hệ thống old');
});

it('refuses a run that did not come to its end', async () => {
  const source = memorySource([]);
  const broken = { ...source, run: async () => ({ ...(await source.run()), summary: null }) };
  await expect(buildModel(broken, { city: sampleCity, rules: [] })).rejects.toThrow(/chưa kết thúc/);
});
