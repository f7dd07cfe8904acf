import type { Configuration } from '../../config/configuration.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { catalogueFiles } from '../../report/catalogue/files.ts';
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
  | SignedPaper;

type SignedPaper =
  | { what: 'monthly'; month: string; form: PaperForm }
  | { what: 'level-four'; run: RunRow; form: PaperForm; now: string }
  | { what: 'registration'; form: PaperForm; now: string }
  /** Of a unit of a city that has reviews. */
  | { what: 'reviews'; unit: string; form: PaperForm; now: string };

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
  const { paperForms } = await import('../../report/documents/paper-forms.ts');
  return paperForms(await signedPaper(wanted, { store, configuration }))[wanted.form];
}

async function signedPaper(wanted: SignedPaper, { store, configuration }: At): Promise<Paper> {
  switch (wanted.what) {
    case 'monthly': {
      const { monthlyReport } = await import('../../report/documents/monthly-report.ts');
      return (await monthlyReport(store, configuration, wanted.month)).paper;
    }
    case 'level-four': {
      const { levelFourList } = await import('../../report/documents/level-four-list.ts');
      return levelFourList(store, configuration, wanted);
    }
    case 'registration': {
      const { registrationPaper } = await import('../../report/documents/registration-paper.ts');
      return registrationPaper(store, configuration, wanted.now);
    }
    case 'reviews': {
      const { reviewPaper } = await import('../../report/documents/review-paper.ts');
      const { reviewsFor } = await import('../../runs/reviewed.ts');
      const { reviewed } = await reviewsFor(store, configuration.city);
      return reviewPaper(configuration, wanted.unit, reviewed!(), wanted.now);
    }
  }
}
