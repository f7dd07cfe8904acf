import { command } from '../command.ts';
import { agreeCommand, agreementsCommand } from './agree.ts';
import { appraisalsCommand, appraiseCommand } from './appraise.ts';
import { consolidateCommand } from './consolidate.ts';
import { consultCommand } from './consult.ts';
import { conflictsCommand, decideCommand, decisionsCommand } from './decide.ts';
import { listCommand, showCommand, withdrawCommand } from './files.ts';
import { formsCommand } from './forms.ts';
import { guidanceCommand } from './guidance.ts';
import { importCommand } from './import.ts';
import { legalCommand } from './legal.ts';
import { localisationCommand } from './localisation.ts';
import { confirmCommand, milestonesCommand } from './milestones.ts';
import { announceCommand, publishedCommand } from './publish.ts';
import { readinessCommand } from './readiness.ts';
import { reasonsCommand } from './reasons.ts';
import { registrationCommand } from './registration.ts';
import { remindCommand } from './remind.ts';
import { sessionCommand } from './session.ts';
import { statusCommand } from './status.ts';

/** `review`: the paper side of the plan. */
export const reviewCommand = command({
  subcommands: {
    import: importCommand,
    list: listCommand,
    show: showCommand,
    reasons: reasonsCommand,
    withdraw: withdrawCommand,
    status: statusCommand,
    conflicts: conflictsCommand,
    decide: decideCommand,
    decisions: decisionsCommand,
    agree: agreeCommand,
    agreements: agreementsCommand,
    appraise: appraiseCommand,
    appraisals: appraisalsCommand,
    guidance: guidanceCommand,
    consolidate: consolidateCommand,
    milestones: milestonesCommand,
    confirm: confirmCommand,
    readiness: readinessCommand,
    registration: registrationCommand,
    legal: legalCommand,
    localisation: localisationCommand,
    forms: formsCommand,
    consult: consultCommand,
    announce: announceCommand,
    published: publishedCommand,
    session: sessionCommand,
    remind: remindCommand,
  },
});
