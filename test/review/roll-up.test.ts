import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReviewEntry, ReviewList, Target } from '../../src/domain/review.ts';
import { consolidatedRows, coveredUnits } from '../../src/review/consolidated.ts';
import { prepareRollUp, type ReviewMaterial } from '../../src/review/roll-up.ts';
import { ladderOf } from '../../src/review/speakers.ts';
import {
  applicable,
  blocked,
  city,
  communes,
  decision,
  districts,
  entry,
  inOrder,
  material,
  silent,
} from './support.ts';

const rollUp = prepareRollUp(city);
const targetsOf = (change: Partial<ReviewMaterial>) =>
  new Map(rollUp(material(change)).targets.map(target => [target.agency, target]));
const levelAndWhy = (target: Target | undefined) => [target?.level, target?.why];

describe('a target', () => {
  it('is level 4 where the unit says eligible on both grounds', () => {
    const target = targetsOf({ entries: [entry('H13.21.1', 'eligible')] }).get('H13.21.1');
    expect(levelAndWhy(target)).toEqual([4, 'review']);
    expect(target?.sources).toEqual([
      'Phụ lục I của UBND phường Cái Khế, H13.21.1.xlsx, trang «Sheet1», dòng 7',
    ]);
  });

  it('keeps the present level, with the reasons, where the unit says not eligible', () => {
    const target = targetsOf({ entries: [entry('H13.21.1', 'not-eligible')] }).get('H13.21.1');
    expect(levelAndWhy(target)).toEqual([null, 'review']);
    expect(target?.technical).toEqual(blocked('file-size'));
  });

  it.each([
    { title: 'a ground in the way', technical: blocked(), legal: inOrder, level: null },
    { title: 'one column left empty beside a mark', technical: inOrder, legal: silent, level: null },
    { title: 'both columns left empty', technical: silent, legal: silent, level: 4 },
  ])('of a row of Phụ lục I with $title is $level', ({ technical, legal, level }) => {
    const entries = [entry('H13.21.1', 'eligible', { technical, legal })];
    expect(targetsOf({ entries }).get('H13.21.1')?.level).toBe(level);
  });

  it('rests on nothing that a unit said which the city no longer has', () => {
    const own = [entry('H13.21.1', 'eligible')];
    const { name: _, ...gone } = rollUp(material({ entries: [entry('H13.9', 'not-eligible'), ...own] }));
    const { name: __, ...without } = rollUp(material({ entries: own }));
    expect(gone).toEqual(without);
    expect(gone).toMatchObject({ explanations: [], against: [], conflicts: [] });
  });

  it('counts a unit’s own word before that of its district, and the district’s before the department’s', () => {
    const targets = targetsOf({
      entries: [
        entry('H13.21.1', 'eligible'),
        entry('H13.21', 'not-eligible'),
        entry('H13.3', 'eligible'),
        entry('H13', 'not-eligible'),
      ],
    });
    expect(communes.map(code => levelAndWhy(targets.get(code)))).toEqual([
      [4, 'review'],
      [null, 'roll-up'],
      [4, 'roll-up'],
      [4, 'roll-up'],
    ]);
  });

  it('of a department is not taken from another department that manages the field', () => {
    const targets = targetsOf({
      applicability: applicable(['H13.1', 'H13.3', 'H13.21']),
      entries: [entry('H13.3', 'eligible')],
    });
    expect(levelAndWhy(targets.get('H13.1'))).toEqual([null, 'not-reviewed']);
    expect(levelAndWhy(targets.get('H13.21'))).toEqual([4, 'roll-up']);
  });

  it('is level 4 for services already there by decision, whatever a list says', () => {
    const online = entry('H13', 'already-online', { technical: silent, legal: silent });
    const targets = targetsOf({ entries: [online, entry('H13.21.1', 'not-eligible')] });
    expect(communes.map(code => levelAndWhy(targets.get(code)))).toEqual(
      communes.map(() => [4, 'already-online']),
    );
  });

  it('of a district’s list of services already at level 4 holds for the district alone where it offers them', () => {
    const targets = targetsOf({
      applicability: applicable([...districts, ...communes]),
      entries: [entry('H13.21', 'already-online')],
    });
    expect([...targets.values()].filter(({ why }) => why === 'already-online')).toHaveLength(1);
  });

  it('follows a person’s decision before every list, the one naming the unit first', () => {
    const targets = targetsOf({
      entries: [entry('H13', 'already-online'), entry('H13.21.1', 'eligible')],
      decisions: [decision(null, false), decision('H13.21.1', true, { id: 2 })],
    });
    expect(levelAndWhy(targets.get('H13.21.1'))).toEqual([4, 'decision']);
    expect(levelAndWhy(targets.get('H13.22.1'))).toEqual([null, 'decision']);
    expect(targets.get('H13.22.1')?.sources[0]).toBe(
      'Quyết định ngày 02/07/2021 của Trần Thị B (không đủ điều kiện): đã họp thống nhất',
    );
  });

  it('follows a decision about a district for its communes when only these offer the procedure', () => {
    const targets = targetsOf({ decisions: [decision('H13.21', true)] });
    expect(communes.map(code => targets.get(code)?.why)).toEqual([
      'decision',
      'decision',
      'not-reviewed',
      'not-reviewed',
    ]);
  });

  it('takes the latest of several decisions and none that was revoked', () => {
    const revoked = { at: '2021-07-05T02:00:00.000Z', revokedAt: '2021-07-06T02:00:00.000Z', revokedBy: 'B' };
    const later = decision(null, true, { id: 2, at: '2021-07-03T02:00:00.000Z' });
    const decisions = [later, decision(null, false), decision(null, false, { id: 3, ...revoked })];
    expect(targetsOf({ decisions }).get('H13.21.1')?.level).toBe(4);
  });

  it('exists for whoever spoke where the national record cannot say where the procedure applies', () => {
    const entries = [entry('H13.21.1', 'eligible'), entry('H13.3', 'eligible')];
    expect([...targetsOf({ applicability: undefined, entries }).keys()]).toEqual(['H13.21.1', 'H13.3']);
    const undecided = applicable(communes, { undecided: ['province'] });
    expect([...targetsOf({ applicability: undecided, entries }).keys()]).toEqual([...communes, 'H13.3']);
  });

  it('does not exist where the procedure does not apply', () => {
    const entries = [entry('H13.21.1', 'eligible')];
    expect(rollUp(material({ applicability: applicable([]), entries })).targets).toEqual([]);
  });
});

