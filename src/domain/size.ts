import { numberWords } from './number-words.ts';

const units = { B: 1, KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 } as const;

/** "20MB" as bytes, the way Form.io's renderer reads it; undefined = it reads nothing. */
export function sizeInBytes(size: unknown): number | undefined {
  const [, count, unit = 'B'] =
    /^(\d{1,15}(?:\.\d{1,9})?)\s*([KMG]?B)?$/i.exec(String(size ?? '').trim()) ?? [];
  return count === undefined ? undefined : Number(count) * units[unit.toUpperCase() as keyof typeof units];
}

/** "20 MB", "1,5 GB". */
export function sizeWords(bytes: number): string {
  const unit = (['GB', 'MB', 'KB'] as const).find(each => bytes >= units[each]) ?? 'B';
  return `${numberWords(Math.round((bytes / units[unit]) * 10) / 10)} ${unit}`;
}
