import type { AppliedValue } from '../../domain/applied.ts';
import type { ActionState, ChangeKind, PlanState } from '../../domain/push.ts';
import { json, optional, text, texts, whole } from './columns.ts';

export const plan = {
  ...texts('id', 'createdAt', 'author', 'fingerprint'),
  /** Of the account that made it; null where there is but a name. */
  authorIdentity: optional(text()),
  state: text<PlanState>(),
  /** All of it but its actions, the plan room's own. */
  head: json<unknown>(),
  /** Token of the process that applies it; empty when none does. */
  applier: text(),
};

export const planAction = {
  ...texts('planId', 'system'),
  /** Position in the plan, 1…. */
  number: whole(),
  wave: whole(),
  /** The plan room's own. */
  body: json<unknown>(),
  state: text<ActionState>(),
  /** Vietnamese: why, with the remote's words; null where there is nothing to say. */
  message: optional(text()),
  finishedAt: optional(text()),
};

export const approval = { ...texts('planId', 'who', 'reason', 'at'), identity: optional(text()) };

/** A request to a remote, written down before it went out. */
export const journal = {
  ...texts('planId', 'system', 'label', 'at'),
  /** Position among the plan's requests, 1…. */
  number: whole(),
  /** Numbers of the actions the send is for. */
  actions: json<number[]>(),
  request: json<unknown>(),
  /** `sending` and `unknown`: whether it took effect has to be looked up. */
  state: text<'sending' | 'sent' | 'refused' | 'unknown'>(),
  /** What the remote (or the transport) said. */
  words: optional(text()),
  endedAt: optional(text()),
};

/** What a system was last verified to have of ours; `caseKey` and `agency` are empty where they do not apply. */
export const applied = {
  ...texts('system', 'procedure', 'caseKey', 'agency', 'planId', 'at'),
  kind: text<ChangeKind>(),
  value: json<AppliedValue['value']>(),
  digest: optional(json<NonNullable<AppliedValue['digest']>>()),
};

export const writerMemory = texts('system', 'procedure', 'key', 'value');
