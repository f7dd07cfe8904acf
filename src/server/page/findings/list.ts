import { z } from 'zod';
import { mendingOf } from '../../../app/plans/mending.ts';
import { procedureDirectory } from '../../../app/queries/procedures.ts';
import { lastRun, pageOfRun, type RowFilter, rowOrders, standingsOfRun } from '../../../app/queries/runs.ts';
import { findingStates } from '../../../domain/finding.ts';
import { owners, severities, severityNames } from '../../../domain/severity.ts';
import { severityBadge } from '../../../report/html/badges.ts';
import { html, type Markup } from '../../../report/html/markup.ts';
import { systemParts } from '../../../report/model.ts';
import { headline } from '../../../report/sentences.ts';
import { pageTable } from '../../../report/table/page.ts';
import { list, type Table } from '../../../report/table/table.ts';
import { count, emptyTally, rowWords, type Tally } from '../../../report/tally.ts';
import { stateNames } from '../../../report/words.ts';
import { findingCodes, ruleText, say } from '../../../words/findings.ts';
import { plannedSentence } from '../../../words/mending.ts';
import { sentenceCase } from '../../../words/sentence.ts';
import { cursorOf, placeOf } from '../../v1/paging.ts';
import { rowAges, rowFilterOf, rowFilterQuery } from '../../v1/row-filter.ts';
import { findingAddress, reportAddress } from '../addresses.ts';
import { type Fields, filterMarkup, type Options } from '../form.ts';
import { jobForm, started } from '../jobs/jobs.ts';
import { pageAt, type Shown, type Visit } from '../page.ts';
import { any, called, day, empty, pagingLinks, systemOptions, unitOptions } from '../parts.ts';

const shownRows = 50;

const query = z.strictObject({ ...rowFilterQuery, cursor: z.string().max(2_000).optional() });
type Query = z.output<typeof query>;

const ageNames: Record<(typeof rowAges)[number], string> = {
  'under-7': 'trong 7 ngày qua',
  '7-to-30': '7 đến 30 ngày trước',
  'over-30': 'hơn 30 ngày trước',
  'over-90': 'hơn 90 ngày trước',
};

async function show(visit: Visit<unknown, Query>): Promise<Shown> {
  const { store, context, city, own } = visit;
  const run = await lastRun(store);
  const title = 'Sai lệch';
  if (!run?.summary)
    return {
      title,
      main: html`<h1>${title}</h1>${empty('Chưa có lần đối chiếu nào kết thúc.', html`Chạy lần đầu ở <a href="/lan-chay">Lần chạy</a>.`)}`,
    };
  const { cursor, ...asked } = visit.query;
  const filter = await rowFilterOf(context, { ...asked, ...(own !== undefined && { agency: own }) });
  const { orderBy: order = 'severity' } = city;
  const of = ['sai-lech', run.id, order, filter];
  const after = placeOf(
    cursor,
    of,
    z.array(z.union([z.string(), z.number()])).length(rowOrders[order].length),
  );
  const tally = await tallyOf(visit, run.id, filter);
  const { rows, next } = await pageOfRun(store, run.id, filter, { order, after, limit: shownRows });
  const directory = await procedureDirectory(store, city);
  const said = rows.map(row => ({ ...row, ...say(row, city.levelNames) }));
  const chosen = Object.keys(asked).length > 0;
  const whole = !chosen && own === undefined;
  const { summary } = run;
  const systems = systemParts(summary, city);
  const table = pageTable(
    findingTable(visit, code => directory.name(code)),
    said,
  );
  const main = html`<h1>${title}</h1>
<p class="lead">${whole ? headline({ summary, systems, tally }) : `${chosen ? 'Đang lọc' : 'Của đơn vị'}: ${rowWords(tally)}.`}</p>
${whole && html`<p class="quiet">${sentenceCase(rowWords(tally))}.</p>`}
<p class="quiet">Theo lần đối chiếu ${day(summary.startedAt)}.</p>${whole && (await mendAll(visit))}
${filterMarkup('/sai-lech', visit.query as Record<string, string>, fields => filters(fields, visit, directory.fields))}
${
  rows.length === 0
    ? empty(
        chosen
          ? 'Không có sai lệch nào như vậy trong lần đối chiếu này.'
          : 'Lần đối chiếu này không thấy sai lệch nào.',
        chosen && html`<a href="/sai-lech">Bỏ lọc</a> để xem tất cả.`,
      )
    : html`${takeAway(visit, run.id, tally)}${table}${pagingLinks(visit, { shown: rows.length, all: tally.total, next: next ? cursorOf(next, of) : null })}`
}`;
  return { title, main };
}

