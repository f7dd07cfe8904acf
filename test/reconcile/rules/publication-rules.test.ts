import { describe, expect, it } from 'vitest';
import type { City } from '../../../src/domain/city.ts';
import type { Known } from '../../../src/domain/known.ts';
import type { Level } from '../../../src/domain/level.ts';
import type { Publication } from '../../../src/domain/publication.ts';
import { rule as appliedButNotOffered } from '../../../src/reconcile/rules/applied-but-not-offered.ts';
import { rule as audienceConflict } from '../../../src/reconcile/rules/audience-conflict.ts';
import { rule as levelDiffers } from '../../../src/reconcile/rules/level-differs.ts';
import { rule as missingOffering } from '../../../src/reconcile/rules/missing-offering.ts';
import { rule as peopleLandElsewhere } from '../../../src/reconcile/rules/people-land-elsewhere.ts';
import { rule as testServicePublic } from '../../../src/reconcile/rules/test-service-public.ts';
import { city, context, findingsOf, group, judged, offering, record } from '../support.ts';

const code = '1.004194';
const unit = 'H13.5.1';
const systems: City['systems'] = [
  ...city().systems,
  { name: 'people', role: 'nationalPortal', hosts: [], covers: null },
];
const four = context({ city: { systems } });
const published = (publication: Partial<Publication>) => ({ publication: { links: [], ...publication } });

/** The procedure at one unit: what people meet, and what portal and one-stop run; 'none' = no offering there. */
function met(
  people: Known<Level> | 'none',
  portal: Known<Level> | 'none',
  oneStop: Known<Level> | 'none' = portal,
) {
  const at = (level: Known<Level> | 'none') =>
    record(code, { offerings: level === 'none' ? [] : [offering(unit, level)] });
  const facts = { links: [{ agency: unit, link: 'https://here/nop-ho-so?1' }] };
  return group(four, code, {
    people: { ...at(people), facts: { active: true, ...published(facts) } },
    portal: at(portal),
    oneStop: at(oneStop),
  });
}

