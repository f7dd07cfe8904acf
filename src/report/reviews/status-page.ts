import { numberWords } from '../../domain/number-words.ts';
import { tierNames } from '../../domain/tier.ts';
import { date, dateAndTime } from '../../domain/time.ts';
import { sentenceCase } from '../../words/sentence.ts';
import { html, type Markup } from '../html/markup.ts';
import { writePlainPage } from '../html/plain-page.ts';
import type { Write } from '../staged-file.ts';
import { progressBar } from './progress-bar.ts';
import type { ReviewStatus, StatusUnit } from './status-model.ts';
import { owedWords, sideLines, statusHeadline, targetSentence } from './status-words.ts';

const mostConflicts = 500;

/** `review-status.html`: who has handed in what, what contradicts itself. */
export async function writeStatusPage(status: ReviewStatus, write: Write): Promise<void> {
  const heading = statusHeadline(status);
  const page = {
    title: `Rà soát DVCTT ${status.place}, ${date(status.madeAt)}`,
    place: status.place,
    made: dateAndTime(status.madeAt),
    heading,
    lead: html`<p>${targetSentence(status)}</p>`,
  };
  await writePlainPage(page, ['reviews'], write, async () => {
    await write(overview(status).text);
    for (const { tier } of status.tiers) {
      const units = (status.units ?? []).filter(unit => unit.tier === tier);
      await write(tierSection(sentenceCase(tierNames[tier]), units).text);
    }
    await write(conflictSection(status).text);
  });
}

function overview({ tiers }: ReviewStatus): Markup {
  return html`<section class="progress">${tiers.map(
    ({ tier, units, complete, silent }) =>
      html`<div><h3>${sentenceCase(tierNames[tier])}</h3>${progressBar([
        { share: complete / units, tone: 'good', words: `${numberWords(complete)} đơn vị đã gửi đủ` },
        {
          share: (units - complete - silent) / units,
          tone: 'some',
          words: `${numberWords(units - complete - silent)} đơn vị gửi chưa đủ`,
        },
        { share: silent / units, tone: 'bad', words: `${numberWords(silent)} đơn vị chưa gửi gì` },
      ])}<p class="quiet">${numberWords(complete)}/${numberWords(units)} đơn vị đã gửi đủ${
        silent > 0 && `, ${numberWords(silent)} chưa gửi gì`
      }</p></div>`,
  )}</section>`;
}

function tierSection(title: string, units: readonly StatusUnit[]): Markup {
  const open = units.filter(({ complete }) => !complete);
  const done = units.filter(({ complete }) => complete);
  return html`<section><h2>${title}: ${open.length > 0 ? `${numberWords(open.length)} đơn vị còn thiếu` : 'đã gửi đủ'}</h2>${
    open.length > 0 && table(open)
  }${done.length > 0 && html`<details><summary>${numberWords(done.length)} đơn vị đã gửi đủ</summary>${table(done)}</details>`}</section>`;
}

function table(units: readonly StatusUnit[]): Markup {
  return html`<table class="units"><thead><tr><th scope="col">Đơn vị</th><th scope="col" class="n">Phải rà soát</th><th scope="col" class="n">Đã gửi</th><th scope="col">Còn thiếu, chờ ai</th><th scope="col">Gửi gần nhất</th></tr></thead><tbody>${units.map(unitRow)}</tbody></table>`;
}

function unitRow(unit: StatusUnit): Markup {
  const { name, agency, expected, reported, spokenFor = 0, complete, silent, lastImportAt } = unit;
  const tone = complete ? 'good' : silent ? 'critical' : 'major';
  const state = complete ? 'đủ' : silent ? 'chưa gửi gì' : 'chưa đủ';
  return html`<tr><th scope="row">${name} <code>${agency}</code> <span class="badge ${tone}">${state}</span></th><td class="n">${numberWords(expected)}</td><td class="n">${numberWords(reported)}${
    spokenFor > 0 && html`<br><small>+${numberWords(spokenFor)} do cấp trên</small>`
  }</td><td>${owedWords(unit)}</td><td>${lastImportAt === null ? '–' : dateAndTime(lastImportAt)}</td></tr>`;
}

function conflictSection({ conflicts, agencyName }: ReviewStatus): Markup {
  if (conflicts.length === 0) return html`<section><h2>Không có mâu thuẫn nào</h2></section>`;
  const rows = conflicts.slice(0, mostConflicts).map(conflict => {
    const { procedure, name, tier, agencies, decides } = conflict;
    const where =
      agencies.length === 1
        ? `hai danh mục của ${agencyName(agencies[0]!)}`
        : `các đơn vị ${tierNames[tier]}`;
    const sides = sideLines(conflict, agencyName).map(
      ({ eligible, text }) =>
        html`<p><span class="badge ${eligible ? 'good' : 'major'}">${eligible ? 'đủ điều kiện' : 'chưa đủ điều kiện'}</span> ${text}</p>`,
    );
    return html`<tr><th scope="row"><code>${procedure}</code> ${name}<br><small class="quiet">${where}</small></th><td>${sides}</td><td>${decides}</td></tr>`;
  });
  const left = conflicts.length - rows.length;
  return html`<section><h2>${numberWords(conflicts.length)} mâu thuẫn chờ quyết định</h2><table class="conflicts"><thead><tr><th scope="col">Thủ tục</th><th scope="col">Ai nói gì</th><th scope="col">Chờ ai</th></tr></thead><tbody>${rows}</tbody></table>${
    left > 0 && html`<p class="left-out">Còn ${numberWords(left)} mâu thuẫn nữa ở tệp review-status.xlsx.</p>`
  }</section>`;
}
