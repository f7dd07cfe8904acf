import { createHash } from 'node:crypto';
import { sameJson } from '../../domain/canonical.ts';
import type { City } from '../../domain/city.ts';
import type { RoundWord } from '../../domain/consultation.ts';
import { Refusal } from '../../domain/refusal.ts';
import { type Tier, tiers } from '../../domain/tier.ts';
import { date, dayOf, endOfDay } from '../../domain/time.ts';
import type { Book } from '../../reading/book.ts';
import { workbookMark } from '../../reading/workbook-mark.ts';
import type { FileAnswer } from '../../review/answer.ts';
import { isClosedEarly, isLate } from '../../review/consultation.ts';
import type { OpenedFile } from '../../review/open-file.ts';
import { readRoundForm, roundOfMark } from '../../review/round-form.ts';
import { roundRows } from '../../runs/consultations.ts';
import { queueRound } from '../../runs/mail/reminders.ts';
import { record } from '../../store/access/audit.ts';
import { insertRow } from '../../store/core/one-row.ts';
import { inTransaction } from '../../store/core/open.ts';
import {
  answersTo,
  closeRound,
  type ReviewRound,
  type RoundAnswer,
  roundOf,
} from '../../store/reviews/rounds.ts';
import { roundNames } from '../../words/desk.ts';
import { asked, askedAtOnce } from '../audited.ts';
import {
  type Asking,
  type ConfiguredAsking,
  doingOf,
  requireOwnUnit,
  type Store,
  saidBy,
} from '../context.ts';
import { once } from '../once.ts';

export interface WantedRound {
  list: 'eligible' | 'not-eligible';
  /** Our agency codes. */
  addressees: readonly string[];
  /** `YYYY-MM-DD`, the last day on which an answer counts. */
  until: string;
  silence: 'agrees' | 'none';
}

/** Codes of those a list is sent to: units by their code, and all of a tier. @throws Refusal */
export function addresseesOf(
  { agencies, locality }: Pick<City, 'agencies' | 'locality'>,
  to: readonly string[],
): string[] {
  return to.flatMap(part => {
    if (tiers.includes(part as Tier))
      return agencies.filter(({ code, tier }) => tier === part && code !== locality).map(({ code }) => code);
    if (!agencies.some(({ code }) => code === part)) throw new Refusal('agency-unknown', { agency: part });
    return [part];
  });
}

/**
 * Sends the city's list as it stands now round; each addressee that has an address gets a letter with its workbook.
 *
 * @throws Refusal
 */
export function openRound(asking: ConfiguredAsking, { list, addressees, until, silence }: WantedRound) {
  return asked(asking, 'open-round', list, async (by, done) => {
    let mail = { queued: 0, unreached: [] as string[] };
    const id = await once(asking, 'open-round', { list, addressees, until, silence }, async () => {
      if (until < dayOf(by.at)) throw new Refusal('round-day-over', { until });
      if (addressees.length === 0) throw new Refusal('round-empty', { what: 'addressees' });
      const rows = await roundRows(asking.store, asking.configuration.city, list);
      if (rows.length === 0) throw new Refusal('round-empty', { what: 'rows' });
      return async inner => {
        const round = await insertRow(inner, 'reviewRound', {
          ...{ list, until, silence, rows, addressees: [...new Set(addressees)].sort() },
          ...{ openedBy: by.who, openedAt: by.at },
        });
        mail = await queueRound(inner, asking.configuration, round, by.at);
        const after = { list, until, silence, rows: rows.length, addressees: round.addressees };
        await done(inner, { target: String(round.id), after });
        return round.id;
      };
    });
    return { round: (await roundOf(asking.store, id))!, ...mail };
  });
}

/** An answer to a round that did not come in a workbook. @throws Refusal */
export function answerRound(asking: Asking, given: { round: number; agency: string; words: RoundWord[] }) {
  const { round: id, agency, words } = given;
  return asked(asking, 'answer-round', `${id} ${agency}`, async () => {
    requireOwnUnit(asking.actor, agency);
    await once(asking, 'answer-round', given, async () => {
      const round = await addressed(asking, id, agency);
      const rows = round.rows.length;
      for (const { row } of words)
        if (row >= rows) throw new Refusal('round-row-unknown', { round: id, row, rows });
      const answer = { agency, words, receivedAt: asking.now().toISOString(), sha256: '' };
      return async inner => (await keep(inner, asking, round, answer)).id;
    });
  });
}

/** What is said beside a workbook that comes back. */
interface Returned {
  /** Whose it is, by who sends it; else the workbook says so. */
  unit?: string;
  /** Of what came on paper: ISO 8601, UTC. Absent: now. */
  receivedAt?: string;
  /** Only answer, keep nothing. */
  dryRun?: boolean;
  beforeKeeping?(): void;
}

/**
 * Takes an addressee's workbook back; the answer says what of it was taken. One that is late is taken and marked.
 *
 * @throws Refusal
 */