describe('what people meet on the national portal', () => {
  it.each([
    [4, 3, 3, 'major'],
    [3, 4, 4, 'major'],
    [2, 4, 4, 'major'],
    [2, 2, 3, 'major'],
    [4, 2, 4, 'critical'],
    [3, 3, 'none', 'critical'],
    [4, null, 3, 'critical'],
  ] as const)('level %s, while the city runs %s and %s, is %s', (people, portal, oneStop, severity) => {
    const [finding, ...more] = findingsOf(peopleLandElsewhere, four, met(people, portal, oneStop));
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      ...{ severity, procedure: code, agency: unit, system: 'people' },
      evidence: { levels: { people }, link: 'https://here/nop-ho-so?1' },
    });
  });

  it.each([
    ['the same', 4, 4, 4],
    ['information only, as in the back office', 2, 1, null],
    ['information only, where the back office has nothing', 2, 'none', 'none'],
    ['no level', null, 4, 4],
    ['nothing at all', 'none', 4, 4],
    ['a level nobody could tell', undefined, 4, 4],
    ['a level, and what the city runs could not be told', 4, undefined, undefined],
  ] as const)('%s is no difference', (_what, people, portal, oneStop) => {
    expect(findingsOf(peopleLandElsewhere, four, met(people, portal, oneStop))).toEqual([]);
  });

  it("is said in one sentence with the portal's own word for the level", () => {
    const [{ message } = { message: '' }] = findingsOf(peopleLandElsewhere, four, met(4, 4, 'none'));
    expect(message).toBe(
      'Thủ tục 1.004194 «Đăng ký khai sinh» tại UBND phường Cái Khế (H13.5.1): Cổng Dịch vụ công quốc gia (people) công bố mức độ 4 (toàn trình) nhưng Hệ thống một cửa điện tử: không có dịch vụ.',
    );
  });

  it('shows what each system that differs has', () => {
    const [found] = findingsOf(peopleLandElsewhere, four, met(4, 3, 'none'));
    expect(found).toMatchObject({
      evidence: { levels: { people: 4, portal: 3, oneStop: null }, notOffered: ['oneStop'] },
      systems: ['people', 'portal', 'oneStop'],
    });
  });

  it("is held against what each of the city's systems shows, not against what a row that was lost may show", () => {
    const lost = { indeterminateOfferings: { agencies: [], procedures: [code] } };
    const of = context({ city: { systems }, snapshots: { oneStop: lost } });
    expect(findingsOf(peopleLandElsewhere, of, met(4, 4, 'none'))).toEqual([]);
    const narrow = systems.map(each => (each.name === 'oneStop' ? { ...each, covers: ['province'] } : each));
    const covered = context({ city: { systems: narrow } });
    expect(findingsOf(peopleLandElsewhere, covered, met(4, 4, 'none'))).toEqual([]);
  });

  it("is nobody's rule without such a portal, and rests while it cannot be read", () => {
    const rulesOf = (of: typeof four) => judged([peopleLandElsewhere, levelDiffers], of).result.outcomes;
    expect(rulesOf(context())['people-land-elsewhere']).toMatchObject({
      status: 'not-evaluated',
      skipped: [],
    });
    const down = context({ city: { systems }, snapshots: { people: { status: 'partial' } } });
    expect(rulesOf(down)).toMatchObject({
      'people-land-elsewhere': { status: 'not-evaluated', skipped: ['people'] },
      // Its own systems are compared all the same.
      'level-differs': { status: 'evaluated' },
    });
    const half = context({ city: { systems }, snapshots: { portal: { status: 'partial' } } });
    expect(rulesOf(half)['people-land-elsewhere']).toMatchObject({ status: 'partly', skipped: ['portal'] });
  });

  it('is not compared a second time as a level that differs between systems', () => {
    expect(findingsOf(levelDiffers, four, met(3, 4, 4))).toEqual([]);
  });

  it("of a procedure withdrawn nationally or switched off there is nobody's difference", () => {
    const gone = met(4, 3);
    gone.records[3] = { ...gone.records[3]!, facts: { active: false } };
    expect(findingsOf(peopleLandElsewhere, four, gone)).toEqual([]);
    const withdrawn = met(4, 3);
    withdrawn.records[0] = record(code, { facts: { active: false } });
    expect(findingsOf(peopleLandElsewhere, four, withdrawn)).toEqual([]);
  });
});

const people = (publication: Partial<Publication>, offerings = [offering(unit)], active = true) =>
  group(four, code, { people: record(code, { facts: { active, ...published(publication) }, offerings }) });

describe('audience-conflict', () => {
  it('shows both levels of each unit, and what the case is called', () => {
    const audiences = [{ case: '2', agency: unit, citizen: 4 as const, business: null }];
    const asked = people({ audiences });
    const named = (key: string, name: string) => ({ key, name, agencies: null });
    asked.records[3] = { ...asked.records[3]!, cases: [named('1', 'Cấp lại'), named('2', 'Cấp mới')] };
    const [finding] = findingsOf(audienceConflict, four, asked);
    expect(finding).toMatchObject({
      statement: { params: { case: { key: '2', name: 'Cấp mới' } } },
      evidence: { case: '2', levels: { [unit]: { citizen: 4, business: null } }, source: 'people' },
    });
  });

  it('is one finding a case, about all units of it', () => {
    const apart = (of: string, agency: string) => ({
      ...{ case: of, agency, citizen: 4 as const, business: null },
    });
    const audiences = [apart('1', unit), apart('1', 'H13.5.2'), apart('2', unit)];
    const found = findingsOf(audienceConflict, four, people({ audiences }));
    expect(found.map(({ agency, system, units, message }) => [agency, system, units, message])).toEqual([
      [
        null,
        'people',
        [unit, 'H13.5.2'],
        expect.stringContaining('công dân mức độ 4 (toàn trình), doanh nghiệp không có'),
      ],
      [null, 'people', [unit], expect.stringContaining('trường hợp 2')],
    ]);
    expect(new Set(found.map(({ fingerprint }) => fingerprint)).size).toBe(2);
    expect(findingsOf(audienceConflict, four, people({ audiences }, [], false))).toEqual([]);
  });
});

