import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JudgedFinding } from '../../src/reconcile/fingerprint.ts';
import { judge } from '../../src/reconcile/judge.ts';
import type { JudgeResult } from '../../src/reconcile/judging.ts';
import type { JudgeContext, NationalRule, Rule, SystemRule } from '../../src/reconcile/rule.ts';
import { rules } from '../../src/reconcile/rules/index.ts';
import { rule as levelDiffers } from '../../src/reconcile/rules/level-differs.ts';
import { rule as missingOffering } from '../../src/reconcile/rules/missing-offering.ts';
import { rule as sourceUnreadable } from '../../src/reconcile/rules/source-unreadable.ts';
import { rule as unmappedAgency } from '../../src/reconcile/rules/unmapped-agency.ts';
import { rule as unmappedProcedure } from '../../src/reconcile/rules/unmapped-procedure.ts';
import type { SnapshotProcedure } from '../../src/snapshot/model.ts';
import { handCases, packedApart } from '../snapshot/packed.ts';
import { anySnapshots, type Snapshots } from './any-snapshots.ts';
import { city, context, group, judged, offering, record } from './support.ts';

async function run(
  of: JudgeContext,
  snapshots: Snapshots,
  options: { rules?: readonly Rule[]; batch?: number } = {},
): Promise<{ findings: JudgedFinding[]; result: JudgeResult }> {
  const { batch = 100 } = options;
  async function* streamed(records: SnapshotProcedure[]): AsyncGenerator<SnapshotProcedure[]> {
    for (let at = 0; at < records.length; at += batch) yield records.slice(at, at + batch);
  }
  const findings: JudgedFinding[] = [];
  const sources = of.systems.map(({ name: system }) => {
    const records = snapshots[system];
    return { system, batches: records && streamed(records), fetchCases };
  });
  const result = await judge(of, options.rules ?? rules, sources, found => void findings.push(...found));
  return { findings, result };
}

const fetchCases = async (records: readonly SnapshotProcedure[]) => handCases(records);

const ofSources = new Set<string>(rules.filter(rule => rule.scope === 'source').map(rule => rule.id));

