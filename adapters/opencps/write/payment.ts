import { seenBack, takenAt, takenName } from '../../../src/adapter/kit/taken-away.ts';
import type { Memory } from '../../../src/adapter/service-request.ts';
import { type Fields, resent } from '../fields.ts';
import { asksForMoney, isPaying } from '../process-note.ts';
import type { RemoteAction, RemoteProcess } from '../remote.ts';

/** How payment is to be asked for. */
export interface Payment {
  wanted: boolean;
  /** We have stopped it ourselves: what waits for money would wait for ever. */
  stopped?: boolean;
  /** Đồng, where the fee is known beyond doubt. */
  fee?: number;
}

/** What an action had to do with money before we stopped that, by its id. */
export type Asking = Record<string, { asked?: string; waits?: true }>;

/** The fee of a process is escaped, that of an action is not (contract 1.6, 2.5). */
const raw = ['paymentFee'];
const token = 'payok';
const settlement = '2';

/** Under what is remembered which actions of a case asked for money, or waited for it. */
export function askingName(key: string): string {
  return takenName(key, 'asking');
}

/** Others ask than did before: somebody has decided so, and nobody is to be asked twice. */
export function othersAsk(actions: readonly RemoteAction[], before: Asking): boolean {
  return actions.some(action => isPaying(action) && !before[action.id]?.asked);
}

/** Forgotten once all of it asks and waits again, or others ask that somebody has let ask meanwhile. */
export function askingBack(key: string, process: RemoteProcess, memory: Memory): Memory {
  const name = askingName(key);
  const before = takenAt<Asking>(memory, name)?.row ?? {};
  const { actions = [] } = process;
  const all = actions.every(({ id, fields }) => {
    const { asked, waits } = before[id] ?? {};
    return (!asked || isPaying({ fields })) && (!waits || tokens(fields.preCondition).includes(token));
  });
  const back = all || othersAsk(actions, before);
  return seenBack(memory, key, 'asking', new Map(asksForMoney(process) ? [[name, back]] : []));
}

/** What of an action has to be sent so that it keeps its values. */
export function resentAction({ fields }: Pick<RemoteAction, 'fields'>): Fields {
  return resent(fields, raw);
}

export function askingOf(actions: readonly RemoteAction[]): Asking {
  const entries = actions.flatMap(action => {
    const waits = tokens(action.fields.preCondition).includes(token);
    const asked = isPaying(action) ? action.fields.requestPayment : undefined;
    return asked || waits ? [[action.id, { ...(asked && { asked }), ...(waits && { waits }) }] as const] : [];
  });
  return Object.fromEntries(entries);
}

/**
 * Whether money is asked for, changed on rows as they are; for a change that leaves the workflow alone. Where we stopped it
 * (`before`), the same actions ask and wait for it again. Those that ask come last: by them is seen whether it is stopped.
 */
export function withPayment(
  actions: readonly RemoteAction[],
  payment: Payment,
  before: Asking,
): { stored: RemoteAction; fields: Fields }[] {
  const all = actions.map(stored => ({ stored, fields: resentAction(stored) }));
  if (!payment.wanted) {
    for (const { fields } of all) stopAsking(fields);
  } else if (all.some(({ stored }) => before[stored.id]?.asked)) {
    for (const { stored, fields } of all) {
      const { asked, waits } = before[stored.id] ?? {};
      if (asked) fields.requestPayment = asked;
      if (waits) waitForMoney(fields);
    }
  } else if (!all.some(isPaying)) {
    const working = all.filter(({ fields }) => fields.preStepCode !== '');
    const first = new Set(
      all.filter(({ fields }) => fields.preStepCode === '').map(({ fields }) => fields.postStepCode),
    );
    startAsking(working.find(({ fields }) => first.has(fields.preStepCode)) ?? working[0], payment);
  }
  const asks = (row: (typeof all)[number]) => isPaying(row) || isPaying(row.stored);
  return [...all.filter(row => !asks(row)), ...all.filter(asks)];
}

export function startAsking(action: { fields: Fields } | undefined, { fee }: Payment): void {
  if (!action) return;
  action.fields.requestPayment = settlement;
  if (!action.fields.paymentFee && fee) {
    action.fields.paymentFee = `bank cash keypay net=[ payment = ${fee} ] ship=0 tax=0 $Phí, lệ phí$`;
  }
}

export function stopAsking(fields: Fields): void {
  if (isPaying({ fields })) fields.requestPayment = '0';
  fields.preCondition = tokens(fields.preCondition)
    .filter(condition => condition !== token)
    .join(',');
}

export function waitForMoney(fields: Fields): void {
  const conditions = tokens(fields.preCondition);
  if (!conditions.includes(token)) fields.preCondition = [...conditions, token].join(',');
}

function tokens(preCondition: string | undefined): string[] {
  return (preCondition ?? '')
    .split(',')
    .map(condition => condition.trim())
    .filter(condition => condition !== '');
}
