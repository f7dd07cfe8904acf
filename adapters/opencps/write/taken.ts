import type { Memory } from '../../../src/adapter/service-request.ts';
import { textKey } from '../../../src/domain/text.ts';
import { nameText } from '../escape.ts';
import type { Fields } from '../fields.ts';
import type { RemoteAction, RemoteProcess, RemoteStep } from '../remote.ts';

/**
 * Steps and actions of a case that we have taken away, as they were stored: a definition tells but half of them, and
 * when they come back they are to have the other half again.
 */
export interface Taken {
  step(code: string): Fields | undefined;
  /** The one between these steps, by its name if there were several. */
  action(pre: string, post: string, name: string): Fields | undefined;
}

export function takenIn(key: string, memory: Memory): Taken {
  const read = (name: string | undefined) =>
    name !== undefined && memory[name] ? (JSON.parse(memory[name]) as Fields) : undefined;
  return {
    step: code => read(stepName(key, code)),
    action(pre, post, name) {
      const between = actionName(key, pre, post, '');
      const any = Object.keys(memory).find(each => each.startsWith(between) && memory[each] !== '');
      return read(actionName(key, pre, post, name)) ?? read(any);
    },
  };
}

export function takenStep(key: string, { code, fields }: RemoteStep): Memory {
  return { [stepName(key, code)]: JSON.stringify(fields) };
}

export function takenAction(key: string, { fields }: RemoteAction): Memory {
  return { [nameOf(key, fields)]: JSON.stringify(fields) };
}

/** What is back whole need not be remembered any longer. The server takes `postAction` with the second write only. */
export function takenBack(key: string, { actions = [] }: RemoteProcess, memory: Memory): Memory {
  const back = actions.filter(({ fields }) => {
    const was = memory[nameOf(key, fields)];
    return was && [undefined, '', fields.postAction].includes((JSON.parse(was) as Fields).postAction);
  });
  return Object.fromEntries(back.map(({ fields }) => [nameOf(key, fields), '']));
}

function nameOf(key: string, { preStepCode = '', postStepCode = '', actionName: name = '' }: Fields): string {
  return actionName(key, preStepCode.trim(), postStepCode.trim(), nameText(name));
}

function actionName(key: string, pre: string, post: string, name: string): string {
  return `action:${key}:${pre}>${post}:${textKey(name)}`;
}

function stepName(key: string, code: string): string {
  return `taken-step:${key}:${code}`;
}
