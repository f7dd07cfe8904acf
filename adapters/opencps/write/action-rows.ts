import type { Named } from '../../../src/adapter/kit/taken-away.ts';
import type { Memory } from '../../../src/adapter/service-request.ts';
import { pairUp } from '../../../src/domain/pairing.ts';
import type { DesiredWorkflow } from '../../../src/domain/service.ts';
import { cleanText, textKey } from '../../../src/domain/text.ts';
import { nameText } from '../escape.ts';
import { blank, type Fields } from '../fields.ts';
import {
  creationKey,
  factsOf,
  isPaying,
  type Link,
  linkKey,
  linkOf,
  type StartFacts,
  untoldCreations,
} from '../process-note.ts';
import { actionFields, type RemoteAction, type RemoteProcess } from '../remote.ts';
import { type Payment, resentAction, startAsking, stopAsking, waitForMoney } from './payment.ts';
import { owedHook, type TakenRows } from './taken.ts';
import type { WantedRows } from './workflow-rows.ts';

export interface WantedAction {
  /** The row it is, where it is there. */
  stored?: RemoteAction;
  /** What it was when we took it away. */
  former?: Named<Fields>;
  fields: Fields;
  /** With what is sent of it. */
  remember?: Memory;
}

/** A row that goes, and what is remembered with that. */
interface SurplusAction {
  stored: RemoteAction;
  remember: Memory;
}

/** The rows there are, and where they stand once steps are replaced. */
interface Around {
  actions: readonly RemoteAction[];
  /** Codes of steps that are to be. */
  standing: ReadonlySet<string>;
  /** A row at a step is, once that goes, at the one in its stead. */
  isAt(code: string, stored: string): boolean;
  taken: TakenRows;
}

/**
 * The actions of a workflow: one for each transition, and one that creates the dossier. An action is the one that is
 * there between the same steps, by its name if there are several. `surplus`: rows no transition stands for; those
 * that leave the dossier where it is (blank target) are none of a workflow's business as long as their step stays.
 * `start`: what is noted of a creation that is the start.
 */
