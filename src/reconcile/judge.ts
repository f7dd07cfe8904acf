import type { ReviewedProcedure } from '../domain/review.ts';
import type { JudgedFinding } from './fingerprint.ts';
import { type JudgeResult, startJudging } from './judging.ts';
import { type PairSource, pair } from './pair.ts';
import type { JudgeContext, Rule } from './rule.ts';

/** Findings handed over at once, at most this many; a batch of procedures may make it a few more. */
const batchSize = 1000;

/**
 * Pairs the snapshots, judges every group and hands the findings over as they come. Memory holds a batch of records a
 * system and a batch of findings, however large the city is.
 *
 * @param snapshots in the order of `context.systems`; one that could not be read has no batches. Those of systems not
 *   read whole are only counted (levels), no rule sees them.
 * @param take is awaited before more is read.
 * @param reviewed what the reviews say of the same procedures, sorted; absent where none were imported.
 * @throws what a snapshot or `take` throws, and when a snapshot is not sorted.
 */
export async function judge(
  context: JudgeContext,
  rules: readonly Rule[],
  snapshots: readonly PairSource[],
  take: (findings: JudgedFinding[]) => Promise<void> | void,
  reviewed?: AsyncIterable<ReviewedProcedure[]>,
): Promise<JudgeResult> {
  let findings: JudgedFinding[] = [];
  const judging = startJudging(context, rules, finding => findings.push(finding));
  const handOver = async () => {
    if (findings.length === 0) return;
    const batch = findings;
    findings = [];
    await take(batch);
  };
  for await (const groups of pair(snapshots, context.nationalAt, reviewed)) {
    const asked = judging.take(groups);
    for (const [at, records] of asked.entries())
      if (records.length > 0) await snapshots[at]!.fetchCases?.(records);
    for (const group of groups) {
      judging.look(group);
      if (findings.length >= batchSize) await handOver();
    }
  }
  const result = judging.finish();
  await handOver();
  return result;
}