describe('judging a run', () => {
  test('whatever was read of a system that was cut short, no rule takes its silence for absence', async () => {
    await fc.assert(
      fc.asyncProperty(
        anySnapshots,
        fc.constantFrom('national', 'portal', 'oneStop'),
        fc.nat(4),
        fc.constantFrom('partial', 'unreadable', 'shrunk'),
        async (snapshots, system, kept, how) => {
          const cut =
            how === 'shrunk'
              ? { shrunk: { part: 'procedures' as const, before: 9, after: 1, share: 0.9 } }
              : { status: how as 'partial' | 'unreadable' };
          const left = how === 'unreadable' ? undefined : snapshots[system]!.slice(0, kept);
          const { findings, result } = await run(context({ snapshots: { [system]: cut } }), {
            ...snapshots,
            [system]: left,
          });
          const about = findings.filter(f => f.system === system || f.systems.includes(system));
          expect(about.filter(f => !ofSources.has(f.rule))).toEqual([]);
          expect(about).not.toEqual([]);
          if (system === 'national') return;
          // What is said of the others is what would have been said had this one been read.
          const whole = new Set((await run(context(), snapshots)).findings.map(f => f.fingerprint));
          for (const f of findings) if (!ofSources.has(f.rule)) expect(whole).toContain(f.fingerprint);
          expect(result.outcomes['missing-offering']).toMatchObject({ status: 'partly', skipped: [system] });
        },
      ),
    );
  });

  test('the same is found whatever the size of the batches, each finding under a fingerprint of its own', async () => {
    await fc.assert(
      fc.asyncProperty(anySnapshots, fc.integer({ min: 1, max: 3 }), async (snapshots, batch) => {
        const one = await run(context(), structuredClone(snapshots), { batch });
        const all = await run(context(), structuredClone(snapshots));
        expect(one.findings).toEqual(all.findings);
        expect(one.result).toEqual(all.result);
        const fingerprints = all.findings.map(f => f.fingerprint);
        expect(new Set(fingerprints).size).toBe(fingerprints.length);
        expect(JSON.parse(JSON.stringify(all.findings))).toStrictEqual(all.findings);
      }),
    );
  });

  test('a snapshot out of the store is judged like the records that went into it', async () => {
    await fc.assert(
      fc.asyncProperty(anySnapshots, async snapshots => {
        const stored = Object.entries(snapshots).map(([system, records]) => [
          system,
          records!.map(packedApart),
        ]);
        expect(await run(context(), Object.fromEntries(stored))).toEqual(await run(context(), snapshots));
      }),
    );
  });

  test('the count of every rule is the number of its findings', async () => {
    await fc.assert(
      fc.asyncProperty(anySnapshots, async snapshots => {
        const { findings, result } = await run(context(), snapshots);
        for (const rule of rules)
          expect(result.outcomes[rule.id]?.count).toBe(findings.filter(f => f.rule === rule.id).length);
      }),
    );
  });

  test('hands findings over while reading, not only at the end', async () => {
    const of = context();
    const national = Array.from({ length: 600 }, (_, at) =>
      record(`1.${String(at).padStart(6, '0')}`, { facts: { tiers: ['commune'] } }),
    );
    const batches: number[] = [];
    async function* streamed() {
      for (const one of national) yield [one];
    }
    const sources = of.systems.map(({ name }) => ({
      system: name,
      batches: name === 'national' ? streamed() : (async function* () {})(),
    }));
    await judge(of, [missingOffering], sources, found => void batches.push(found.length));
    expect(batches.reduce((sum, length) => sum + length)).toBe(600 * 3 * 2);
    expect(Math.max(...batches)).toBeLessThan(1100);
  });

  test('a failure of who takes the findings ends the run', async () => {
    const down = context({ snapshots: { portal: { status: 'unreadable' } } });
    const sources = down.systems.map(({ name }) => ({ system: name, batches: undefined }));
    const refuse = () => Promise.reject(new Error('disk full'));
    await expect(judge(down, rules, sources, refuse)).rejects.toThrow('disk full');
  });
});