describe('a conflict', () => {
  const conflictsOf = (change: Partial<ReviewMaterial>) => rollUp(material(change)).conflicts;

  it('is a unit with the procedure in both its lists, and its target stays open', () => {
    const entries = [entry('H13.21.1', 'eligible'), entry('H13.21.1', 'not-eligible')];
    const [conflict, ...others] = conflictsOf({ entries });
    expect(others).toEqual([]);
    expect(conflict).toMatchObject({ agencies: ['H13.21.1'], tier: 'commune', cause: 'technical' });
    expect(conflict?.sides.map(({ eligible, agencies }) => [eligible, agencies])).toEqual([
      [true, ['H13.21.1']],
      [false, ['H13.21.1']],
    ]);
    expect(levelAndWhy(targetsOf({ entries }).get('H13.21.1'))).toEqual([null, 'conflict']);
  });

  it('is units of one tier that differ, each with its own target', () => {
    const legal = entry('H13.22.1', 'not-eligible', { technical: inOrder, legal: blocked('paper-original') });
    const entries = [entry('H13.21.1', 'eligible'), entry('H13.21.2', 'not-eligible'), legal];
    expect(conflictsOf({ entries })).toMatchObject([
      {
        agencies: ['H13.21.1', 'H13.21.2', 'H13.22.1'],
        // Both grounds are named: legislation goes first.
        cause: 'legal',
        sides: [
          { eligible: true, agencies: ['H13.21.1'], reasons: [] },
          { eligible: false, agencies: ['H13.21.2', 'H13.22.1'], reasons: ['file-size', 'paper-original'] },
        ],
      },
    ]);
    expect(levelAndWhy(targetsOf({ entries }).get('H13.21.2'))).toEqual([null, 'review']);
  });

  it('is a department that says otherwise than a unit for which it speaks', () => {
    const entries = [entry('H13.3', 'not-eligible'), entry('H13.22.1', 'eligible')];
    expect(conflictsOf({ entries })).toMatchObject([{ agencies: ['H13.22.1', 'H13.3'], tier: 'commune' }]);
  });

  it('is not units of different tiers that differ', () => {
    const entries = [entry('H13.21', 'not-eligible'), entry('H13.22.1', 'eligible')];
    expect(conflictsOf({ applicability: applicable([...districts, ...communes]), entries })).toEqual([]);
  });

  it('is not about services already at level 4', () => {
    const entries = ['H13.21.1', 'H13.21.2'].map((code, at) =>
      entry(code, at === 0 ? 'eligible' : 'not-eligible'),
    );
    expect(conflictsOf({ entries: [...entries, entry('H13', 'already-online')] })).toEqual([]);
  });

  it('goes when the units of one side are decided on', () => {
    const entries = [entry('H13.21.1', 'eligible'), entry('H13.21.2', 'not-eligible')];
    expect(conflictsOf({ entries, decisions: [decision('H13.21.2', false)] })).toEqual([]);
  });
});