export function wantedActions(
  workflow: DesiredWorkflow,
  rows: WantedRows,
  process: RemoteProcess,
  payment: Payment,
  taken: TakenRows,
): { actions: WantedAction[]; surplus: SurplusAction[]; start?: StartFacts } {
  const standing = new Set(rows.codes.values());
  const isAt = (code: string, stored: string) =>
    stored === code || (!standing.has(stored) && taken.isInstead(code, stored));
  const around: Around = { actions: process.actions ?? [], standing, isAt, taken };
  const told = workflow.transitions.map(({ from, to, action }) => ({
    pre: rows.codes.get(from) ?? from,
    post: rows.codes.get(to) ?? to,
    name: action,
    returning: workflow.steps.some(step => step.id === to && step.mayReturn === true),
  }));
  const start = workflow.steps.find(({ kind }) => kind === 'start');
  const first = start && !rows.start ? rows.codes.get(start.id) : undefined;
  const isTheirs = isPeoples(process);
  const beside = rows.start ? besideThose(told, rows, isTheirs, around) : [];
  const links: (Link & { returning?: boolean })[] = [...unspoken(first, around), ...told, ...beside];
  const { found, formers, left } = rowsOf(links, around);
  const freeCode = freeCodes(around.actions);
  // One that comes back and was triggered by filing is again, and whatever was let be in its stead no more.
  const submitted = (fields?: Fields) => fields?.autoEvent?.trim() === 'submit';
  const back = links.map(({ pre }, at) => {
    const made = found[at] && taken.storedAction(found[at].fields);
    return pre === '' && submitted(found[at] ? (made?.anew ? made.row : undefined) : formers[at]?.row);
  });
  const returns = back.includes(true);
  let submits = returns || links.some(({ pre }, at) => pre === '' && submitted(found[at]?.fields));
  const actions = links.map(({ pre, post, name, returning }, at): WantedAction => {
    const stored = found[at];
    const former = formers[at];
    const own = stored?.fields ?? former?.row;
    const kept = own ? resentAction({ fields: own }) : { ...emptyAction };
    // Made anew it has lost this, whatever was sent.
    if (stored) kept.postAction ||= owedHook(stored.fields, taken.storedAction(stored.fields));
    const same = own && nameText(own.actionName ?? '') === cleanText(name);
    const fields: Fields = {
      ...kept,
      preStepCode: pre,
      postStepCode: post,
      actionName: same ? kept.actionName! : name || kept.actionName || 'Nộp hồ sơ',
      allowAssignUser: kept.allowAssignUser || '0',
      assignUserId: kept.assignUserId || '0',
      requestPayment: kept.requestPayment || '0',
      rollbackable: returning ? 'true' : kept.rollbackable || 'false',
    };
    if (pre === '' && stored && returns && !back[at] && submitted(fields)) fields.autoEvent = '';
    // Filing online looks for the one action that is triggered by it.
    if (pre === '' && !submits) {
      fields.autoEvent = 'submit';
      submits = true;
    }
    return stored ? { stored, fields } : { fields, ...(former && { former }) };
  });
  const stays = ({ fields }: RemoteAction) => {
    const { pre, post } = linkOf(fields);
    return post === '' && standing.has(pre);
  };
  const going = left.filter(row => !stays(row));
  const staying = around.actions.filter(row => !going.includes(row));
  const surplus = going.map(stored => ({ stored, remember: taken.takingAction(stored.fields) }));
  askForMoney();
  // Whether money is asked for is seen by those that ask: they come first and go last, wherever it is broken off.
  actions.sort((one, other) => Number(isPaying(other)) - Number(isPaying(one)));
  surplus.sort((one, other) => Number(isPaying(one.stored)) - Number(isPaying(other.stored)));
  for (const action of actions) {
    const { stored, former, fields } = action;
    // In the order they are sent in: whatever is left to be made is called the same after a break.
    if (!stored) fields.actionCode = freeCode(fields.actionCode);
    if (former) action.remember = { ...action.remember, ...taken.makingAction(former, fields) };
  }
  if (!rows.start) return { actions, surplus };
  // One that leads to a step that goes is not lost sight of before there is another in its stead.
  const theirs = around.actions.flatMap(row => {
    const own = linkOf(row.fields);
    const link = links[found.indexOf(row)] ?? own;
    // What filing triggers is the workflow's own, and of our making in a process of ours.
    const isOwn = own.pre !== '' || submitted(row.fields);
    return !isOwn && !beside.includes(link) && isTheirs(row, link) ? creationKey(link) : [];
  });
  const noted = {
    ...(beside.length > 0 && { beside: beside.map(creationKey) }),
    ...(theirs.length > 0 && { theirs }),
  };
  return { actions, surplus, start: { ...rows.start, ...noted } };

  /** Money is asked for at the reception, and the result is handed out once it is paid (contract 4.2). */
  function askForMoney(): void {
    if (!payment.wanted) {
      // Nobody asks: a row that is there waits for money by a decision of people. One that comes back is not to ask.
      for (const { stored, fields } of actions) {
        if (stored) continue;
        if (payment.stopped) stopAsking(fields);
        else fields.requestPayment = '0';
      }
      return;
    }
    // Whoever asks in the stead of one that went goes on: nobody is to be asked twice.
    if (staying.some(row => isPaying(row) && !taken.storedAction(row.fields)?.anew)) {
      for (const { former, fields } of actions) {
        if (former && isPaying({ fields }) && taken.isReplaced(former)) fields.requestPayment = '0';
      }
    }
    if (![...actions, ...staying].some(isPaying)) {
      const first = new Set([...rows.first].map(id => rows.codes.get(id)));
      const receiving = actions.find(({ fields }) => first.has(fields.preStepCode));
      const asked = receiving ?? actions.find(({ fields }) => fields.preStepCode !== '') ?? actions[0];
      if (asked) startAsking(asked, payment);
      for (const gone of surplus.filter(({ stored }) => isPaying(stored))) {
        // Where nobody is left to ask in its stead, people may let another do so before it comes back.
        const sent = asked ?? gone;
        sent.remember = { ...sent.remember, ...taken.replacing(gone.stored.fields) };
      }
    }
    const ends = new Set(
      workflow.steps.filter(({ kind }) => kind === 'end').map(({ id }) => rows.codes.get(id)),
    );
    for (const action of actions) {
      const { stored, former, fields } = action;
      // Rows that people made wait, or do not, as they were told to.
      if (stored || former || !ends.has(fields.postStepCode)) continue;
      if (isPaying(action) || fields.preStepCode === '') continue;
      waitForMoney(fields);
    }
  }
}

