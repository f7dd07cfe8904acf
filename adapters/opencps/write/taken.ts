import {
  makingAnew,
  type Named,
  seenBack,
  type Taken,
  takenAt,
  takenName,
  takenOf,
  taking,
} from '../../../src/adapter/kit/taken-away.ts';
import type { Memory } from '../../../src/adapter/service-request.ts';
import { textKey } from '../../../src/domain/text.ts';
import { nameText } from '../escape.ts';
import { differing, type Fields } from '../fields.ts';
import { isPaying } from '../process-note.ts';
import type { RemoteAction, RemoteProcess, RemoteStep } from '../remote.ts';

type TakenStep = Omit<RemoteStep, 'code'>;

export type TakenRows = ReturnType<typeof takenIn>;

/** Steps and actions of a case that we have taken away, as they were stored; and what is to be remembered of them. */
export function takenIn(key: string, { actions = [] }: RemoteProcess, memory: Memory) {
  const given = new Set(actions.map(({ fields }) => actionName(key, fields)));
  return {
    step: (code: string) => takenAt<TakenStep>(memory, stepName(key, code)),
    takingStep: ({ code, fields, roles }: RemoteStep) =>
      taking<TakenStep>(memory, stepName(key, code), { fields, roles }, (row, before) =>
        row.roles.length > 0 ? row : { ...row, roles: before.roles },
      ),
    makingStep: (code: string) => makingAnew(memory, stepName(key, code)),
    /** A step that is made while others are to go may be in the stead of any of them, until they are gone. */
    makingInstead: (code: string, going: readonly string[]): Memory =>
      going.length > 0 ? { [insteadName(key, code)]: JSON.stringify(going) } : {},
    /** Whether one of two steps was made while the other was to go; what is broken off may be taken back. */
    isInstead: (one: string, other: string) =>
      insteadOf(memory, key, one).includes(other) || insteadOf(memory, key, other).includes(one),
    forgettingInstead: (): Memory =>
      Object.fromEntries(
        Object.keys(memory).flatMap(name =>
          name.startsWith(insteadName(key)) && memory[name] !== '' ? [[name, '']] : [],
        ),
      ),
    stepRole: (code: string, roleId: string) => takenAt<Fields>(memory, stepRoleName(key, code, roleId))?.row,
    takingStepRole: (code: string, row: Fields) =>
      taking(memory, stepRoleName(key, code, row.roleId ?? ''), row),
    sequence: (number: string) => takenAt<Fields>(memory, sequenceName(key, number)),
    takingSequence: (row: Fields) => taking(memory, sequenceName(key, numberIn(row)), row),
    /** What an action that is stored was, where we have made it anew. */
    storedAction: (row: Fields) => takenAt<Fields>(memory, actionName(key, row)),
    /**
     * What one that is to come was: between the same steps, of the same name where it has one, neither stored nor given to
     * another.
     */
    nextAction(row: Fields): Named<Fields> | undefined {
      const all = takenOf<Fields>(memory, key, 'action');
      const next = all.find(one => !given.has(one.name) && isLink(one.row, row));
      if (next) given.add(next.name);
      return next;
    },
    /** Rows of actions that are gone. */
    actions: () =>
      takenOf<Fields>(memory, key, 'action')
        .filter(({ name }) => !given.has(name))
        .map(({ row }) => row),
    takingAction: (row: Fields) =>
      taking(memory, actionName(key, row), row, (now, before) =>
        now.postAction ? now : { ...now, postAction: before.postAction ?? '' },
      ),
    makingAction(former: Named<Fields>, row: Fields): Memory {
      const { actionCode = '', requestPayment = '0' } = row;
      const replaced = replacedName(key, former.row);
      return {
        ...makingAnew<Fields>(memory, former.name, {
          ...{ name: actionName(key, row), row: { actionCode, requestPayment } },
        }),
        ...(memory[replaced] && { [replaced]: '' }),
      };
    },
    /** Another is let ask for money because this one goes; and whether that was so when it went. */
    replacing: (row: Fields) => taking(memory, replacedName(key, row), {}),
    isReplaced: ({ row }: Named<Fields>) => takenAt(memory, replacedName(key, row)) !== undefined,
  };
}

