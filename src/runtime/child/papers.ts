import type { Configuration } from '../../config/configuration.ts';
import { Refusal } from '../../domain/refusal.ts';
import { dayOf } from '../../domain/time.ts';
import type { catalogueFiles } from '../../report/catalogue/source.ts';
import type { Paper } from '../../report/documents/paper.ts';
import type { Form } from '../../report/forms.ts';
import type { ReportForm } from '../../report/report-forms.ts';
import type { Store } from '../../store/core/contract.ts';
import type { RowFilter } from '../../store/runs/queries.ts';
import type { RunRow } from '../../store/runs/runs.ts';
import type { TaskFilter } from '../../store/work/task-rows.ts';

/** To be signed, or to be counted with. */
type PaperForm = 'docx' | 'xlsx';

/** What somebody asks for over HTTP that takes more than a moment to make. */
export type WantedPaper =
  | { what: 'report'; run: string; form: ReportForm; filter: RowFilter }
  | { what: 'tasks'; form: 'html' | 'xlsx'; filter: TaskFilter; now: string }
  /** From which operators set up what the task of this key asks for. */
  | { what: 'process'; task: string; file: string; now: string }
  | { what: 'catalogue'; run: RunRow; part: keyof typeof catalogueFiles }
  | UnitPaper
  | (SignedPaper & { form: PaperForm });

/** Workbooks to be filled in, and what a unit publishes. */
type UnitPaper =
  | { what: 'guided-form'; unit: string; now: string }
  | { what: 'round-form'; round: number; unit: string }
  | { what: 'announcement'; unit: string; since: string; form: 'txt' | 'html' };

type SignedPaper =
  | { what: 'monthly'; month: string }
  | { what: 'level-four'; run: RunRow; now: string }
  | { what: 'registration'; now: string }
  | { what: 'round-record'; round: number; now: string }
  | { what: 'session-minutes'; session: number; now: string }
  /** Id of a provision. */
  | { what: 'legal-letter'; id: string; now: string }
  /** Of a unit of a city that has reviews. */
  | { what: 'reviews'; unit: string; now: string };

interface At {
  store: Store;
  configuration: Configuration;
}

/** The same that commands and mails make; each loads what it needs. @throws Refusal */
export async function wantedForm(wanted: WantedPaper, { store, configuration }: At): Promise<Form> {
  const { city, systems } = configuration;
  if (wanted.what === 'report') {
    const { buildReport } = await import('../../report/from-store.ts');
    const { homeOf } = await import('../../report/mail/report-address.ts');
    const { reportForm } = await import('../../report/report-forms.ts');
    const { run, form, filter } = wanted;
    return reportForm(form, await buildReport(store, run, { city, filter, home: homeOf(configuration) }));
  }
  if (wanted.what === 'tasks') {
    const { buildTaskList } = await import('../../report/tasks-model.ts');
    const { taskForms } = await import('../../report/tasks-forms.ts');
    const { form, filter, now } = wanted;
    const list = await buildTaskList(store, { city, systems, filter, now });
    return taskForms(list)[form === 'html' ? 0 : 1];
  }
  if (wanted.what === 'process') {
    const { processBook } = await import('../../report/process-book.ts');
    const { plannedTask } = await import('../../store/work/task-rows.ts');
    const { task: key, file, now: madeAt } = wanted;
    const task = await plannedTask(store, key);
    if (!task) throw new Refusal('task-unknown', { key });
    const made = await processBook(task, configuration, { file, madeAt });
    if ('refused' in made) throw new Refusal('process-not-expressible', { reasons: made.refused });
    return made.form;
  }
  if (wanted.what === 'catalogue') {
    const { catalogueOf } = await import('../../report/catalogue/source.ts');
    const { catalogueForm } = await import('../../report/catalogue/forms.ts');
    return catalogueForm(await catalogueOf(store, configuration, wanted.run), wanted.part);
  }
  if (wanted.what === 'guided-form' || wanted.what === 'round-form' || wanted.what === 'announcement')
    return unitPaper(wanted, { store, configuration });
  const { paperForms } = await import('../../report/documents/paper-forms.ts');
  return paperForms(await signedPaper(wanted, { store, configuration }))[wanted.form];
}

