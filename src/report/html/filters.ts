import { severities, severityNames } from '../../domain/severity.ts';
import { sentenceCase } from '../../words/sentence.ts';
import type { ReportModel } from '../model.ts';
import { type Content, html, type Markup } from './markup.ts';

/** Shown by the script only: without it the list stands there whole. */
export function filters(model: ReportModel): Markup {
  const collator = new Intl.Collator('vi', { numeric: true });
  const agencies = model.agencies
    .map((part, index) => ({ index, name: part.agency?.name }))
    .filter(option => option.name !== undefined)
    .sort((a, b) => collator.compare(a.name!, b.name!));
  const present = new Set(model.groups.map(group => group.severity));
  return html`<form id="filters" class="filters" role="search" hidden>
<label class="search">Tìm trong danh sách<input type="search" id="q" placeholder="mã, tên thủ tục, đơn vị… (gõ có dấu hay không dấu đều được)" autocomplete="off"></label>
${choice(
  'severity',
  'Mức sai lệch',
  severities.filter(s => present.has(s)).map(s => option(s, sentenceCase(severityNames[s]))),
)}
${choice(
  'owner',
  'Trách nhiệm',
  model.owners.filter(part => part.tally.total > 0).map(part => option(part.owner, part.name)),
)}
${choice(
  'system',
  'Hệ thống',
  model.systems.map(system => option(system.name, system.title)),
)}
${choice(
  'agency',
  'Đơn vị',
  agencies.map(({ index, name }) => option(String(index), name!)),
)}
<label class="check"><input type="checkbox" id="new"> Chỉ cái mới</label>
<p class="hits"><span id="hits" role="status"></span> <button type="reset">Xem tất cả</button></p>
</form>`;
}

function choice(id: string, label: string, options: Content): Markup {
  return html`<label>${label}<select id="${id}"><option value="">tất cả</option>${options}</select></label>`;
}

function option(value: string, name: string): Markup {
  return html`<option value="${value}">${name}</option>`;
}
