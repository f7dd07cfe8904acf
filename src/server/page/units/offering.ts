import { history } from '../../../app/queries/runs.ts';
import { severityBadge } from '../../../report/html/badges.ts';
import { html, type Markup } from '../../../report/html/markup.ts';
import type { OfferingChecklist } from '../../../report/readiness/checklist.ts';
import { checkTable } from '../../../report/readiness/offering-forms.ts';
import { targetWords, verdictNames, verdictTones } from '../../../report/readiness/words.ts';
import { badge, pageTable } from '../../../report/table/page.ts';
import { list, type Table } from '../../../report/table/table.ts';
import { stateNames } from '../../../report/words.ts';
import { say } from '../../../words/findings.ts';
import { found } from '../../v1/found.ts';
import { atSystems, offeringOf } from '../../v1/offerings.ts';
import { appraisalAddress, findingAddress, unitAddress } from '../addresses.ts';
import { standingsNow } from '../findings/standings.ts';
import { pageAt, type Shown, type Visit } from '../page.ts';
import { day, section } from '../parts.ts';
import { guidanceOn } from '../reviews/guidance-part.ts';

type Params = { procedure: string; agency: string };

const guidance = guidanceOn<Params>(async visit => {
  const { procedure, agency } = offeringOf(visit, visit.params);
  return { procedure, units: [agency.code] };
});

const shownRows = 200;

async function show(visit: Visit<Params>): Promise<Shown> {
  const { city, store, context, configuration, names } = visit;
  const { procedure, agency } = offeringOf(visit, visit.params);
  const checklist = await context.reader.checklist(procedure, agency.code, visit.gone);
  const { systems, name } = await atSystems(store, configuration, procedure, agency.code);
  const open = (await history(store, { procedure, state: 'open' }, visit.now, shownRows * 5))
    .filter(row => row.units.length === 0 || row.units.includes(agency.code))
    .slice(0, shownRows);
  found(
    name === undefined && open.length === 0 && !checklist ? undefined : true,
    'Chưa hệ thống nào có thủ tục này.',
    'No system has shown this procedure.',
  );
  const { levelNames } = city;
  const standing = await standingsNow(store, { procedure });
  const items = open.map(
    row =>
      html`<li>${severityBadge(row.severity)} <a href="${findingAddress(row.fingerprint)}">${say(row, levelNames).brief}</a> <span class="quiet">${stateNames[standing(row)]}</span></li>`,
  );
  const main = html`<p class="eyebrow"><code>${procedure}</code></p><h1 class="said">${name || `Thủ tục ${procedure}`}</h1>
<p class="lead"><a href="${unitAddress(agency.code)}">${agency.name}</a></p>
${section('he-thong', 'Ở từng hệ thống', pageTable(systemTable(names), systems))}
${checklist && readinessPart(visit, checklist)}
<p class="links"><a href="${appraisalAddress(procedure, agency.code)}">Thẩm định</a></p>
${await guidance.part(visit)}
${section('dang-mo', 'Sai lệch đang mở', items.length === 0 ? html`<p class="quiet">Không có sai lệch nào đang mở.</p>` : html`<ul class="held">${items}</ul>`)}`;
  return { title: `${procedure} tại ${agency.name}`, trail: [[unitAddress(agency.code), agency.name]], main };
}

type AtSystem = Awaited<ReturnType<typeof atSystems>>['systems'][number];

function systemTable(names: Visit['names']): Table<AtSystem> {
  return list([
    { title: 'Hệ thống', head: true, page: ({ system }) => names.system(system) },
    {
      title: 'Có cung cấp',
      page: ({ offered }) => (offered === null ? 'chưa rõ' : offered ? 'có' : 'không'),
    },
    {
      title: 'Mức dịch vụ',
      page: ({ level, offered, role }) =>
        role === 'national'
          ? '–'
          : level === undefined
            ? offered === false
              ? '–'
              : 'chưa rõ'
            : names.levels.of(level as never),
    },
    { title: 'Đọc ngày', page: ({ takenAt }) => (takenAt === null ? 'chưa đọc đủ lần nào' : day(takenAt)) },
  ]);
}

/** What it should reach and why, and condition by condition what is still missing. */
function readinessPart({ names }: Visit, { verdict, rows, target }: OfferingChecklist): Markup {
  return section(
    'san-sang',
    `Điều kiện lên ${names.levels.of(4)}`,
    html`<p>${badge(verdictTones[verdict], verdictNames[verdict])}</p>${target && html`<p>Chỉ tiêu: ${targetWords(target, names.levels)}.${target.sources.map(source => html`<br><span class="quiet">${source}</span>`)}</p>`}${pageTable(checkTable(names), rows)}`,
  );
}

/** One procedure at one unit: every system side by side, what keeps it from its target, what is open. */
export const offeringPage = pageAt('/dich-vu/:procedure/:agency', {
  action: 'read-slice',
  room: '/don-vi',
  show,
  forms: guidance.forms,
});
