import { type Level, onlineLevel } from '../domain/level.ts';
import type { Target } from '../domain/review.ts';
import type { Owner } from '../domain/severity.ts';
import { type ManualTask, procedurePage } from '../domain/task.ts';
import { type LevelTerms, levelTerms } from '../words/level-names.ts';
import type { PlanInput, ReviewWish } from './input.ts';
import { agencyWords, procedureWords, systemWords } from './names.ts';

/** What a target asks of its offering; undefined while it is open (conflict, nobody reviewed, not appraised yet). */
export function wishOf({ level, why, sources, unappraised }: Target): ReviewWish | undefined {
  if (why === 'conflict' || why === 'not-reviewed' || unappraised) return undefined;
  return { eligible: level === 4, source: sources[0] ?? '' };
}

/**
 * The level an offering is to have: what the definition says, raised to 4 where it was found eligible (its readiness
 * is still asked for) and kept below 4 where it was not.
 */
export function wantedLevel(defined: Level, wish: ReviewWish | undefined): Level {
  if (!wish) return defined;
  if (wish.eligible) return 4;
  return defined > onlineLevel ? onlineLevel : defined;
}

/** Why it is another level than the definition's; "" where it is the same. */
export function wishWords(defined: Level, wish: ReviewWish | undefined, levels: LevelTerms): string {
  if (!wish || wantedLevel(defined, wish) === defined) return '';
  const what = `${wish.eligible ? 'đủ' : 'chưa đủ'} điều kiện lên ${levels.of(4)}`;
  return `; rà soát: ${what}${wish.source && ` (${wish.source})`}`;
}

/** Work for people where no definition could be pushed: one task for all agencies of a procedure at a system. */
export function offTargetTasks({ offTarget = [], city, systems, due }: PlanInput): ManualTask[] {
  const levels = levelTerms(city.levelNames);
  return offTarget.map(({ system, procedure, name, raise, agencies }) => {
    const level: Level = raise ? 4 : onlineLevel;
    const owner: Owner = raise ? 'technical' : 'regulatory';
    const where = `tại ${agencyWords(agencies, city)} trên ${systemWords(system, city)}`;
    const label = procedureWords(procedure, { definitions: [{ procedure, name }] });
    const what = raise
      ? `Nâng ${label} lên ${levels.of(4)} ${where} sau khi đủ điều kiện; thủ tục chưa có định nghĩa nên dvc-sync chưa đẩy được`
      : `Xác định rồi hạ ${label} xuống dưới ${levels.of(4)} ${where}: rà soát cho thấy chưa đủ điều kiện`;
    const page = systems.find(({ profile }) => profile.name === system)?.page;
    return {
      ...{ key: [system, procedure, 'set-level', level].join('/'), system, procedure, procedureName: name },
      ...{ kind: 'set-level', case: null, agencies, what, owner, due, expected: level },
      values: [
        { label: 'Mã thủ tục', value: procedure },
        { label: 'Mức dịch vụ', value: levels.of(level) },
      ],
      link: procedurePage(page, procedure),
    };
  });
}
