import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReviewedProcedure } from '../../src/domain/review.ts';
import type { JudgedFinding } from '../../src/reconcile/fingerprint.ts';
import { type Needs, reviewFacts, scopeFacts } from '../../src/reconcile/needs.ts';
import type { JudgeContext, ProcedureGroup, Report, Rule } from '../../src/reconcile/rule.ts';
import { rules } from '../../src/reconcile/rules/index.ts';
import type { SnapshotProcedure } from '../../src/snapshot/model.ts';
import { isGone } from '../../src/store/runs/life.ts';
import { anyGround, code, type Ground, groupOf, systems, wholeCity } from './any-ground.ts';
import { judged, offering, record } from './support.ts';

function look(given: Ground, judging: readonly Rule[] = rules) {
  return judged(judging, wholeCity, groupOf(given));
}

/** Facts a rule reads without finding more or less by them: what it says of them, or how it knows a case again. */
const saidOnly: Partial<Record<string, readonly string[]>> = {
  'duplicate-offering': ['levels'],
  // Of a workflow that is there another rule speaks.
  'no-workflow': ['deadlineHours', 'onlineDeadlineHours'],
  'not-localised': ['decision', 'decisionDay'],
  // Whose work it is, not whether it is there.
  'uneven-level': ['tiers', 'fields', 'provinceFields', 'provinceBodies'],
  'offered-outside-scope': ['levels'],
  'unmapped-procedure': ['fields', 'bodies'],
  'people-land-elsewhere': ['links'],
  'applied-but-not-offered': ['tests'],
  'eform-drift': ['components', 'workflow'],
  'workflow-drift': ['components', 'eform'],
  'components-drift': ['eform', 'workflow'],
  // Signatures and electronic results are told together with the form, or not shown by that system at all.
  'explanation-contradicted': ['readAt', 'onlineClosed', 'technical'],
  // Named as touched; the legal bases of some national lists are not told at all.
  'review-outdated': ['legalBases', 'eform', 'workflow'],
};
/** Presumed where a system does not tell it, or no fact but the place where one stands. */
const open = new Set([
  ...['active', 'remoteMapping', 'key', 'agencies', 'deadlineUnit', 'modified'],
  // A portal that people file at has it; what stands in it is declared one by one.
  'publication',
]);

class Undeclared extends Error {}

/** The same records for a rule that may read only what it says it needs. */
function guarded(rule: Rule): Rule {
  const allowed = (fact: string, side: keyof Needs) =>
    (rule.needs[side] as readonly string[] | undefined)?.includes(fact) ||
    saidOnly[rule.id]?.includes(fact) ||
    open.has(fact);
  const strict = <O extends object>(object: O, side: keyof Needs, name = (key: string) => key): O =>
    new Proxy(object, {
      get(target, key) {
        const value = Reflect.get(target, key) as unknown;
        if (typeof key === 'symbol' || !allowed(name(key), side))
          throw new Undeclared(`${rule.id} reads ${String(key)} of a ${side} record without declaring it`);
        return key === 'publication' && value ? strict(value, side) : value;
      },
    });
  const offeringFacts: Record<string, string> = {
    level: 'levels',
    levels: 'levels',
    onlineClosed: 'onlineClosed',
    closed: 'onlineClosed',
  };
  const ofOffering = (key: string) => offeringFacts[key] ?? 'key';
  const strictRecord = <R extends SnapshotProcedure | undefined>(whole: R, side: keyof Needs): R =>
    whole &&
    ({
      ...whole,
      facts: strict(whole.facts, side),
      columns: strict(whole.columns!, side, ofOffering),
      offerings: whole.offerings.map(each => strict(each, side, ofOffering)),
      ...(whole.cases && {
        cases: whole.cases.map(each => strict(each, side, key => (key === 'name' ? 'key' : key))),
      }),
    } as R);
  const strictGroup = (whole: ProcedureGroup): ProcedureGroup => ({
    ...whole,
    national: strictRecord(whole.national, 'national')!,
    records: whole.records.map((each, at) => strictRecord(each, at === 0 ? 'national' : 'local')),
    // Made of these facts; rules about the record alone only name the units by it.
    get applicability() {
      if (rule.scope !== 'national') for (const fact of scopeFacts) require(fact);
      return whole.applicability!;
    },
    get reviewed() {
      for (const fact of reviewFacts) require(fact);
      return whole.reviewed!;
    },
  });
  const require = (fact: string) => {
    const whole = fact === 'provinceFields' && allowed('fields', 'national');
    if (!whole && !allowed(fact, 'national'))
      throw new Undeclared(`${rule.id} rests on ${fact} without declaring it`);
  };
  if (rule.scope === 'system')
    return {
      ...rule,
      judge: (mine, system, whole, context, report) =>
        rule.judge(strictRecord(mine, 'local'), system, strictGroup(whole), context, report),
      ...(rule.judgeNational && {
        judgeNational: (mine, whole, context, report) =>
          rule.judgeNational!(strictRecord(mine, 'national'), strictGroup(whole), context, report),
      }),
    };
  if (rule.scope === 'cross')
    return {
      ...rule,
      judge: (at: number[], whole: ProcedureGroup, ...rest: [JudgeContext, Report]) =>
        rule.judge(at, strictGroup(whole), ...rest),
    };
  if (rule.scope === 'national')
    return {
      ...rule,
      start(context, report) {
        const judge = rule.start(context, report);
        return {
          ...judge,
          judge: (mine, whole) => judge.judge(strictRecord(mine, 'national'), strictGroup(whole)),
        };
      },
    };
  if (rule.scope === 'review')
    return {
      ...rule,
      judge: (reviewed: ReviewedProcedure, whole: ProcedureGroup, ...rest: [JudgeContext, Report]) => {
        const strictly = strictGroup(whole);
        if (strictly.reviewed) rule.judge(reviewed, strictly, ...rest);
      },
    };
  return rule;
}

