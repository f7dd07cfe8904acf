import type { AppliedValue } from '../../domain/applied.ts';
import type { ActionState, ChangeKind, PlanState } from '../../domain/push.ts';
import { json, optional, text, whole } from './columns.ts';

export const plan = {
  id: text(),
  createdAt: text(),
  author: text(),
  /** Of the account that made it; null where there is but a name. */
  authorIdentity: optional(text()),
  state: text<PlanState>(),
  fingerprint: text(),
  /** All of it but its actions, the plan room's own. */
  head: json<unknown>(),
  /** Token of the process that applies it; empty when none does. */
  applier: text(),
};

export const planAction = {
  planId: text(),
  /** Position in the plan, 1…. */
  number: whole(),
  system: text(),
  wave: whole(),
  /** The plan room's own. */
  body: json<unknown>(),
  state: text<ActionState>(),
  /** Vietnamese: why, with the remote's words; null where there is nothing to say. */
  message: optional(text()),
  finishedAt: optional(text()),
};

export const approval = {
  planId: text(),
  who: text(),
  identity: optional(text()),
  reason: text(),
  at: text(),
};

/** A request to a remote, written down before it went out. */
export const journal = {
  planId: text(),
  /** Position among the plan's requests, 1…. */
  number: whole(),
  system: text(),
  /** Numbers of the actions the send is for. */
  actions: json<number[]>(),
  label: text(),
  request: json<unknown>(),
  /** `sending` and `unknown`: whether it took effect has to be looked up. */
  state: text<'sending' | 'sent' | 'refused' | 'unknown'>(),
  /** What the remote (or the transport) said. */
  words: optional(text()),
  at: text(),
  endedAt: optional(text()),
};

/** What a system was last verified to have of ours; `caseKey` and `agency` are empty where they do not apply. */
export const applied = {
  system: text(),
  procedure: text(),
  kind: text<ChangeKind>(),
  caseKey: text(),
  agency: text(),
  value: json<AppliedValue['value']>(),
  digest: optional(json<NonNullable<AppliedValue['digest']>>()),
  planId: text(),
  at: text(),
};

export const writerMemory = { system: text(), procedure: text(), key: text(), value: text() };
