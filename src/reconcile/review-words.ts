import type { Target } from '../domain/review.ts';

/** Sources named in evidence; a row of a unit's list each. */
const mostSources = 20;

/** Who says so, to go on after a name: "đã được rà soát đủ điều kiện …". */
export const whyWords: Record<Target['why'], string> = {
  review: 'đơn vị đã rà soát',
  'roll-up': 'cơ quan tổng hợp đã rà soát',
  decision: 'cơ quan có thẩm quyền đã quyết định',
  'already-online': 'quyết định công bố đã nêu',
  conflict: 'các danh mục mâu thuẫn nhau',
  'not-reviewed': 'chưa ai rà soát',
};

/** The target as evidence: what was said, by whom, in which file, sheet and row. */
export function targetEvidence({ level, why, technical, legal, sources }: Target): Record<string, unknown> {
  return {
    target: level,
    why,
    sources: sources.slice(0, mostSources),
    ...(sources.length > mostSources && { sourceCount: sources.length }),
    grounds: {
      technical: { blocks: technical.blocks ?? null, reasons: technical.reasons, text: technical.text },
      legal: { blocks: legal.blocks ?? null, reasons: legal.reasons, text: legal.text },
    },
  };
}

/** "(Phụ lục I của UBND phường Cái Khế, ds.xlsx, trang «PL I», dòng 12)"; empty where nobody can be quoted. */
export function sourceWords({ sources }: Target): string {
  const [first] = sources;
  if (first === undefined) return '';
  return sources.length === 1 ? ` (${first})` : ` (${first} và ${sources.length - 1} nguồn khác)`;
}

/** What is in the way, as far as the lists say: "vướng kỹ thuật: chưa có chữ ký số; vướng quy định". */
export function groundWords({ technical, legal }: Pick<Target, 'technical' | 'legal'>): string {
  const parts = [
    { name: 'vướng kỹ thuật', ground: technical },
    { name: 'vướng quy định', ground: legal },
  ];
  return parts
    .filter(({ ground }) => ground.blocks)
    .map(({ name, ground }) => (ground.text ? `${name}: ${short(ground.text)}` : name))
    .join('; ');
}

function short(text: string): string {
  return text.length <= 160 ? text : `${text.slice(0, 159).toWellFormed().trimEnd()}…`;
}