export function takeRoundAnswer(
  asking: Asking,
  { bytes, answer, book }: OpenedFile,
  { unit, receivedAt, dryRun, beforeKeeping }: Returned,
): Promise<{ answer: FileAnswer; book?: Book }> {
  return asked(asking, 'answer-round', answer.file.name, async () => {
    if (!book) return { answer };
    const mark = roundOfMark(workbookMark(book));
    if (!mark)
      return {
        answer: {
          ...{ ...answer, state: 'unreadable' },
          error: 'đây không phải phiếu lấy ý kiến do dvc-sync lập; gửi lại chính tệp đã nhận.',
        },
      };
    requireOwnUnit(asking.actor, mark.agency);
    const round = await roundOf(asking.store, mark.round);
    const notTaken = (reason: string, todo: string) => {
      const place = { sheet: null, row: null, cell: null };
      answer.problems.push({ ...place, kind: 'questioned', reason, todo, suggestions: [], rows: 0 });
      return { answer, book };
    };
    // Said to the sender like everything else: among many files it is one.
    if (!round?.addressees.includes(mark.agency))
      return notTaken(
        `đợt lấy ý kiến số ${mark.round} không gửi cho đơn vị ghi trong phiếu`,
        'gửi lại chính tệp đã nhận',
      );
    if (unit !== undefined && unit !== mark.agency)
      return notTaken(
        `phiếu được lập cho đơn vị có mã ${mark.agency}, không phải ${unit}`,
        'nộp phiếu cho đúng đơn vị ghi trong phiếu',
      );
    const now = asking.now().toISOString();
    // Opened by a clock that was ahead, it was open at least by now.
    if (receivedAt !== undefined && [round.openedAt, now].every(at => dayOf(receivedAt) < dayOf(at)))
      return notTaken(
        `đợt lấy ý kiến số ${round.id} mở ngày ${date(round.openedAt)}, không thể có phiếu nhận trước ngày ấy`,
        'ghi lại ngày nhận',
      );
    const { words, problems } = readRoundForm(book, mark, round.rows);
    const note = (text: string) => answer.notes.push({ sheet: null, row: null, cell: null, text });
    const accepted = words.filter(({ asked }) => !asked).length;
    Object.assign(answer, { round: round.id, accepted, questioned: problems.length });
    answer.problems.push(...problems);
    if (words.length === 0 && problems.length > 0) return { answer, book };
    if (words.length === 0) note('phiếu chưa có ý kiến nào: được ghi là không có ý kiến');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const before = (await answersTo(asking.store, round.id)).filter(({ agency }) => agency === mark.agency);
    const same = before.findLast(each => each.sha256 === sha256);
    const sameDay = receivedAt === undefined || (same && dayOf(receivedAt) === dayOf(same.receivedAt));
    // What was asked about may be understood today, and a day may be said that was forgotten.
    if (same && same === before.at(-1) && sameDay && sameJson(same.words, words)) {
      note('tệp này đã nhập trước đây; không có gì thay đổi');
      return { answer: { ...answer, state: 'unchanged', id: same.id }, book };
    }
    const received = receivedAt ?? now;
    if (isLate(round, { receivedAt: received, at: keptAt(round, now) }))
      note(`đến ${roundNames(isClosedEarly(round)).afterwards}: giữ lại trong hồ sơ, không tính vào kết quả`);
    // A clear answer stands: what nobody understands takes its place only once it is understood.
    if (accepted === 0 && problems.length > 0 && before.length > 0) return { answer, book };
    if (before.length > 0) note('đơn vị đã trả lời trước đây; câu trả lời cuối cùng trong hạn được tính');
    if (dryRun) return { answer: { ...answer, state: 'dry-run' }, book };
    beforeKeeping?.();
    const said = { agency: mark.agency, words, sha256, receivedAt: received };
    const kept = await inTransaction(asking.store, inner => keep(inner, asking, round, said));
    // It has answered, so that nobody takes it for silent; of what it said nothing counts yet.
    if (accepted === 0 && problems.length > 0) return { answer, book };
    return { answer: { ...answer, state: 'imported', id: kept.id }, book };
  });
}

/**
 * Closes a round; answers that come later are kept as late ones.
 *
 * @throws Refusal before its last day is over, without a reason.
 */
export function endRound(asking: Asking, id: number, reason: string | null): Promise<ReviewRound> {
  return askedAtOnce(asking, 'close-round', String(id), async (inner, by, done) => {
    const round = await roundOf(inner, id);
    if (!round) throw new Refusal('round-unknown', { round: id });
    if (round.closedAt !== null) throw new Refusal('round-closed', { round: id });
    const { until } = round;
    if (by.at <= endOfDay(until)! && !reason?.trim())
      throw new Refusal('round-not-over', { round: id, until });
    const closed = await closeRound(inner, id, by, reason?.trim() || null);
    if (!closed) throw new Refusal('round-closed', { round: id });
    await done(inner, { after: { reason: closed.closeReason } });
    return closed;
  });
}

/** What comes after a round was closed has come after that, also where whoever closed it had a clock that was ahead. */
function keptAt({ closedAt }: ReviewRound, now: string): string {
  return closedAt !== null && closedAt > now ? closedAt : now;
}

async function addressed({ store }: Asking, id: number, agency: string): Promise<ReviewRound> {
  const round = await roundOf(store, id);
  if (!round) throw new Refusal('round-unknown', { round: id });
  if (!round.addressees.includes(agency)) throw new Refusal('not-addressed', { round: id, agency });
  return round;
}

async function keep(
  inner: Store,
  asking: Asking,
  round: ReviewRound,
  answer: { agency: string; words: RoundWord[]; receivedAt: string; sha256: string },
): Promise<RoundAnswer> {
  const by = doingOf(asking);
  const kept = await insertRow(inner, 'roundAnswer', {
    ...{ ...answer, ...saidBy(by), roundId: round.id, at: keptAt(round, by.at), origin: by.origin },
  });
  await record(inner, {
    ...{ ...by, action: 'answer-round', target: `${round.id} ${answer.agency}` },
    after: { id: kept.id, receivedAt: answer.receivedAt, words: answer.words.length },
  });
  return kept;
}