describe('test-service-public', () => {
  it('names the units where a test stands among the services', () => {
    const [finding] = findingsOf(testServicePublic, four, people({ tests: [unit] }));
    expect(finding).toMatchObject({
      ...{ agency: null, system: 'people', units: [unit], severity: 'major' },
      ...{ evidence: { source: 'people' }, systems: ['people'] },
    });
    expect(findingsOf(testServicePublic, four, people({ tests: [] }))).toEqual([]);
    expect(findingsOf(testServicePublic, four, people({ tests: [unit] }, [], false))).toEqual([]);
  });
});

describe('applied-but-not-offered', () => {
  it.each([
    ['no service', [], [], 'không có dịch vụ nào'],
    ['a service without a level', [offering(unit, null)], [], 'không ghi mức'],
    ['a test alone', [], [unit], 'chỉ có bản ghi thử nghiệm'],
  ])('is found where the portal lists %s', (_what, offerings, tests, words) => {
    const [finding] = findingsOf(appliedButNotOffered, four, people({ applied: [unit], tests }, offerings));
    expect(finding).toMatchObject({ agency: unit, system: 'people', severity: 'minor', owner: 'regulatory' });
    expect(finding!.message).toContain(words);
  });

  it('is not where a service has a level, or one that could not be told, or a row was lost', () => {
    for (const level of [4, 2, undefined] as const)
      expect(
        findingsOf(appliedButNotOffered, four, people({ applied: [unit] }, [offering(unit, level)])),
      ).toEqual([]);
    const lost = { people: { indeterminateOfferings: { agencies: [unit], procedures: [] } } };
    const of = context({ city: { systems }, snapshots: lost });
    expect(findingsOf(appliedButNotOffered, of, people({ applied: [unit] }, []))).toEqual([]);
  });

  it('is not where nobody knows whether the procedure is in use there: its services may be the very ones', () => {
    const unread = record(code, {
      ...{ detailed: false, offerings: [offering(unit, 4)] },
      facts: { active: undefined, ...published({ applied: [unit, 'H13.5.2'] }) },
    });
    expect(findingsOf(appliedButNotOffered, four, group(four, code, { people: unread }))).toEqual([]);
    const inUse = { ...unread, facts: { ...unread.facts, active: true } };
    expect(findingsOf(appliedButNotOffered, four, group(four, code, { people: inUse }))).toHaveLength(1);
  });

  it('and missing-offering share what the national portal does not offer, by its own list', () => {
    const communes = ['H13.5.1', 'H13.5.2', 'H13.6.1'];
    const both = (applied: string[] | undefined) => {
      const whole = group(four, code, {
        national: record(code, { facts: { tiers: ['commune'] } }),
        people: record(code, { facts: published(applied ? { applied } : {}) }),
        ...{ portal: record(code, { offerings: communes.map(agency => offering(agency)) }) },
        oneStop: record(code, { offerings: communes.map(agency => offering(agency)) }),
      });
      return judged([missingOffering, appliedButNotOffered], four, whole)
        .findings.map(({ rule, agency }) => `${rule} ${agency}`)
        .sort();
    };
    expect(both([unit])).toEqual([
      `applied-but-not-offered ${unit}`,
      'missing-offering H13.5.2',
      'missing-offering H13.6.1',
    ]);
    // Where it could not be told to which rule they belong, neither speaks.
    expect(both(undefined)).toEqual([]);
  });
});