/** Each single fact that can be forgotten, under its name, as a function on a copy. */
function forgettings({ records }: Ground): { fact: string; at: string; forget(copy: Ground): void }[] {
  return systems.flatMap(at => {
    const record = records[at];
    if (!record) return [];
    const forgetting = (fact: string, change: (copy: SnapshotProcedure) => void) => ({
      fact,
      at,
      forget: (copy: Ground) => change(copy.records[at]!),
    });
    const told = (of: object) => Object.keys(of).filter(key => of[key as never] !== undefined);
    return [
      ...told(record.facts)
        // In use is presumed of all but the national list.
        .filter(key => (key !== 'active' || at === 'national') && key !== 'publication')
        .map(key => forgetting(key, ({ facts }) => delete facts[key as never])),
      ...told(record.facts.publication ?? {})
        .filter(key => key !== 'links')
        .map(key => forgetting(key, ({ facts }) => delete facts.publication![key as never])),
      forgetting('cases', copy => delete copy.cases),
      ...record.offerings.flatMap((_, index) => [
        forgetting('levels', ({ offerings }) => (offerings[index]!.level = undefined)),
        forgetting('onlineClosed', ({ offerings }) => delete offerings[index]!.onlineClosed),
      ]),
      ...(record.cases ?? []).flatMap((each, index) =>
        told(each)
          .filter(key => !['key', 'name', 'agencies', 'deadlineUnit'].includes(key))
          .map(key => forgetting(key, ({ cases }) => delete cases![index]![key as never])),
      ),
    ];
  });
}

/** What hardly any generated city has: a fee, level 4 and no way to pay. */
const unpayable = {
  records: {
    national: record(code, { facts: { fees: [{ amount: 5_000, text: '5.000 đồng' }] } }),
    portal: record(code, {
      offerings: [offering('H13.1')],
      cases: [{ key: 'a', agencies: null, onlinePayment: false }],
    }),
    oneStop: undefined,
    people: undefined,
  },
  reviewed: { procedure: code, targets: [], conflicts: [] },
  applied: { code, levels: {}, cases: {} },
} satisfies Ground;

describe('the facts a rule needs', () => {
  test.each(rules.map(rule => [rule.id, rule] as const))('%s reads no fact but those', (_, rule) => {
    const strict = guarded(rule);
    fc.assert(
      fc.property(anyGround, given => void look(given, [strict])),
      { numRuns: 60, seed: 18 },
    );
  });

  test('a rule that leaves one out is found out', () => {
    for (const id of ['fee-differs', 'no-eform', 'level-drift', 'below-target', 'test-residue']) {
      const rule = rules.find(one => one.id === id)!;
      for (const side of ['national', 'local'] as const)
        for (const fact of rule.needs[side] ?? []) {
          const needs = { ...rule.needs, [side]: rule.needs[side]!.filter(other => other !== fact) };
          const judging = () =>
            fc.assert(
              fc.property(anyGround, given => void look(given, [guarded({ ...rule, needs })])),
              { numRuns: 200, seed: 18, includeErrorInReport: true },
            );
          expect(judging, `${id} without ${fact}`).toThrow(/without declaring it/);
        }
    }
  });

  test('what a rule found is not called gone because one of them could not be told', () => {
    const covered = new Set<string>();
    fc.assert(
      fc.property(anyGround, given => {
        const before = look(given).findings;
        const found = rules.filter(({ id }) => before.some(({ rule }) => rule === id));
        for (const { fact, at, forget } of forgettings(given)) {
          const copy = structuredClone(given);
          forget(copy);
          const { findings, result } = look(copy, found);
          const still = new Set(findings.map(({ fingerprint }) => fingerprint));
          for (const finding of before) {
            if (still.has(finding.fingerprint)) continue;
            expect(gone(finding, result), `${finding.rule}, ${fact} of ${at} forgotten`).toBe(false);
            covered.add(finding.rule);
          }
        }
      }),
      { numRuns: 100, seed: 18, examples: [[unpayable]] },
    );
    // Names given twice take two procedures; the rule itself says when it could not tell (`judge.test.ts`).
    const resting = rules.filter(({ needs }) => Object.values(needs).flat().length > 0).map(({ id }) => id);
    expect(resting.filter(id => !covered.has(id))).toEqual(['name-twice']);
  }, 180_000);
});

function gone(finding: JudgedFinding, result: ReturnType<typeof look>['result']): boolean {
  const names = new Set<string>(systems);
  return isGone(
    { ...finding, procedure: finding.procedure ?? '' },
    {
      runId: 'run',
      startedAt: '',
      outcomes: result.outcomes as never,
      complete: names,
      configured: names,
      unjudged: result.unjudged,
      unjudgedAgencies: result.unjudgedAgencies,
      byProcedure: result.byProcedure,
    },
  );
}