const lists: ReviewList[] = ['eligible', 'not-eligible', 'already-online'];
const agencies = city.agencies.map(({ code }) => code);
const ground = fc.constantFrom(inOrder, silent, blocked('file-size'), blocked('law'));
const anyEntry: fc.Arbitrary<ReviewEntry> = fc
  .record({
    agency: fc.constantFrom(...agencies),
    list: fc.constantFrom(...lists),
    technical: ground,
    legal: ground,
    importedAt: fc.constantFrom('2021-06-10T02:00:00.000Z', '2021-06-11T02:00:00.000Z'),
  })
  .map(({ agency, list, ...change }) => entry(agency, list, change));
const anyMaterial = fc.record({
  scope: fc.subarray(agencies.slice(1)),
  entries: fc.uniqueArray(anyEntry, { selector: ({ agency, list }) => `${agency} ${list}`, maxLength: 12 }),
  seed: fc.integer(),
});

describe('whatever the lists say', () => {
  it('gives every applicable offering exactly one target', () => {
    fc.assert(
      fc.property(anyMaterial, ({ scope, entries }) => {
        const { targets } = rollUp(material({ applicability: applicable(scope), entries }));
        expect(targets.map(({ agency }) => agency)).toEqual(scope.toSorted());
      }),
    );
  });

  it('does not depend on the order of the rows', () => {
    fc.assert(
      fc.property(anyMaterial, fc.func(fc.integer()), ({ scope, entries }, rank) => {
        const applicability = applicable(scope);
        const other = entries.toSorted((a, b) => rank(a.agency, a.list) - rank(b.agency, b.list));
        expect(rollUp(material({ applicability, entries: other }))).toEqual(
          rollUp(material({ applicability, entries })),
        );
      }),
    );
  });

  it('leaves no conflict once a person has decided for everybody', () => {
    fc.assert(
      fc.property(anyMaterial, fc.boolean(), ({ scope, entries }, eligible) => {
        const decisions = [decision(null, eligible)];
        const { targets, conflicts } = rollUp(
          material({ applicability: applicable(scope), entries, decisions }),
        );
        expect(conflicts).toEqual([]);
        expect(targets.every(({ why, level }) => why === 'decision' && level === (eligible ? 4 : null))).toBe(
          true,
        );
      }),
    );
  });

  it('puts every reviewed unit into exactly one row of the consolidated lists', () => {
    const ladder = ladderOf(city);
    fc.assert(
      fc.property(anyMaterial, fc.constantFrom(...agencies), ({ scope, entries }, unit) => {
        const rolled = rollUp(material({ applicability: applicable(scope), entries }));
        const covers = coveredUnits(unit, ladder);
        const rows = consolidatedRows(rolled, covers, owner => owner);
        const reviewed = rolled.targets.filter(
          target => !['already-online', 'not-reviewed'].includes(target.why) && covers(target, rolled),
        );
        expect(rows.flatMap(row => row.agencies).sort()).toEqual(reviewed.map(({ agency }) => agency));
        for (const { agency, level } of reviewed) {
          const row = rows.find(each => each.agencies.includes(agency));
          if (level !== 4) expect(row?.list).toBe('not-eligible');
          // Who said yes and stands in Phụ lục II all the same is told why.
          else if (row?.list === 'not-eligible') expect(row.note).not.toBeNull();
        }
      }),
    );
  });
});

