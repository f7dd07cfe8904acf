import { numberWords } from '../../domain/number-words.ts';
import { date, dateAndTime, dayText } from '../../domain/time.ts';
import { sentenceCase } from '../../words/sentence.ts';
import { html, type Markup } from '../html/markup.ts';
import { writePlainPage } from '../html/plain-page.ts';
import { milestoneKinds, milestoneStateNames } from '../milestone-words.ts';
import type { Write } from '../staged-file.ts';
import { boardHeadline, partSentence } from './milestone-lines.ts';
import type { MilestoneBoard, MilestonePart } from './milestones-model.ts';
import { progressBar } from './progress-bar.ts';

/** `milestones.html`: every milestone with who is late, due, done. */
export async function writeMilestonePage(board: MilestoneBoard, write: Write): Promise<void> {
  const page = {
    title: `Mốc kế hoạch DVCTT ${board.place}, ${date(board.madeAt)}`,
    place: board.place,
    made: dateAndTime(board.madeAt),
    heading: boardHeadline(board),
    lead: html`<p>Ngày làm việc: từ thứ hai đến thứ sáu, trừ ngày nghỉ đã khai; hạn rơi vào ngày nghỉ thì hết vào ngày làm việc kế tiếp.</p>`,
  };
  await writePlainPage(page, ['reviews'], write, async () => {
    for (const part of board.milestones) await write(section(part).text);
  });
}

function section(part: MilestonePart): Markup {
  const { name, what, counts, states } = part;
  const share = (count: number) => (states.length === 0 ? 0 : count / states.length);
  const open = states.filter(({ state }) => state !== 'done');
  const done = states.filter(({ state }) => state === 'done');
  return html`<section><h2>${sentenceCase(name)}</h2><p class="meta">${sentenceCase(milestoneKinds[what])} · ${partSentence(part)}</p>${progressBar(
    [
      { share: share(counts.done), tone: 'good', words: `${numberWords(counts.done)} đã xong` },
      { share: share(counts.due), tone: 'some', words: `${numberWords(counts.due)} đến hạn` },
      { share: share(counts.late), tone: 'bad', words: `${numberWords(counts.late)} quá hạn` },
      {
        share: share(counts.ahead + counts.unknown),
        tone: 'rest',
        words: `${numberWords(counts.ahead + counts.unknown)} chưa đến kỳ hoặc chưa rõ`,
      },
    ],
  )}${states.length === 0 && html`<p class="quiet">Không đơn vị nào phải làm.</p>`}${open.length > 0 && list(open)}${
    done.length > 0 &&
    html`<details><summary>${numberWords(done.length)} đã xong</summary>${list(done)}</details>`
  }</section>`;
}

/** The days are the same for everybody and stand above. */
function badgeText({ state, doneOn }: MilestonePart['states'][number]): string {
  return doneOn === null ? milestoneStateNames[state] : `${milestoneStateNames[state]} ${dayText(doneOn)}`;
}

const tones = { done: 'good', late: 'critical', due: 'major', ahead: 'info', unknown: 'minor' } as const;

function list(states: MilestonePart['states']): Markup {
  const rows = states.map(
    state =>
      html`<tr><th scope="row">${state.name}${state.unit !== state.name && html` <code>${state.unit}</code>`}</th><td><span class="badge ${tones[state.state]}">${badgeText(state)}</span></td><td>${state.missing && sentenceCase(state.missing)}</td></tr>`,
  );
  return html`<table class="checks"><thead><tr><th scope="col">Ai phải làm</th><th scope="col">Tình trạng</th><th scope="col">Còn thiếu</th></tr></thead><tbody>${rows}</tbody></table>`;
}
