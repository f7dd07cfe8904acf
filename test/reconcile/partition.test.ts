import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JudgedFinding } from '../../src/reconcile/fingerprint.ts';
import { judge } from '../../src/reconcile/judge.ts';
import type { JudgeResult } from '../../src/reconcile/judging.ts';
import {
  type CodeStretch,
  fromPlainJudged,
  mergeJudged,
  plainJudged,
  stretchesBetween,
} from '../../src/reconcile/partition.ts';
import type { JudgeContext } from '../../src/reconcile/rule.ts';
import { rules } from '../../src/reconcile/rules/index.ts';
import type { SnapshotProcedure, SnapshotSummary } from '../../src/snapshot/model.ts';
import { anyCodes, anySnapshots, type Snapshots } from './any-snapshots.ts';
import { context } from './support.ts';

interface Judged {
  findings: JudgedFinding[];
  result: JudgeResult;
}

async function judgedOf(
  of: JudgeContext,
  snapshots: Snapshots,
  share: 'whole' | 'each' | 'across',
  stretch: CodeStretch = {},
): Promise<Judged> {
  const findings: JudgedFinding[] = [];
  const sources = of.systems.map(({ name: system, snapshot }) => {
    if (snapshot.status === 'unreadable' || (share === 'across' && system !== 'national')) {
      return { system, batches: undefined };
    }
    return { system, batches: batchOf(snapshots[system]!.filter(({ code }) => isIn(code, stretch))) };
  });
  const result = await judge(of, rules, sources, found => void findings.push(...found), share);
  return { findings, result };
}

async function* batchOf(records: SnapshotProcedure[]): AsyncGenerator<SnapshotProcedure[]> {
  yield structuredClone(records);
}

function isIn(code: string, { afterCode, untilCode }: CodeStretch): boolean {
  return (afterCode === undefined || code > afterCode) && (untilCode === undefined || code <= untilCode);
}

const byFingerprint = (findings: JudgedFinding[]) =>
  findings.toSorted((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));

const someCuts = fc.subarray([...anyCodes, '0', '1.5', 'Z']).map(cuts => cuts.sort());
const howRead = fc.constantFrom<Record<string, Partial<SnapshotSummary>>>(
  {},
  { portal: { status: 'partial' } },
  { national: { status: 'unreadable' } },
  { oneStop: { untoldOfferings: { agencies: ['H13.1'], procedures: ['1.000002'] } } },
);

describe('a judging that is shared out', () => {
  test('says the same as one judging all, wherever the procedures are cut', async () => {
    await fc.assert(
      fc.asyncProperty(anySnapshots, someCuts, howRead, async (snapshots, cuts, read) => {
        const of = context({ snapshots: read });
        const whole = await judgedOf(of, snapshots, 'whole');
        const parts = [await judgedOf(of, snapshots, 'across')];
        for (const stretch of stretchesBetween(cuts)) {
          parts.unshift(await judgedOf(of, snapshots, 'each', stretch));
        }
        const findings = parts.flatMap(part => part.findings);
        expect(byFingerprint(findings)).toEqual(byFingerprint(whole.findings));
        const told = parts.map(({ result }) => JSON.stringify(plainJudged(result)));
        expect(mergeJudged(told.map(json => fromPlainJudged(JSON.parse(json))))).toEqual(whole.result);
      }),
    );
  });

  test('is the same in whatever order the parts come back', async () => {
    await fc.assert(
      fc.asyncProperty(anySnapshots, fc.constantFrom(1, 2, 3), async (snapshots, turn) => {
        const of = context();
        const parts: JudgeResult[] = [];
        for (const stretch of stretchesBetween(['1.000001', '2.000001'])) {
          parts.push((await judgedOf(of, snapshots, 'each', stretch)).result);
        }
        parts.push((await judgedOf(of, snapshots, 'across')).result);
        const turned = [...parts.slice(turn), ...parts.slice(0, turn)];
        expect(JSON.stringify(mergeJudged(turned).levelsByTier)).toBe(
          JSON.stringify(mergeJudged(parts).levelsByTier),
        );
        expect(mergeJudged(turned)).toEqual(mergeJudged(parts));
      }),
    );
  });
});

describe('stretches of codes', () => {
  test('hold every code exactly once', () => {
    fc.assert(
      fc.property(someCuts, fc.constantFrom(...anyCodes, '', '\uffff'), (cuts, code) => {
        expect(stretchesBetween(cuts).filter(stretch => isIn(code, stretch))).toHaveLength(1);
      }),
    );
  });

  test('without a cut are one, of everything', () => {
    expect(stretchesBetween([])).toEqual([{}]);
  });
});
