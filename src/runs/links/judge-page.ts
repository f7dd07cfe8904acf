import type { CheckedLink } from '../../domain/link.ts';
import { textKey } from '../../domain/text.ts';
import { shortened } from '../../domain/unit-name.ts';

/** What a link is to lead to, and the units it must not. */
export interface Expected {
  /** National code. */
  procedure: string;
  unit: string;
  /** Names of all units of the city. */
  units: readonly string[];
  /** Names of those above it: the city stands at the foot of everybody's pages. */
  above: readonly string[];
}

const codes = /(?<![\d.])\d\.\d{6}(?!\d)/g;

/**
 * What a page says it is about. Only another code in place of ours, or another unit in place of ours, says that the link
 * is wrong: of a page with several codes, or with none, nobody knows.
 */
export function judgePage(
  page: string,
  { procedure, unit, units, above }: Expected,
): Pick<CheckedLink, 'verdict' | 'shows'> {
  // Only what people read counts: scripts carry lists of everything.
  const text = withoutScripts(page).replace(/<[^<>]*>/g, ' ');
  if (/<input[^<>]*type=["']?password/i.test(page)) return { verdict: 'unknown' };
  const shown = new Set(text.match(codes) ?? []);
  if (!shown.has(procedure)) {
    const [other] = shown;
    return shown.size === 1 && other !== undefined
      ? { verdict: 'other-procedure', shows: other }
      : { verdict: 'unknown' };
  }
  // A page may write "UBND" where our list has it in full, and the other way round.
  const keyOf = (words: string) => shortened(textKey(words));
  let read = ` ${keyOf(text)} `;
  const named = (name: string) => keyOf(name) !== '' && read.includes(` ${keyOf(name)} `);
  if (named(unit)) return { verdict: 'answers' };
  // Nor does the office of one above: "Văn phòng UBND thành phố Cần Thơ".
  for (const name of above) read = read.replaceAll(` ${keyOf(name)} `, '  ');
  // "Sở Y tế" within the name of another unit does not name it.
  const others = units.filter(named);
  const whole = others.filter(
    one => !others.some(other => other !== one && keyOf(other).includes(keyOf(one))),
  );
  const [only] = whole;
  if (whole.length === 1 && only !== undefined && !keyOf(only).includes(keyOf(unit)))
    return { verdict: 'other-unit', shows: only };
  return { verdict: 'answers' };
}

const opened = /<(script|style|noscript|template)\b/gi;
const closed: Record<string, RegExp> = {
  script: /<\/script/gi,
  style: /<\/style/gi,
  noscript: /<\/noscript/gi,
  template: /<\/template/gi,
};

/** From left to right, once: what is opened and never closed is the rest of the page. */
function withoutScripts(page: string): string {
  let text = '';
  for (let at = 0; ; ) {
    opened.lastIndex = at;
    const start = opened.exec(page);
    if (!start) return text + page.slice(at);
    text += `${page.slice(at, start.index)} `;
    const end = closed[start[1]!.toLowerCase()]!;
    end.lastIndex = start.index;
    const found = end.exec(page);
    if (!found) return text;
    at = found.index + found[0].length;
  }
}