describe('the city’s Phụ lục I', () => {
  const everybody = () => true;
  const held = (change: Partial<ReviewMaterial>) =>
    consolidatedRows(rollUp(material(change)), everybody, owner => owner).filter(
      ({ list }) => list === 'eligible',
    );

  it('holds nothing a unit’s own word contradicts, whoever rolls up over it', () => {
    fc.assert(
      fc.property(anyMaterial, ({ scope, entries }) => {
        const { above } = ladderOf(city);
        const refused = entries.some(
          ({ agency, list, technical, legal }) =>
            scope.some(unit => unit === agency || above(unit).includes(agency)) &&
            (list === 'not-eligible' || (list === 'eligible' && (technical.blocks || legal.blocks))),
        );
        if (refused) expect(held({ applicability: applicable(scope), entries })).toEqual([]);
      }),
    );
  });

  it.each([
    ['another department', 'H13.1', ['H13.3', 'H13.1']],
    ['the district of a commune that has it', 'H13.21', ['H13.3', 'H13.21.1']],
    ['a department that speaks of what communes have', 'H13.1', ['H13.3', 'H13.21.1']],
    ['a district of another tier', 'H13.22', ['H13.3', 'H13.22']],
  ])('waits for a decision where %s says otherwise', (_, other, scope) => {
    const change = {
      applicability: applicable(scope),
      manager: 'H13.3',
      entries: [entry('H13.3', 'eligible'), entry(other, 'not-eligible')],
    };
    expect(held(change)).toEqual([]);
    const rows = consolidatedRows(rollUp(material(change)), everybody, () => 'Sở TTTT');
    const waiting = rows.find(({ agencies: units }) => units.includes('H13.3'));
    expect(waiting).toMatchObject({
      list: 'not-eligible',
      note: expect.stringMatching(/chưa thống nhất|không đủ điều kiện; chờ Sở TTTT quyết định/),
    });
    expect(held({ ...change, decisions: [decision('H13.3', true)] })).toMatchObject([
      { agencies: ['H13.3'] },
    ]);
  });

  it.each(['H13.21.1', 'H13.21', 'H13.1'])(
    'does not wait for %s, which neither has it nor speaks for who has',
    other => {
      const entries = [entry('H13.3', 'eligible'), entry(other, 'not-eligible')];
      expect(held({ applicability: applicable(['H13.3']), entries })).toMatchObject([
        { agencies: ['H13.3'] },
      ]);
      // By the portal's own list it has it after all.
      expect(held({ applicability: applicable(['H13.3']), applied: [other], entries })).toEqual([]);
    },
  );

  it('leaves out units that said yes where a decision says no of another', () => {
    const entries = communes.slice(1).map(code => entry(code, 'eligible'));
    expect(held({ entries })).toHaveLength(1);
    expect(held({ entries, decisions: [decision(communes[0]!, false)] })).toEqual([]);
  });

  it('says of many that stand against it that each has its own row in the list, above or below', () => {
    const others = [...communes, ...districts];
    const against = rollUp(
      material({
        applicability: applicable(['H13.3', ...others]),
        entries: [entry('H13.3', 'eligible'), ...others.map(code => entry(code, 'not-eligible'))],
      }),
    );
    const rows = consolidatedRows(against, everybody, () => 'Sở TTTT');
    expect(rows.find(({ agencies: units }) => units.includes('H13.3'))?.note).toMatch(
      /6 đơn vị \(dòng riêng trong Phụ lục này\) không đủ điều kiện/,
    );
  });

  it('says why a row without a reason stands in Phụ lục II: one ground was left empty', () => {
    const half = entry('H13.21.1', 'eligible', { technical: inOrder, legal: silent });
    const none = entry('H13.21.2', 'not-eligible');
    const rows = consolidatedRows(rollUp(material({ entries: [half, none] })), everybody, owner => owner);
    expect(rows.map(({ agencies: units, note }) => [units, note])).toEqual([
      [['H13.21.1'], expect.stringContaining('căn cứ còn lại để trống')],
      [['H13.21.2'], null],
    ]);
  });

  it('of a unit alone holds its own word, whatever others say', () => {
    const rolled = rollUp(
      material({ entries: [entry('H13.21.1', 'eligible'), entry('H13.21.2', 'not-eligible')] }),
    );
    const rows = consolidatedRows(rolled, coveredUnits('H13.21.1', ladderOf(city)), owner => owner);
    expect(rows.map(({ list, agencies: units }) => [list, units])).toEqual([['eligible', ['H13.21.1']]]);
  });
});

