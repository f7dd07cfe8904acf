import type { ChangeKind, ChangeTarget, ChangeValues } from './push.ts';

/** A value of ours that a system was last verified to have: the third side of the three-way comparison. */
export type AppliedValue = {
  [K in ChangeKind]: { kind: K; target: ChangeTarget; value: ChangeValues[K]; planId: string; at: string };
}[ChangeKind];

/** All of one system and procedure, at most one for a kind and target, in any order. */
export type AppliedValues = readonly AppliedValue[];
