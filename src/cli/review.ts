import { command } from './command.ts';
import { agreeCommand, agreementsCommand } from './review-agree.ts';
import { appraisalsCommand, appraiseCommand } from './review-appraise.ts';
import { consolidateCommand } from './review-consolidate.ts';
import { consultCommand } from './review-consult.ts';
import { conflictsCommand, decideCommand, decisionsCommand } from './review-decide.ts';
import { listCommand, showCommand, withdrawCommand } from './review-files.ts';
import { formsCommand } from './review-forms.ts';
import { guidanceCommand } from './review-guidance.ts';
import { importCommand } from './review-import.ts';
import { legalCommand } from './review-legal.ts';
import { localisationCommand } from './review-localisation.ts';
import { confirmCommand, milestonesCommand } from './review-milestones.ts';
import { announceCommand, publishedCommand } from './review-publish.ts';
import { readinessCommand } from './review-readiness.ts';
import { reasonsCommand } from './review-reasons.ts';
import { registrationCommand } from './review-registration.ts';
import { remindCommand } from './review-remind.ts';
import { sessionCommand } from './review-session.ts';
import { statusCommand } from './review-status.ts';

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