describe('the consolidated lists', () => {
  const rowsOf = (change: Partial<ReviewMaterial>) =>
    consolidatedRows(
      rollUp(material(change)),
      () => true,
      owner => (owner === 'regulatory' ? 'VP UBND' : 'Sở TTTT'),
    );

  it('hold one row for all units with the same grounds, and say what is not decided', () => {
    const rows = rowsOf({
      entries: [
        ...communes.slice(0, 3).map(code => entry(code, 'eligible')),
        entry('H13.22.2', 'not-eligible'),
      ],
    });
    const note = 'Các đơn vị cùng cấp chưa thống nhất; chờ Sở TTTT quyết định';
    expect(rows.map(({ list, agencies: units, note: said }) => [list, units, said])).toEqual([
      ['not-eligible', communes.slice(0, 3), note],
      ['not-eligible', ['H13.22.2'], note],
    ]);
  });

  it('show nothing in the way where a person has decided that nothing is', () => {
    const [row] = rowsOf({
      entries: [entry('H13.21.1', 'not-eligible')],
      decisions: [decision('H13.21.1', true)],
    });
    expect(row).toMatchObject({
      list: 'eligible',
      technical: inOrder,
      note: expect.stringMatching(/^Quyết định/),
    });
  });

  it.each([
    ['law', { technical: inOrder, legal: blocked('paper-original') }, 'legal', 'technical'],
    ['technical reasons', {}, 'technical', 'legal'],
  ] as const)(
    'give the words of a refusal where units named none themselves, in one row, in the column of %s',
    (_, change, named, other) => {
      const rows = rowsOf({
        entries: [entry('H13.21.1', 'eligible'), entry('H13.22.2', 'not-eligible', change)],
        decisions: [decision(null, false)],
      });
      const words = { blocks: true, reasons: [], text: 'đã họp thống nhất' };
      expect(rows.map(({ list }) => list)).toEqual(['not-eligible', 'not-eligible']);
      const [refused, own] = rows.toSorted((a, b) => b.agencies.length - a.agencies.length);
      expect(refused).toMatchObject({ agencies: communes.slice(0, 3), [named]: words, [other]: silent });
      expect(own).toMatchObject({ agencies: ['H13.22.2'], [named]: { blocks: true, text: null } });
    },
  );
});