/** For each link the row it is, or what it was when we took it away; `left`: rows that are none of them. */
function rowsOf(links: readonly Link[], { actions, isAt, taken }: Around) {
  const { found, left } = pairUp(links, actions, likenesses);
  const formers = links.map((link, at) => (found[at] ? undefined : taken.nextAction(link)));
  // An action whose step is replaced leads from or to the one in its stead: files, payment and all else it has go along,
  // where only one row and one link fit each other.
  const fits = ({ pre, post, name }: Link, { fields }: RemoteAction) => {
    const row = linkOf(fields);
    return isAt(pre, row.pre) && isAt(post, row.post) && (name === '' || textKey(row.name) === textKey(name));
  };
  const moved = new Set<RemoteAction>();
  for (const [at, link] of links.entries()) {
    if (found[at] || formers[at]) continue;
    const [row, ...more] = left.filter(each => fits(link, each));
    // Those that are found already count: broken off in between it comes out the same.
    if (!row || more.length > 0 || links.filter(each => fits(each, row)).length > 1) continue;
    found[at] = row;
    moved.add(row);
  }
  return { found, formers, left: left.filter(row => !moved.has(row)) };
}

/** The code one had, where it is free, else the next number; each is given once. */
function freeCodes(actions: readonly RemoteAction[]): (former?: string) => string {
  const codes = new Set(actions.map(({ fields }) => fields.actionCode?.trim() ?? ''));
  let next = Math.max(990, ...[...codes].map(code => Number(code) || 0));
  return (former = '') => {
    let code = former.trim();
    while (code === '' || codes.has(code)) {
      next += 10;
      code = String(next);
    }
    codes.add(code);
    return code;
  };
}

/**
 * Actions no definition speaks of, as links: each way a dossier is created at the first step (online, at the desk), at
 * least one; and what we took away of such and of those that leave the dossier where it is, as soon as its step is back.
 */
function unspoken(first: string | undefined, { actions, standing, isAt, taken }: Around): Link[] {
  const former = taken.actions().map(linkOf);
  const staying = former.filter(({ pre, post }) => post === '' && standing.has(pre));
  if (first === undefined) return staying;
  const ways = actions
    .map(({ fields }) => linkOf(fields))
    .filter(({ pre, post }) => pre === '' && isAt(first, post));
  const names = new Set(ways.map(({ name }) => textKey(name)));
  const back = former.filter(
    ({ pre, post, name }) => pre === '' && post === first && !names.has(textKey(name)),
  );
  const all = [...ways, ...back].map(link => ({ ...link, post: first }));
  return [...(all.length > 0 ? all : [{ pre: '', post: first, name: '' }]), ...staying];
}

/**
 * Where the creation itself is the start, the definition names ways a dossier is created: those that people made and it
 * does not name stay beside them.
 */
function besideThose(
  told: readonly Link[],
  rows: WantedRows,
  isTheirs: ReturnType<typeof isPeoples>,
  { actions, isAt }: Around,
): Link[] {
  const first = [...rows.first].map(id => rows.codes.get(id) ?? id);
  return pairUp(told, actions, likenesses).left.flatMap(row => {
    const { pre, post, name } = linkOf(row.fields);
    const to = first.find(code => isAt(code, post));
    if (pre !== '' || to === undefined) return [];
    const link = { pre, post: to, name };
    // Named, and to move on to the step in the stead of the one it leads to.
    const moves = to !== post && told.some(one => linkKey(one) === linkKey(link));
    return !moves && isTheirs(row, link) ? [link] : [];
  });
}

/** Whether people made the creation that is to be `link`. What has been noted names the step in the stead of the one a row still leads to. */
function isPeoples(process: RemoteProcess): (row: RemoteAction, link: Link) => boolean {
  const untold = untoldCreations(process);
  const { beside = [], theirs = [] } = factsOf(process).start ?? {};
  const noted = [...beside, ...theirs];
  return (row, link) =>
    untold.includes(row) || [link, linkOf(row.fields)].some(one => noted.includes(creationKey(one)));
}

function sameSteps({ pre, post }: Link, { fields }: RemoteAction): boolean {
  const row = linkOf(fields);
  return row.pre === pre && row.post === post;
}

/** The creation that filing online triggers is meant before those at the desk. */
function sameFiling(link: Link, row: RemoteAction): boolean {
  return link.pre === '' && sameSteps(link, row) && row.fields.autoEvent?.trim() === 'submit';
}

function sameLink(link: Link, { fields }: RemoteAction): boolean {
  return linkKey(link) === linkKey(linkOf(fields));
}

const likenesses = [sameLink, sameFiling, sameSteps];

const emptyAction: Fields = {
  ...blank(actionFields),
  ...{ allowAssignUser: '0', assignUserId: '0', requestPayment: '0' },
  ...{ rollbackable: 'false', createDossierNo: 'false', eSignature: 'false' },
};