/** The server takes `postAction` with the second write only, and roles of a step on their own. */
export function rowsBack(key: string, process: RemoteProcess, memory: Memory): Memory {
  const { actions, steps, sequences } = process;
  const taken = takenIn(key, process, memory);
  const backAction = ({ fields }: RemoteAction) =>
    [actionName(key, fields), owedHook(fields, taken.storedAction(fields)) === ''] as const;
  const backStep = ({ code, roles }: RemoteStep) =>
    [stepName(key, code), roles.length > 0 || !taken.step(code)?.row.roles?.length] as const;
  // Without its step it may be another that people have made under its number.
  const isBack = (row: Fields) => {
    const was = taken.sequence(numberIn(row))?.row;
    const held = steps?.some(({ fields }) => numberIn(fields) === numberIn(row));
    return !was || held || differing(row, was).length === 0;
  };
  const silent = actions?.filter(action => !isPaying(action));
  return {
    ...(actions && seenBack(memory, key, 'action', new Map(actions.map(backAction)))),
    ...(silent &&
      seenBack(
        memory,
        key,
        'replaced',
        new Map(silent.map(({ fields }) => [replacedName(key, fields), true])),
      )),
    ...(steps && seenBack(memory, key, 'step', new Map(steps.map(backStep)))),
    ...(steps &&
      seenBack(
        memory,
        key,
        'role',
        new Map(
          steps.flatMap(({ code, roles }) =>
            roles.map(({ roleId = '' }) => [stepRoleName(key, code, roleId), true] as const),
          ),
        ),
      )),
    ...(sequences &&
      seenBack(
        memory,
        key,
        'sequence',
        new Map(sequences.filter(isBack).map(row => [sequenceName(key, numberIn(row)), true])),
      )),
  };
}

/** What an action is to be triggered with, and is not yet, because it was made a moment ago. */
export function owedHook(stored: Fields, taken: Taken<Fields> | undefined): string {
  return taken?.anew && !stored.postAction ? (taken.row.postAction ?? '') : '';
}

/** Between which steps, and of what name: what a definition says of an action. Its code tells those apart that are alike. */
function linkOf(row: Fields): string {
  return [...stepsOf(row), textKey(nameText(row.actionName ?? ''))].join('>');
}

function stepsOf({ preStepCode = '', postStepCode = '' }: Fields): string[] {
  return [preStepCode.trim(), postStepCode.trim()];
}

/** The name of the creation no definition tells. */
function isLink(was: Fields, row: Fields): boolean {
  return row.actionName ? linkOf(was) === linkOf(row) : stepsOf(was).join('>') === stepsOf(row).join('>');
}

function actionName(key: string, row: Fields): string {
  return takenName(key, 'action', linkOf(row), row.actionCode?.trim() ?? '');
}

function replacedName(key: string, row: Fields): string {
  return takenName(key, 'replaced', linkOf(row), row.actionCode?.trim() ?? '');
}

function stepName(key: string, code: string): string {
  return takenName(key, 'step', code);
}

function stepRoleName(key: string, code: string, roleId: string): string {
  return takenName(key, 'role', code, roleId);
}

function sequenceName(key: string, number: string): string {
  return takenName(key, 'sequence', number);
}

function insteadName(key: string, code = ''): string {
  return `instead:${key}:${code}`;
}

function insteadOf(memory: Memory, key: string, code: string): string[] {
  return JSON.parse(memory[insteadName(key, code)] || '[]') as string[];
}

/** The number of a sequence, or of the one that a step is in. */
export function numberIn({ sequenceNo = '' }: Fields): string {
  return sequenceNo.trim();
}
