/**
 * The heading that still holds for the rows below of those that fit: the last one, unless another of its own kind ("B"
 * after "A", "III" after "II") has come since.
 */
export function standingHeading(
  headings: readonly string[],
  fits: (heading: string) => boolean,
): string | undefined {
  const at = headings.findLastIndex(fits);
  if (at < 0) return undefined;
  const heading = headings[at]!;
  return headings.slice(at + 1).some(later => kindOf(later) === kindOf(heading)) ? undefined : heading;
}

function kindOf(heading: string): 'roman' | 'letter' | 'number' | 'plain' {
  // "Các" is no "C)", and "Đã" no "ã".
  const [, mark = ''] = /^[^\p{L}\p{N}]*([\p{L}\p{N}]+)/u.exec(heading.normalize()) ?? [];
  if (/^[ivx]+$/i.test(mark)) return 'roman';
  if (/^[a-h]$/i.test(mark)) return 'letter';
  return /^\d/.test(mark) ? 'number' : 'plain';
}
