import {
  makingAnew,
  seenBack,
  type Taken,
  takenAt,
  takenName,
  taking,
} from '../../../src/adapter/kit/taken-away.ts';
import type { Memory } from '../../../src/adapter/service-request.ts';
import { textKey } from '../../../src/domain/text.ts';
import { nameText } from '../escape.ts';
import type { Fields } from '../fields.ts';
import type { RemoteAction, RemoteProcess, RemoteStep } from '../remote.ts';

/** Steps and actions of a case that we have taken away, as they were stored. */
export interface TakenRows {
  step(code: string): Taken<Omit<RemoteStep, 'code'>> | undefined;
  /** Of the same name between the same steps: another between them is another. */
  action(row: Fields): Taken<Fields> | undefined;
  /** To be remembered when one is taken away, or made again. */
  taking(row: RemoteStep | RemoteAction): Memory;
  making(row: { code: string } | { fields: Fields }): Memory;
}

export function takenIn(key: string, memory: Memory): TakenRows {
  const nameOf = (row: { code: string } | { fields: Fields }) =>
    'code' in row ? stepName(key, row.code) : actionName(key, row.fields);
  return {
    step: code => takenAt(memory, stepName(key, code)),
    action: row => takenAt(memory, actionName(key, row)),
    taking(row) {
      const { fields } = row;
      return taking(memory, nameOf(row), 'code' in row ? { fields, roles: row.roles } : fields);
    },
    making: row => makingAnew(memory, nameOf(row)),
  };
}

/** The server takes `postAction` with the second write only, and roles of a step on their own. */
export function rowsBack(key: string, { actions, steps }: RemoteProcess, memory: Memory): Memory {
  const taken = takenIn(key, memory);
  const backAction = ({ fields }: RemoteAction) =>
    [actionName(key, fields), owedHook(fields, taken.action(fields)) === ''] as const;
  const backStep = ({ code, roles }: RemoteStep) =>
    [stepName(key, code), roles.length > 0 || !taken.step(code)?.row.roles?.length] as const;
  return {
    ...(actions && seenBack(memory, key, 'action', new Map(actions.map(backAction)))),
    ...(steps && seenBack(memory, key, 'step', new Map(steps.map(backStep)))),
  };
}

/** What an action is to be triggered with, and is not yet, because it was made a moment ago. */
export function owedHook(stored: Fields, taken: Taken<Fields> | undefined): string {
  return taken?.anew && !stored.postAction ? (taken.row.postAction ?? '') : '';
}

function actionName(key: string, { preStepCode = '', postStepCode = '', actionName: name = '' }: Fields) {
  return takenName(key, 'action', `${preStepCode.trim()}>${postStepCode.trim()}`, textKey(nameText(name)));
}

function stepName(key: string, code: string): string {
  return takenName(key, 'step', code);
}
