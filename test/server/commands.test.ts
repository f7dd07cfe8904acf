import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import type { Store } from '../../src/store/core/contract.ts';
import { openStore } from '../../src/store/core/open.ts';
import { type MadeFile, storeFile } from '../store/support.ts';
import { parts } from './parts.ts';
import { type Running, runServer } from './running.ts';

const files = 'writes or reads files of the machine it runs on';
const machine = 'is about the program on this machine';

/** What of the machine interface does what a command does; or why nothing does. */
const answers: Record<string, string[] | { none: string }> = {
  init: { none: files },
  check: {
    none: 'contacts systems with what a person types; /health and /v1/sources say how they were last read',
  },
  run: ['startRun', 'listRuns', 'readRun', 'listDiscrepancies'],
  report: ['downloadReport', 'downloadMonthlyReport', 'downloadLevelFourList'],
  'report demand': ['listDemand', 'listIndicators'],
  'report monthly': ['startRun', 'downloadMonthlyReport'],
  'report catalogue': ['downloadCatalogue'],
  'report level-four': ['downloadLevelFourList'],
  rules: ['listRules'],
  map: ['listUnmapped', 'mapCode'],
  history: ['listHistory', 'readDiscrepancy', 'listRuns'],
  waive: ['waive', 'listWaivers', 'waiveDiscrepancy', 'unwaiveDiscrepancy'],
  scaffold: ['draftDefinition'],
  validate: ['readDefinitions'],
  adopt: ['draftDefinition'],
  plan: ['makePlan', 'readMending'],
  'plan show': ['readPlan', 'readPlanDifferences'],
  'plan list': ['listPlans'],
  approve: ['approvePlan'],
  apply: ['applyPlan'],
  rollback: ['rollBackPlan'],
  tasks: ['listTasks', 'exportTasks'],
  'tasks done': ['confirmTask'],
  'tasks make': ['makeTask'],
  'review import': ['importReview'],
  'review list': ['listReportedLists', 'listReviews'],
  'review show': ['readReview', 'listReviewEntries'],
  'review reasons': ['listUncodedReasons'],
  'review withdraw': ['withdrawReview'],
  'review status': ['readReviewStatus'],
  'review conflicts': ['listReviewConflicts'],
  'review decide': ['decideReview'],
  'review decisions': ['listReviewDecisions'],
  'review consolidate': ['downloadConsolidatedLists'],
  'review milestones': ['listMilestones'],
  'review confirm': ['confirmMilestone'],
  'review readiness': ['listReadiness', 'readReadiness', 'listOfferings'],
  'review registration': ['listRegistrations', 'downloadRegistrationList'],
  'review remind': ['startRun'],
  'review legal': ['listLegalObstacles', 'readFreedByLaw', 'downloadLegalLetter'],
  'review agree': ['agreeReview'],
  'review agreements': ['listAgreements'],
  'review appraise': ['appraiseReview'],
  'review appraisals': ['listAppraisals'],
  'review forms': ['downloadReviewForm', 'importReview'],
  'review announce': ['listNewServices', 'downloadAnnouncement'],
  'review session': ['holdWorkingSession', 'listWorkingSessions', 'readAgenda', 'readWorkingSession'],
  'review guidance': ['listGuidance', 'askGuidance', 'answerGuidance'],
  'review localisation': ['listLocalisation'],
  'review published': ['confirmPublished', 'listPublications'],
  'review consult': [
    ...['openConsultation', 'listConsultations', 'readConsultation', 'answerConsultation'],
    'importReview',
  ],
  links: ['listLinks'],
  mail: ['listMail'],
  'mail list': ['listMail'],
  'mail preview': { none: files },
  'mail send': { none: 'the service sends by itself' },
  'mail resend': ['resendMail'],
  'mail test': { none: 'tries the mail server with an address a person types' },
  backup: { none: files },
  restore: { none: files },
  serve: { none: machine },
  work: { none: machine },
  alive: { none: machine },
  schedule: ['readSchedule'],
  'schedule run': ['startRun'],
  keys: ['listKeys'],
  'keys create': ['createKey'],
  'keys list': ['listKeys'],
  'keys revoke': ['revokeKey'],
  sessions: ['listSessions'],
  'sessions list': ['listSessions'],
  'sessions end': ['endSession', 'endAllSessions'],
  audit: ['listAudit'],
  'audit list': ['listAudit'],
  'audit verify': ['verifyAudit'],
  'audit accept': { none: 'says of a restored store that its trail is right: whoever restored it does' },
  workflow: { none: files },
  sandbox: { none: machine },
  schema: { none: machine },
};

describe('what the command line does', () => {
  let file: MadeFile;
  let store: Store;
  let server: Running;
  let operations: Set<string>;
  beforeAll(async () => {
    file = await storeFile();
    store = await openStore(file.settings);
    server = await runServer(store, parts);
    const { paths } = (await server.read('/openapi.json')) as {
      paths: Record<string, Record<string, { operationId: string }>>;
    };
    operations = new Set(
      Object.values(paths).flatMap(methods => Object.values(methods).map(({ operationId }) => operationId)),
    );
  });
  afterAll(async () => {
    await server.close();
    await store.close();
    await file.drop();
  });

  it('the machine interface does as well, or it is said why not', async () => {
    const names = (await Promise.all(Object.entries(commands).map(namesOf))).flat();
    const silent = names.filter(name => !(name in answers) && !(name.split(' ')[0]! in answers));
    expect(silent, 'commands that nobody has said anything of').toEqual([]);
    for (const [name, answer] of Object.entries(answers)) {
      expect(names, 'there is such a command').toContain(name);
      if (Array.isArray(answer)) for (const one of answer) expect(operations, name).toContain(one);
      else expect(answer.none.length).toBeGreaterThan(10);
    }
    const unsaid = names.filter(name => name.startsWith('review ') && !(name in answers));
    expect(unsaid, 'every command of reviews is said one by one').toEqual([]);
  });
});

/** A command with those below it: `plan`, `plan show` … A group that does nothing by itself is left out. */
async function namesOf([name, entry]: [string, (typeof commands)[string]]): Promise<string[]> {
  const command = new Command(name);
  (await entry.load())(command);
  const below = command.commands.map(sub => `${name} ${sub.name()}`);
  return name === 'review' ? below : [name, ...below];
}