describe('which rules are judged', () => {
  const outcome = (rule: Rule, of: JudgeContext) => judged(rule, of).result.outcomes[rule.id];
  const cut = { status: 'partial' } as const;

  test('a rule that needs the national list is not judged without it, and says so', () => {
    expect(outcome(missingOffering, context({ snapshots: { national: cut, portal: cut } }))).toEqual({
      status: 'not-evaluated',
      skipped: ['national', 'portal'],
      reason: 'Không đọc được đầy đủ dữ liệu của: CSDL quốc gia về TTHC, Cổng DVC thành phố.',
      count: 0,
    });
    const { systems } = city();
    const without = context({ city: { systems: systems.slice(1) } });
    expect(outcome(missingOffering, without)).toMatchObject({
      status: 'not-evaluated',
      skipped: [],
      reason: expect.stringContaining('CSDL quốc gia'),
    });
  });

  test('a rule about systems is judged on those that were read whole', () => {
    expect(outcome(missingOffering, context())).toEqual({
      status: 'evaluated',
      skipped: [],
      reason: null,
      count: 0,
    });
    const one = context({ snapshots: { portal: cut } });
    expect(outcome(missingOffering, one)).toMatchObject({ status: 'partly', skipped: ['portal'] });
    const none = context({ snapshots: { portal: cut, oneStop: cut } });
    expect(outcome(missingOffering, none)).toMatchObject({
      status: 'not-evaluated',
      skipped: ['portal', 'oneStop'],
    });
  });

  test('a comparison needs two systems that were read whole', () => {
    const one = context({ snapshots: { portal: cut } });
    expect(outcome(levelDiffers, one)).toMatchObject({ status: 'not-evaluated', skipped: ['portal'] });
    const alone = context({ city: { systems: city().systems.slice(0, 2) } });
    expect(outcome(levelDiffers, alone)).toMatchObject({ status: 'not-evaluated', skipped: [] });
    const systems = [...city().systems, { name: 'cu', role: 'archive', hosts: [], covers: null }];
    const two = context({ city: { systems }, snapshots: { portal: cut } });
    expect(outcome(levelDiffers, two)).toMatchObject({ status: 'partly', skipped: ['portal'] });
  });

  test('a rule that also looks at the national list itself is judged there when every other system failed', () => {
    const down = context({ snapshots: { portal: cut, oneStop: cut } });
    const facts = { tiers: [] };
    const found = judged(
      unmappedProcedure,
      down,
      group(down, '1.000001', { national: record('1.000001', { facts }) }),
    );
    expect(found.findings).toHaveLength(1);
    expect(found.result.outcomes['unmapped-procedure']).toMatchObject({ status: 'partly', count: 1 });
  });

  test('a shrunk system counts as not read whole', () => {
    const shrunk = { part: 'procedures' as const, before: 10, after: 5, share: 0.5 };
    const of = context({ snapshots: { portal: { shrunk } } });
    expect(outcome(missingOffering, of)).toMatchObject({ status: 'partly', skipped: ['portal'] });
  });

  test('rules about sources are judged even when every source failed', () => {
    const down = { status: 'unreadable' } as const;
    const of = context({ snapshots: { national: down, portal: down, oneStop: down } });
    expect(outcome(sourceUnreadable, of)).toMatchObject({ status: 'evaluated', count: 3 });
  });

  test('a rule switched off is not there at all', () => {
    const off = context({ city: { rules: { 'missing-offering': { enabled: false } } } });
    const { findings, result } = judged(missingOffering, off, group(off, '1.000001', {}));
    expect({ findings, outcomes: result.outcomes }).toEqual({ findings: [], outcomes: {} });
  });

  test('the city’s severity and owner win over the rule’s, and over what the rule says of one finding', () => {
    const of = context({ city: { rules: { 'unmapped-procedure': { severity: 'minor', owner: 'agency' } } } });
    const national = record('1.000001', { facts: { tiers: [] } });
    const { findings } = judged(unmappedProcedure, of, group(of, '1.000001', { national }));
    expect(findings).toMatchObject([{ severity: 'minor', owner: 'agency' }]);
  });

  test('no rule sees a record of a system that was not read whole', () => {
    const seen: unknown[] = [];
    const { sieve: _, ...unsifted } = missingOffering;
    const rule: SystemRule = {
      ...unsifted,
      needs: {},
      judge: (_record, system, { national, records }) => void seen.push([system.name, national, records]),
    };
    const of = context({ snapshots: { national: cut, oneStop: cut } });
    const one = record('1.000001');
    judged(rule, of, group(of, '1.000001', { national: one, portal: one, oneStop: one }));
    expect(seen).toEqual([['portal', undefined, [undefined, one, undefined]]]);
  });

  test('a rule over the whole national list remembers within a run only, and has the last word', () => {
    const rule: NationalRule = {
      ...missingOffering,
      id: 'name-twice',
      scope: 'national',
      start(_, report) {
        const seen: string[] = [];
        const base = { agency: null, system: 'national', evidence: {} };
        return {
          judge: ({ code }) => void seen.push(code),
          end() {
            const params = { others: { first: seen, more: 0 } };
            report({}, { ...base, procedure: null, params, systems: ['national'] });
            return true;
          },
        };
      },
    };
    const of = context();
    const groups = ['1.000001', '1.000002'].map(code => group(of, code, { national: record(code) }));
    const portalOnly = group(of, '1.000003', { portal: record('1.000003') });
    for (let time = 0; time < 2; time++)
      expect(judged(rule, of, ...groups, portalOnly).findings).toMatchObject([
        { statement: { params: { others: { first: ['1.000001', '1.000002'] } } } },
      ]);
  });
});

