import { describe, expect, it } from 'vitest';
import type { Level } from '../../src/domain/level.ts';
import type { Publication } from '../../src/domain/publication.ts';
import { checkRegistration } from '../../src/reconcile/registration-check.ts';
import { levelTerms } from '../../src/words/level-names.ts';
import { offering, record } from './support.ts';

const procedure = '1.004194';
const agency = 'H13.1';
const portal = { label: 'Cổng Dịch vụ công quốc gia' };

const check = (found: Parameters<typeof checkRegistration>[1], showing = {}) =>
  checkRegistration({ procedure, agency }, found, { ...portal, ...showing }, levelTerms());
const shown = (level: Level | null | undefined, publication: Partial<Publication> = {}) =>
  record(procedure, {
    facts: { active: true, publication: { links: [], audiences: [], ...publication } },
    offerings: [{ ...offering(agency), level }],
  });
const apart = (citizen: Level | null, business: Level | null, unit = agency) => ({
  audiences: [{ case: '01', agency: unit, citizen, business }],
});

describe('a registration', () => {
  it('is done where people find the service at level 4', () => {
    expect(check(shown(4))).toEqual({ done: true });
    // An exported list knows no audiences.
    expect(check(shown(4, { audiences: null }))).toEqual({ done: true });
  });

  it.each([
    ['another level', shown(3), 'đang ghi mức độ 3 cho đơn vị.'],
    ['an empty level', shown(null), 'chưa ghi mức độ cho đơn vị.'],
    [
      'one audience only',
      shown(4, apart(4, 3)),
      'ghi mức độ 4 cho người dân nhưng mức độ 3 cho doanh nghiệp.',
    ],
    ['no service', undefined, 'chưa có dịch vụ của đơn vị.'],
    [
      'a test record',
      record(procedure, { facts: { active: true, publication: { links: [], tests: [agency] } } }),
      'chỉ có bản ghi thử nghiệm của đơn vị.',
    ],
  ])('is still to be done with %s', (_, found, words) => {
    expect(check(found)).toEqual({ still: `Cổng Dịch vụ công quốc gia ${words}` });
  });

  it('is not held up by audiences of another unit, or of a case below level 4 beside one that is there', () => {
    expect(check(shown(4, apart(4, 3, 'H13.2')))).toEqual({ done: true });
    expect(check(shown(4, apart(3, 2)))).toEqual({ done: true });
  });

  it('cannot be told where the row, the level or the audiences could not be read', () => {
    const hidden = { indeterminate: { agencies: new Set<string>(), procedures: new Set([procedure]) } };
    const { audiences: _, ...withoutAudiences } = { links: [], audiences: [] };
    const indeterminate = [
      check(shown(undefined)),
      check(undefined, hidden),
      check(record(procedure, { facts: { active: true }, unmappedOfferings: 1 })),
      check(
        record(procedure, {
          facts: { active: true, publication: withoutAudiences },
          offerings: [offering(agency, 4)],
        }),
      ),
    ];
    for (const answer of indeterminate) expect(answer).toHaveProperty('indeterminate');
  });
});
