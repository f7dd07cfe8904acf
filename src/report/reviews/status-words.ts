import { numberWords } from '../../domain/number-words.ts';
import { dateAndTime } from '../../domain/time.ts';
import { firstProcedures, procedureWords } from '../../words/procedures.ts';
import { listWords } from '../../words/sentence.ts';
import type { ReviewStatus, StatusUnit } from './status-model.ts';

/** "40 trên 92 đơn vị đã gửi đủ danh mục rà soát". */
export function statusHeadline({ units }: ReviewStatus): string {
  if (!units) return 'Chưa biết các đơn vị phải rà soát những gì';
  if (units.length === 0) return 'Không đơn vị nào phải rà soát';
  const complete = units.filter(unit => unit.complete).length;
  return `${numberWords(complete)} trên ${numberWords(units.length)} đơn vị đã gửi đủ danh mục rà soát`;
}

/** What the lists have come to so far. */
export function targetSentence({ targets, nationalAt, tiers, names: { levels } }: ReviewStatus): string {
  if (nationalAt === null)
    return 'Chưa có lần chạy nào đọc đủ danh mục quốc gia; xem lại sau lần đối chiếu tới.';
  const { eligible, notEligible, alreadyOnline, conflict, notReviewed } = targets;
  const parts = [
    `${numberWords(eligible)} dịch vụ đủ điều kiện lên ${levels.of(4)}`,
    `${numberWords(notEligible)} chưa đủ điều kiện`,
    `${numberWords(alreadyOnline)} đã ở ${levels.of(4)} theo quyết định`,
    conflict > 0 && `${numberWords(conflict)} mâu thuẫn chưa quyết định`,
    `${numberWords(notReviewed)} chưa ai rà soát`,
  ].filter(part => part !== false);
  const told = `Theo danh mục quốc gia đọc lúc ${dateAndTime(nationalAt)}: ${parts.join(', ')}.`;
  // Completeness goes by the portal's list where that knows the unit; who adds up the table is told so.
  const asked = tiers.reduce((sum, { expected }) => sum + expected, 0);
  return asked === eligible + notEligible + conflict + notReviewed
    ? told
    : `${told} Các đơn vị phải rà soát ${numberWords(asked)} dịch vụ, tính theo danh sách của Cổng dịch vụ công quốc gia.`;
}

/** What a unit still owes and whom it waits for; "" when nothing. `shown`: how many procedures it names. */
export function owedWords(
  { owed, unexplained, named, silent, below, waitsFor }: StatusUnit,
  shown?: number,
): string {
  const parts: string[] = [];
  if (owed > 0) {
    const { first } = firstProcedures(named, shown);
    const names = first.length > 0 && `: ${procedureWords({ first, more: owed - first.length })}`;
    const bare = unexplained ? `, trong đó ${numberWords(unexplained)} chưa nêu điều kiện` : '';
    const all = `${numberWords(owed)} thủ tục`;
    parts.push(silent ? `chưa gửi danh mục nào${names || ` (${all})`}` : `thiếu ${all}${bare}${names || ''}`);
  }
  const waiting = below.units - below.complete;
  if (waiting > 0) {
    const whom = waitsFor.length > 0 ? `: ${listWords(waitsFor, 'đơn vị')}` : ' trong lĩnh vực quản lý';
    parts.push(`chờ ${numberWords(waiting)} đơn vị bên dưới${whom}`);
  }
  return parts.join('; ');
}

/** Who says what, one line a side. */
export function sideLines(
  { sides, agencies }: ReviewStatus['conflicts'][number],
  agencyName: (code: string) => string,
): { eligible: boolean; text: string }[] {
  const own = agencies.length === 1;
  return sides.map(side => {
    const who = own ? '' : listWords(side.agencies.map(agencyName), 'đơn vị', 5);
    const [source] = side.sources;
    return { eligible: side.eligible, text: own ? (source ?? '') : who };
  });
}
