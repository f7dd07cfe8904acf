import { procedureDirectory } from '../../../app/queries/procedures.ts';
import {
  type DiscrepancyHistory,
  lastComplete,
  lastRun,
  latestComplete,
  pageOfRun,
  type RowFilter,
} from '../../../app/queries/runs.ts';
import { nationalOf } from '../../../domain/city.ts';
import { numberWords } from '../../../domain/number-words.ts';
import { procedurePage } from '../../../domain/task.ts';
import { tierNames } from '../../../domain/tier.ts';
import { date } from '../../../domain/time.ts';
import { rules } from '../../../reconcile/rules/index.ts';
import { evidenceWords } from '../../../report/evidence-words.ts';
import { severityBadge } from '../../../report/html/badges.ts';
import { type Content, html, type Markup } from '../../../report/html/markup.ts';
import { lifeLines } from '../../../report/life-lines.ts';
import { elsewhereRule } from '../../../report/people.ts';
import { keyName } from '../../../report/report-tables.ts';
import { sideWords } from '../../../report/side-words.ts';
import { stateNames } from '../../../report/words.ts';
import { defaultReasonWords } from '../../../review/reason-words.ts';
import { reasonWords } from '../../../runs/city-files.ts';
import { findingCodes, ruleProfiles, say } from '../../../words/findings.ts';
import { findingAddress, offeringAddress, unitAddress } from '../addresses.ts';
import { pageAt, type Shown, type Visit } from '../page.ts';
import { facts, section, technical, when } from '../parts.ts';
import { guidanceOn } from '../reviews/guidance-part.ts';
import { standingsNow } from './standings.ts';
import { foundRow, type Params, wayForms, ways } from './ways.ts';

async function show(visit: Visit<Params>): Promise<Shown> {
  const row = await foundRow(visit);
  const { store, configuration, names } = visit;
  const { city } = configuration;
  const said = say(row, city.levelNames);
  const text = ruleProfiles(rules, city.levelNames).find(({ id }) => id === row.rule);
  const directory = await procedureDirectory(store, city);
  const name = row.procedure === null ? undefined : directory.name(row.procedure);
  const title = text?.title ?? row.rule;
  const ended = row.resolvedAt !== null;
  const standing = await standingsNow(store, narrowed(row));
  const state = standing(row);
  const main = html`<p class="eyebrow">${title}</p><h1 class="said">${said.message}</h1>
<p>${severityBadge(row.severity)} <span class="badge ${ended ? 'good' : 'info'}">${ended ? 'đã hết' : stateNames[state]}</span></p>
${!ended && state === 'carried' && html`<p class="unknown">Lần đối chiếu gần nhất không kiểm tra lại được, nên chưa rõ còn hay đã hết.</p>`}
${await sideBySide(visit, row, said)}
${facts([
  ['Thủ tục', row.procedure !== null && html`<code>${row.procedure}</code> ${name}`],
  [row.units.length === 1 ? 'Đơn vị' : 'Các đơn vị', units(visit, row)],
  ['Hệ thống', row.system !== null && names.system(row.system)],
  ['Cấp', row.key !== null && Object.hasOwn(tierNames, row.key) && keyName(row.key)],
  ['Mã ở hệ thống', row.rule.startsWith('unmapped-') && row.key !== null && html`<code>${row.key}</code>`],
  ['Trách nhiệm', names.owner(row.owner)],
  ['Thấy lần đầu', when(row.firstSeen)],
  ['Thấy gần nhất', when(row.lastSeen)],
  ['Đã hết', ended && when(row.resolvedAt!)],
])}
${!ended && section('xu-ly', 'Xử lý', await ways(visit, row, text?.remedy))}
${guided.has(row.rule) && row.procedure !== null && (await guidance.part(visit))}
${await evidence(visit, row)}
${links(visit, row)}
${await elsewhere(visit, row)}
${section('lich-su', 'Lịch sử', html`<ul class="steps">${lifeLines(row).map(line => html`<li>${line}</li>`)}</ul>`)}
${technical([
  ['Mã sai lệch', html`<code>${row.fingerprint}</code>`],
  ['Mã quy tắc', html`<code>${row.rule}</code>`],
  ['Trường hợp, cấp hoặc mã', row.key !== null && html`<code>${row.key}</code>`],
])}`;
  return { title, trail: [['/sai-lech', 'Sai lệch']], main };
}

/** What units may not agree about: who is in charge says how to go on (III.1.a, note 2). */
const guided: ReadonlySet<string> = new Set(['uneven-level', 'review-conflict']);

const guidance = guidanceOn<Params>(async visit => {
  const { procedure, units } = await foundRow(visit);
  return { procedure: procedure ?? '', units };
});

/** Of all rows of a run few are about what this one is about. */
function narrowed({ rule, procedure, agency }: DiscrepancyHistory): RowFilter {
  return { rule, ...(procedure !== null && { procedure }), ...(agency !== null && { agency }) };
}

