import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rules } from '../../../src/reconcile/rules/index.ts';
import type { SnapshotProcedure } from '../../../src/snapshot/model.ts';
import { size } from '../../support/thorough.ts';
import { anyRecords, type Records } from '../any-records.ts';
import { context, group, judged } from '../support.ts';

const of = context();
const judgedHere = new Set([
  'no-eform',
  'invalid-eform',
  'no-workflow',
  'unsound-workflow',
  'no-components',
  'components-differ',
  'no-online-payment',
  'online-closed',
  'name-differs',
  'field-differs',
  'fee-differs',
  'deadline-differs',
  'decision-differs',
  'fee-suspicious',
  'free-with-amount',
  'deadline-without-unit',
  'test-residue',
  'other-locality',
  'name-twice',
  'not-localised',
]);
const judging = rules.filter(({ id }) => judgedHere.has(id));

const two = fc.tuple(anyRecords('1.000001'), anyRecords('1.000002'));

function findings([first, second]: [Records, Records]) {
  return judged(judging, of, group(of, '1.000001', first), group(of, '1.000002', second)).findings;
}

/** Every single fact that can be forgotten, as functions on a copy. That a thing is in use is presumed, not known. */
function forgettings(records: [Records, Records]): ((copy: [Records, Records]) => void)[] {
  const all: ((copy: [Records, Records]) => void)[] = [];
  for (const [at, group] of records.entries()) {
    for (const system of ['national', 'portal', 'oneStop'] as const) {
      const record = group[system];
      if (!record) continue;
      const forget = (change: (copy: SnapshotProcedure) => void) =>
        all.push(copy => change(copy[at]![system]!));
      for (const key of Object.keys(record.facts) as (keyof typeof record.facts)[])
        if (key !== 'active') forget(copy => delete copy.facts[key]);
      forget(copy => delete copy.cases);
      for (const index of record.offerings.keys()) {
        forget(copy => (copy.offerings[index]!.level = undefined));
        forget(copy => delete copy.offerings[index]!.onlineClosed);
      }
      for (const [index, each] of (record.cases ?? []).entries())
        for (const key of Object.keys(each) as (keyof typeof each)[])
          if (!['key', 'name', 'agencies'].includes(key)) forget(copy => delete copy.cases![index]![key]);
    }
  }
  return all;
}

describe('whatever systems say', () => {
  it('has every rule of this family', () => {
    expect(judging).toHaveLength(judgedHere.size);
  });

  it('no rule throws, and every finding is a sentence with its case told apart', () => {
    fc.assert(
      fc.property(two, records => {
        const found = findings(records);
        for (const { message, systems, evidence } of found) {
          expect(message).toMatch(/^Thủ tục .*\.$/su);
          expect(message).not.toMatch(/undefined|NaN|\[object/);
          expect(systems.length).toBeGreaterThan(0);
          expect(JSON.parse(JSON.stringify(evidence))).toBeTypeOf('object');
        }
        expect(new Set(found.map(({ fingerprint }) => fingerprint)).size).toBe(found.length);
      }),
      { numRuns: size(400, 120) },
    );
  });

  it('knowing less never finds more', () => {
    fc.assert(
      fc.property(two, fc.nat(), (records, pick) => {
        const before = new Set(findings(structuredClone(records)).map(({ fingerprint }) => fingerprint));
        const choices = forgettings(records);
        const copy = structuredClone(records);
        choices[pick % choices.length]!(copy);
        for (const { fingerprint, message } of findings(copy)) expect(before, message).toContain(fingerprint);
      }),
      { numRuns: size(800, 240) },
    );
  });
});