describe('what a run counts', () => {
  test('active offerings by level, tier and system, of every system that could be read', () => {
    const of = context({
      snapshots: { portal: { status: 'partial' }, oneStop: { status: 'unreadable' } },
    });
    const offerings = [
      offering('H13.1', 4),
      offering('H13.2', null),
      offering('H13.5', 2),
      { ...offering('H13.6'), level: undefined },
    ];
    const { result } = judged(
      rules,
      of,
      group(of, '1.000001', { portal: record('1.000001', { offerings }) }),
      group(of, '1.000002', { portal: record('1.000002', { offerings, facts: { active: false } }) }),
    );
    const none = { '1': 0, '2': 0, '3': 0, '4': 0, none: 0 };
    expect(result.levels).toEqual({ national: none, portal: { ...none, '2': 1, '4': 1, none: 1 } });
    expect(result.levelsByTier).toEqual({
      national: {},
      portal: { province: { ...none, '4': 1, none: 1 }, district: { ...none, '2': 1 } },
    });
  });

  test('procedures that were listed without details, by system', () => {
    const of = context();
    const unread = (code: string) => record(code, { detailed: false });
    const { result } = judged(
      rules,
      of,
      group(of, '1.000001', { national: unread('1.000001'), portal: unread('1.000001') }),
      group(of, '1.000002', { national: record('1.000002') }),
    );
    expect(result.unjudged.get('1.000001')).toEqual(new Set(['national', 'portal']));
    expect(result.unjudged.get('1.000002')).not.toContain('national');
  });

  test('rules that lacked a fact of a record that was read, by system', () => {
    const of = context();
    const told = { fields: null, decision: null, fees: null, deadlines: null, shownLevel: null };
    const papers = { components: [], eform: null, workflow: null };
    const whole = { key: '1', agencies: null, ...papers, deadlineHours: 8, onlinePayment: true };
    const portal = (change: Parameters<typeof record>[1]) =>
      record('1.000001', { cases: [whole], ...change, facts: { ...told, ...change?.facts } });
    const indeterminate = (change: Parameters<typeof record>[1]) => {
      const { result } = judged(rules, of, group(of, '1.000001', { portal: portal(change) }));
      return [...(result.unjudged.get('1.000001') ?? [])];
    };
    expect(indeterminate({})).toEqual([]);
    expect(indeterminate({ facts: { decision: undefined } })).toEqual([
      'portal/decision-differs',
      'portal/not-localised',
    ]);
    expect(indeterminate({ cases: [{ ...whole, eform: undefined }] })).toEqual([
      'portal/explanation-contradicted',
      'portal/no-eform',
      'portal/invalid-eform',
      'portal/eform-drift',
    ]);
    const unread = { cases: [{ key: '1', agencies: null }], offerings: [offering('H13.1')] };
    expect(indeterminate(unread)).toContain('portal/online-closed');
    const level = { ...offering('H13.1'), level: undefined };
    expect(indeterminate({ offerings: [level] })).toContain('portal/level-differs');
    expect(indeterminate({ offerings: [level] })).not.toContain('portal/missing-offering');
  });

  test('whose offering rows could not be read, also of procedures a system does not list', () => {
    const indeterminateOfferings = { agencies: ['H13.1'], procedures: ['1.000001'] };
    const of = context({ snapshots: { portal: { indeterminateOfferings } } });
    const { result } = judged(rules, of, group(of, '1.000001', {}), group(of, '1.000002', {}));
    expect(result.unjudged).toEqual(
      new Map([
        ['1.000001', new Set(['portal'])],
        ['', new Set(['portal/unmapped-agency'])],
      ]),
    );
    // What concerns several agencies may concern the one whose rows were lost.
    expect(result.unjudgedAgencies).toEqual(
      new Map([
        ['H13.1', new Set(['portal'])],
        ['', new Set(['portal'])],
      ]),
    );
  });
});

test('does not speak of unmapped agencies of a system that was not read whole', async () => {
  const odd = { id: '7f', name: 'Phòng Văn thư', offerings: 1, suggestions: [] };
  const cut = context({ snapshots: { portal: { status: 'partial', unmappedAgencies: [odd] } } });
  const { findings, result } = await run(cut, {}, { rules: [unmappedAgency] });
  expect(findings).toEqual([]);
  expect(result.outcomes['unmapped-agency']).toMatchObject({ status: 'partly', skipped: ['portal'] });
});