async function unitPaper(wanted: UnitPaper, { store, configuration }: At): Promise<Form> {
  const { city } = configuration;
  const { unit } = wanted;
  switch (wanted.what) {
    case 'guided-form': {
      const { guidedForm } = await import('../../report/reviews/guided-form.ts');
      const { guidedReviews } = await import('../../runs/guided-forms.ts');
      const [review] = await guidedReviews(store, configuration, wanted.now, unit);
      if (!review) throw new Refusal('nothing-to-review', { agency: unit });
      return guidedForm(review, city, dayOf(wanted.now));
    }
    case 'round-form': {
      const { roundForm } = await import('../../report/reviews/round-form.ts');
      const { roundOf, saidInRound } = await import('../../app/queries/consultations.ts');
      const round = await roundOf(store, wanted.round);
      if (!round?.addressees.includes(unit))
        throw new Refusal('not-addressed', { round: wanted.round, agency: unit });
      return roundForm(round, unit, city, await saidInRound(store, round, unit));
    }
    case 'announcement': {
      const { announcementForms } = await import('../../report/reviews/announcement-forms.ts');
      const { newlyLive } = await import('../../runs/newly-live.ts');
      const { services } = await newlyLive(store, configuration, wanted.since, unit);
      if (services.length === 0) throw new Refusal('nothing-live', { agency: unit, since: wanted.since });
      const forms = announcementForms(unit, services, city);
      return forms.find(({ file }) => file.endsWith(`.${wanted.form}`))!;
    }
  }
}

/** @throws Refusal */
export async function signedPaper(wanted: SignedPaper, { store, configuration }: At): Promise<Paper> {
  switch (wanted.what) {
    case 'monthly': {
      const { monthlyReport } = await import('../../report/documents/monthly-report.ts');
      return (await monthlyReport(store, configuration, wanted.month)).paper;
    }
    case 'level-four': {
      const { levelFourList } = await import('../../report/documents/annex-lists.ts');
      return levelFourList(store, configuration, wanted);
    }
    case 'registration': {
      const { registrationPaper } = await import('../../report/documents/annex-lists.ts');
      return registrationPaper(store, configuration, wanted.now);
    }
    case 'round-record': {
      const { roundNow } = await import('../../app/queries/consultations.ts');
      const { consultationRecord } = await import('../../report/reviews/rounds.ts');
      const { round, tally } = await roundNow(store, wanted.round, wanted.now);
      return consultationRecord(round, tally, configuration, wanted.now);
    }
    case 'session-minutes': {
      const { heldSession } = await import('../../app/queries/working-sessions.ts');
      const { sessionMinutes } = await import('../../report/reviews/sessions.ts');
      const { procedureDirectory } = await import('../../app/queries/procedures.ts');
      const { name } = await procedureDirectory(store, configuration.city);
      return sessionMinutes(await heldSession(store, wanted.session), configuration, name, wanted.now);
    }
    case 'legal-letter': {
      const { legalLetter } = await import('../../report/documents/legal-letter.ts');
      const { legalRegister } = await import('../../runs/legal-register.ts');
      const register = await legalRegister(store, configuration.city);
      const obstacle = register.provisions.find(({ id }) => id === wanted.id);
      if (!obstacle) throw new Refusal('provision-unknown', { id: wanted.id });
      const nameOf = (procedure: string) => register.records.get(procedure)?.name ?? null;
      return legalLetter(register, obstacle, configuration, nameOf, wanted.now);
    }
    case 'reviews': {
      const { reviewPapers } = await import('../../report/documents/review-paper.ts');
      const { reviewsFor } = await import('../../runs/reviewed.ts');
      const { reviewed } = await reviewsFor(store, configuration.city);
      const papers = reviewPapers(configuration, [wanted.unit], reviewed!(), wanted.now);
      return (await Array.fromAsync(papers))[0]!;
    }
  }
}