/** Counted like everything else (`domain/standing.ts`). */
async function tallyOf({ context: { store } }: Visit, runId: string, filter: RowFilter): Promise<Tally> {
  const tally = emptyTally();
  for (const row of await standingsOfRun(store, runId, [], filter)) count(tally, row, row.count);
  return tally;
}

/** What a plan can mend of all that is to be done, and the button that begins it. */
async function mendAll(visit: Visit): Promise<Markup | false> {
  if (!visit.may('start-plan')) return false;
  const { findings, procedures } = await mendingOf(visit.asking);
  if (findings === 0) return false;
  const form = visit.form(planForm);
  return html`<div class="mend"><p>${plannedSentence(findings, procedures.length)}</p>${form}</div>`;
}

const planForm = jobForm({
  name: 'lap-ke-hoach',
  action: 'start-plan',
  submit: 'Lập kế hoạch sửa',
  done: 'Đã đưa việc lập kế hoạch vào hàng đợi.',
  queue: visit => started(visit, { kind: 'plan', scope: { fromFindings: true } }),
});

/** The same rows, all of them, as a file. */
function takeAway({ search, own }: Visit, runId: string, { total }: Tally): Markup {
  const asked = new URLSearchParams(search);
  asked.delete('cursor');
  if (own !== undefined) asked.set('agency', own);
  const to = (form: 'xlsx' | 'csv') => `${reportAddress(runId, form)}${asked.size > 0 ? `?${asked}` : ''}`;
  return html`<p class="take">Tải về ${total === 1 ? 'dòng này' : 'tất cả các dòng này'}: <a href="${to('xlsx')}">bảng tính (XLSX)</a> · <a href="${to('csv')}">CSV</a></p>`;
}

function filters(fields: Fields, visit: Visit<unknown, Query>, allFields: readonly string[]): Markup {
  const { names, configuration } = visit;
  const { city } = configuration;
  const given = visit.query as Record<string, string | undefined>;
  const choices: readonly (readonly [name: string, label: string, options: Options | false])[] = [
    ['severity', 'Mức sai lệch', called(severities, one => severityNames[one])],
    ['state', 'Trạng thái', called(findingStates, one => stateNames[one])],
    ['owner', 'Trách nhiệm', called(owners, names.owner)],
    ['rule', 'Loại sai lệch', called(findingCodes, code => ruleText(code, city.levelNames).title)],
    ['system', 'Hệ thống', systemOptions(visit)],
    ['agency', 'Đơn vị', visit.own === undefined && unitOptions(visit)],
    ['field', 'Lĩnh vực', allFields.length > 0 && called(allFields, field => field)],
    ['age', 'Thấy lần đầu', called(rowAges, age => ageNames[age])],
  ];
  return html`${fields.text({ name: 'text', label: 'Tìm theo mã, tên', type: 'search', value: given.text })}${choices.map(
    ([name, label, options]) =>
      html`\n${options && fields.choice({ name, label, value: [given[name]].flat()[0], options: [any, ...options] })}`,
  )}`;
}

type Said = Awaited<ReturnType<typeof pageOfRun>>['rows'][number] & ReturnType<typeof say>;

function findingTable(
  { names }: Pick<Visit, 'names'>,
  nameOf: (code: string) => string | undefined,
): Table<Said> {
  return {
    ...list<Said>([
      {
        title: 'Sai lệch',
        head: true,
        page: row => {
          const name = row.procedure === null ? undefined : nameOf(row.procedure);
          return html`${severityBadge(row.severity)} <a href="${findingAddress(row.fingerprint)}">${
            name === undefined ? row.message : row.brief
          }</a>${name !== undefined && html`<br><small class="quiet">${name}</small>`}`;
        },
      },
      { title: 'Trạng thái', page: row => html`<span class="short">${stateNames[row.state]}</span>` },
      { title: 'Trách nhiệm', page: row => names.owner(row.owner) },
      { title: 'Thấy lần đầu', page: row => day(row.firstSeen) },
    ]),
    look: 'findings',
  };
}

/** What the last run found: filtered, counted, taken away. */
export const findingsPage = pageAt('/sai-lech', {
  action: 'read-slice',
  query,
  show,
  forms: [planForm],
});