/** Each side with its source, and when that was read. */
async function sideBySide(
  { city, store, names }: Visit,
  row: DiscrepancyHistory,
  { expected, actual }: ReturnType<typeof say>,
): Promise<Markup | false> {
  if (expected === null && actual === null) return false;
  const national = nationalOf(city)?.name;
  const readAt = async (system: string): Promise<string> => {
    const profile = city.systems.find(({ name }) => name === system);
    // What rests may be about a system that has another name now, or is there no more.
    const last = await (profile ? lastComplete(store, profile) : latestComplete(store, system));
    const never = profile ? 'chưa đọc đủ lần nào' : 'không còn trong cấu hình';
    const at = last ? `đọc ngày ${date(last.takenAt)}` : never;
    return `${names.system(system)}, ${at}`;
  };
  const here = row.system ?? row.systems.find(system => system !== national);
  const others = row.systems.filter(system => system !== here);
  const sources = await Promise.all(others.map(readAt));
  const own = here === undefined ? [] : [await readAt(here)];
  // What people meet at this system is held against the others there, not the other way round.
  const met = row.rule === elsewhereRule;
  const [should, is] = met ? [own, sources] : [sources, own];
  const titles = met ? (['Người dân gặp', 'Thành phố vận hành'] as const) : (['Phải là', 'Đang là'] as const);
  const said = (value: string | number | null) => sideWords(row.rule, value, names.levels) ?? 'không có';
  const side = (title: string, value: string | number | null, from: readonly string[]) =>
    html`<div><dt>${title}</dt><dd>${said(value)}</dd>${from.map(source => html`<dd class="quiet">${source}</dd>`)}</div>`;
  return html`<dl class="pair">${side(titles[0], expected, should)}${side(titles[1], actual, is)}</dl>`;
}

const shownUnits = 60;

function units({ names }: Visit, { units: codes, procedure }: DiscrepancyHistory): Content {
  if (codes.length === 0) return null;
  const one = (code: string) =>
    html`<a href="${procedure === null ? unitAddress(code) : offeringAddress(procedure, code)}">${names.agency(code)}</a>`;
  if (codes.length <= 3) return codes.map((code, at) => html`${at > 0 && ', '}${one(code)}`);
  const left = codes.length - shownUnits;
  return html`<details class="units"><summary>${numberWords(codes.length)} đơn vị</summary><ul>${codes.slice(0, shownUnits).map(code => html`<li>${one(code)}</li>`)}${left > 0 && html`<li>và ${numberWords(left)} đơn vị khác</li>`}</ul></details>`;
}

const shownEvidence = 50;

/** Configurations whose list of reasons was already said to be unreadable. */
const unreadableReasons = new WeakSet<object>();

async function evidence(
  { names, configuration, asking }: Visit,
  row: DiscrepancyHistory,
): Promise<Markup | false> {
  // Its units stand above already.
  const { agencies: _, agencyCount: __, ...seen } = row.evidence;
  // A list that cannot be read now costs the names in it, not the page.
  const { conditions } = await reasonWords(configuration.reviews.reasons).catch(err => {
    if (!unreadableReasons.has(configuration))
      asking.log.warn({ err }, 'the list of reasons cannot be read: pages use the names that are built in');
    unreadableReasons.add(configuration);
    return defaultReasonWords();
  });
  const lines = evidenceWords(row.units.length > 0 ? seen : row.evidence, { ...names, conditions });
  if (lines.length === 0) return false;
  const terms = lines.map(
    ({ term, said }) =>
      [
        term,
        said.length === 1
          ? said[0]
          : html`<ul>${said.slice(0, shownEvidence).map(one => html`<li>${one}</li>`)}${said.length > shownEvidence && html`<li>và ${numberWords(said.length - shownEvidence)} dòng khác</li>`}</ul>`,
      ] as const,
  );
  return section('bang-chung', 'Bằng chứng', facts(terms));
}

/** Where a system has a page for the procedure. */
function links({ configuration, names }: Visit, { procedure }: DiscrepancyHistory): Markup | false {
  if (procedure === null) return false;
  const known = configuration.systems.flatMap(({ profile, page }) => {
    const address = URL.parse(procedurePage(page, procedure) ?? '');
    return address && /^https?:$/.test(address.protocol)
      ? [html`<li><a href="${address.href}" rel="noreferrer">${names.system(profile.name)}</a></li>`]
      : [];
  });
  return known.length > 0 && section('lien-ket', 'Mở ở hệ thống', html`<ul class="links">${known}</ul>`);
}

const shownElsewhere = 10;

/** Other findings of the same rule about the same procedure; of any procedure, how to see them. */
async function elsewhere(visit: Visit, row: DiscrepancyHistory): Promise<Markup | false> {
  const { store } = visit;
  const run = await lastRun(store);
  if (!run || !findingCodes.includes(row.rule as never)) return false;
  const own = visit.own === undefined ? {} : { agency: visit.own };
  const { rows } =
    row.procedure === null
      ? { rows: [] }
      : await pageOfRun(
          store,
          run.id,
          { rule: row.rule, procedure: row.procedure, ...own },
          { limit: shownElsewhere + 1 },
        );
  const others = rows.filter(({ fingerprint }) => fingerprint !== row.fingerprint).slice(0, shownElsewhere);
  const all = new URLSearchParams({ rule: row.rule, ...(row.system !== null && { system: row.system }) });
  const same = row.procedure !== null && new URLSearchParams({ rule: row.rule, procedure: row.procedure });
  const { levelNames } = visit.city;
  return section(
    'noi-khac',
    'Cùng nguyên nhân ở nơi khác',
    html`${
      others.length > 0
        ? html`<ul class="held">${others.map(
            other =>
              html`<li><a href="${findingAddress(other.fingerprint)}">${say(other, levelNames).brief}</a></li>`,
          )}</ul>`
        : html`<p class="quiet">Không thấy ở nơi khác của thủ tục này.</p>`
    }<p class="links">${same && html`<a href="/sai-lech?${same.toString()}">Tất cả của thủ tục này</a>`} <a href="/sai-lech?${all.toString()}">Tất cả sai lệch loại này${row.system !== null && ' ở hệ thống này'}</a></p>`,
  );
}

/** One finding: what should be, what is, where from, since when, and what can be done about it here. */
export const findingPage = pageAt('/sai-lech/:fingerprint', {
  action: 'read-slice',
  show,
  forms: [...wayForms, ...guidance.forms],
});
