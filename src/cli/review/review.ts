import { command } from '../command.ts';
import { agreeCommand, agreementsCommand } from './agree.ts';
import { appraisalsCommand, appraiseCommand } from './appraise.ts';
import { consultCommand } from './consult.ts';
import { conflictsCommand, decideCommand, decisionsCommand } from './decide.ts';
import { listCommand, showCommand, withdrawCommand } from './files.ts';
import { guidanceCommand } from './guidance.ts';
import { importCommand } from './import.ts';
import { legalCommand } from './legal.ts';
import { confirmCommand, milestonesCommand } from './milestones.ts';
import { consolidateCommand, formsCommand, localisationCommand, registrationCommand } from './papers.ts';
import { announceCommand, publishedCommand } from './publish.ts';
import { readinessCommand } from './readiness.ts';
import { sessionCommand } from './session.ts';
import { reasonsCommand, remindCommand, statusCommand } from './status.ts';

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
