/** A process as `/serviceprocesses/{id}/steps` and `…/actions` show it, as far as a dossier minds. */
export interface WalkedProcess {
  steps: { stepCode: string; dossierStatus: string; roles: number }[];
  actions: {
    actionCode: string;
    preStepCode: string;
    postStepCode: string;
    autoEvent: string;
    preCondition: string;
    requestPayment: number;
  }[];
}

const finished = new Set(['done', 'denied', 'cancelled', 'unresolved']);

/**
 * Takes a dossier filed online from its creation to an end by the platform's rules: filing sets off the action with
 * `autoEvent` submit, somebody has to be there at every step, an action is only offered while its conditions hold,
 * and money asked for is paid at once. Answers the codes of the steps; throws where the dossier gets stuck.
 */
export function walkProcess({ steps, actions }: WalkedProcess): string[] {
  const filing = actions.filter(({ preStepCode, autoEvent }) => preStepCode === '' && autoEvent === 'submit');
  if (filing.length !== 1) throw new Error(`${filing.length} actions are set off by filing`);
  const path: string[] = [];
  const taken = new Set<WalkedProcess['actions'][number]>();
  // Nobody can pay what was not asked for.
  let paid = false;
  for (let action = filing[0]!; ; ) {
    if (action.requestPayment === 1 || action.requestPayment === 2) paid = true;
    const step = steps.find(({ stepCode }) => stepCode === action.postStepCode);
    if (!step) throw new Error(`action ${action.actionCode} leads to no step`);
    path.push(step.stepCode);
    if (finished.has(step.dossierStatus)) return path;
    if (step.roles === 0) throw new Error(`nobody is at step ${step.stepCode}`);
    const offered = actions.filter(one => one.preStepCode === step.stepCode && holds(one.preCondition, paid));
    // Somewhere new if possible; a way back is taken once.
    const fresh = offered.filter(one => !taken.has(one));
    const onward = fresh.find(one => !path.includes(one.postStepCode)) ?? fresh[0];
    if (!onward) throw new Error(`no way on from step ${step.stepCode}`);
    taken.add(onward);
    action = onward;
  }
}

function holds(preCondition: string, paid: boolean): boolean {
  const conditions = preCondition.split(',').filter(condition => condition.trim() !== '');
  return conditions.every(condition => {
    if (condition === 'payok') return paid;
    if (/^online=(?:true|false)$/.test(condition)) return condition === 'online=true';
    if (/^durationCount>\d+$/.test(condition)) return true;
    throw new Error(`condition "${condition}" is not understood`);
  });
}
