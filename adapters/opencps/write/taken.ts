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
import { differing, type Fields } from '../fields.ts';
import { isPaying, type Link, linkKey, linkOf } from '../process-note.ts';
import type { RemoteProcess, RemoteStep } from '../remote.ts';

type TakenStep = Omit<RemoteStep, 'code'>;

export type TakenRows = ReturnType<typeof takenIn>;

/** Under what the rows of a case are remembered. */
function namesIn(key: string) {
  // Its code tells those actions apart that lead from and to the same under one name.
  const ofAction = (kind: string) => (row: Fields) =>
    takenName(key, kind, linkKey(linkOf(row)), row.actionCode?.trim() ?? '');
  return {
    action: ofAction('action'),
    replaced: ofAction('replaced'),
    step: (code: string) => takenName(key, 'step', code),
    role: (code: string, { roleId = '' }: Fields) => takenName(key, 'role', code, roleId),
    sequence: (number: string) => takenName(key, 'sequence', number),
    instead: (code = '') => `instead:${key}:${code}`,
  };
}

/** Steps and actions of a case that we have taken away, as they were stored; and what is to be remembered of them. */
export function takenIn(key: string, { actions = [] }: RemoteProcess, memory: Memory) {
  const name = namesIn(key);
  const given = new Set(actions.map(({ fields }) => name.action(fields)));
  const free = () => takenOf<Fields>(memory, key, 'action').filter(one => !given.has(one.name));
  const insteadOf = (code: string) => JSON.parse(memory[name.instead(code)] || '[]') as string[];
  return {
    step: (code: string) => takenAt<TakenStep>(memory, name.step(code)),
    takingStep: ({ code, fields, roles }: RemoteStep) =>
      taking<TakenStep>(memory, name.step(code), { fields, roles }, (row, before) =>
        row.roles.length > 0 ? row : { ...row, roles: before.roles },
      ),
    makingStep: (code: string) => makingAnew(memory, name.step(code)),
    /** A step that is made while others are to go may be in the stead of any of them, until they are gone. */
    makingInstead: (code: string, going: readonly string[]): Memory =>
      going.length > 0 ? { [name.instead(code)]: JSON.stringify(going) } : {},
    /** Whether one of two steps was made while the other was to go; what is broken off may be taken back. */
    isInstead: (one: string, other: string) =>
      insteadOf(one).includes(other) || insteadOf(other).includes(one),
    forgettingInstead: (): Memory =>
      Object.fromEntries(
        Object.keys(memory)
          .filter(one => one.startsWith(name.instead()) && memory[one] !== '')
          .map(one => [one, '']),
      ),
    stepRole: (code: string, roleId: string) => takenAt<Fields>(memory, name.role(code, { roleId }))?.row,
    takingStepRole: (code: string, row: Fields) => taking(memory, name.role(code, row), row),
    sequence: (number: string) => takenAt<Fields>(memory, name.sequence(number)),
    takingSequence: (row: Fields) => taking(memory, name.sequence(numberIn(row)), row),
    /** What an action that is stored was, where we have made it anew. */
    storedAction: (row: Fields) => takenAt<Fields>(memory, name.action(row)),
    /**
     * What one that is to come was: between the same steps, of the same name where it has one (the creation no definition
     * tells has none), neither stored nor given to another.
     */
    nextAction(link: Link): Named<Fields> | undefined {
      const next = free().find(({ row }) => {
        const was = linkOf(row);
        return linkKey(link.name === '' ? { ...was, name: '' } : was) === linkKey(link);
      });
      if (next) given.add(next.name);
      return next;
    },
    /** Rows of actions that are gone. */
    actions: () => free().map(({ row }) => row),
    takingAction: (row: Fields) =>
      taking(memory, name.action(row), row, (now, before) =>
        now.postAction ? now : { ...now, postAction: before.postAction ?? '' },
      ),
    makingAction(former: Named<Fields>, row: Fields): Memory {
      const { actionCode = '', requestPayment = '0' } = row;
      const replaced = name.replaced(former.row);
      const as = { name: name.action(row), row: { actionCode, requestPayment } };
      return {
        ...makingAnew<Fields>(memory, former.name, as),
        ...(memory[replaced] && { [replaced]: '' }),
      };
    },
    /** Another is let ask for money because this one goes; and whether that was so when it went. */
    replacing: (row: Fields) => taking(memory, name.replaced(row), {}),
    isReplaced: ({ row }: Named<Fields>) => takenAt(memory, name.replaced(row)) !== undefined,
  };
}

/** The server takes `postAction` with the second write only, and roles of a step on their own. */
export function rowsBack(key: string, process: RemoteProcess, memory: Memory): Memory {
  const { actions, steps, sequences } = process;
  const name = namesIn(key);
  const taken = takenIn(key, process, memory);
  const back = (kind: string, there: (readonly [string, boolean])[] | undefined) =>
    there && seenBack(memory, key, kind, new Map(there));
  // Without its step it may be another that people have made under its number.
  const isBack = (row: Fields) => {
    const was = taken.sequence(numberIn(row))?.row;
    const held = steps?.some(({ fields }) => numberIn(fields) === numberIn(row));
    return !was || held || differing(row, was).length === 0;
  };
  return {
    ...back(
      'action',
      actions?.map(({ fields }) => [
        name.action(fields),
        owedHook(fields, taken.storedAction(fields)) === '',
      ]),
    ),
    ...back(
      'replaced',
      actions?.filter(action => !isPaying(action)).map(({ fields }) => [name.replaced(fields), true]),
    ),
    ...back(
      'step',
      steps?.map(({ code, roles }) => [
        name.step(code),
        roles.length > 0 || !taken.step(code)?.row.roles?.length,
      ]),
    ),
    ...back(
      'role',
      steps?.flatMap(({ code, roles }) => roles.map(row => [name.role(code, row), true] as const)),
    ),
    ...back(
      'sequence',
      sequences?.filter(isBack).map(row => [name.sequence(numberIn(row)), true]),
    ),
  };
}

/** What an action is to be triggered with, and is not yet, because it was made a moment ago. */
export function owedHook(stored: Fields, taken: Taken<Fields> | undefined): string {
  return taken?.anew && !stored.postAction ? (taken.row.postAction ?? '') : '';
}

/** The number of a sequence, or of the one that a step is in. */
export function numberIn({ sequenceNo = '' }: Fields): string {
  return sequenceNo.trim();
}
