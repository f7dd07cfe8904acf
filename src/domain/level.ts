import type { Known } from './known.ts';

/** Service level of an offering: 4 toàn trình, 3 một phần, 2 and 1 cung cấp thông tin. */
export type Level = 1 | 2 | 3 | 4;

export const levels: readonly Level[] = [1, 2, 3, 4];

/** From level 3 on people file online, so everything a filing needs must be there. */
export const onlineLevel: Level = 3;

export function isLevel(value: unknown): value is Level {
  return value === 1 || value === 2 || value === 3 || value === 4;
}

/** Highest level of several rows; one that could not be told leaves it open unless another is already at the top. */
export function highestLevel(of: readonly Known<Level>[]): Known<Level> {
  if (of.includes(4)) return 4;
  if (of.includes(undefined)) return undefined;
  return levels.findLast(level => of.includes(level)) ?? null;
}

/** How a city calls the levels: by number, or as Decree 42/2022/NĐ-CP does. */
export type LevelNaming = 'numbers' | 'decree-42';
