/** What a free text field holds: the words people put there, and the facts of ours behind them. */
export interface Noted {
  words: string;
  facts: Record<string, unknown>;
}

const opening = '{"dvcSync":';

/**
 * Facts of a definition that OpenCPS has no field for (online hours, national dossier state …) are kept at the end of
 * a free text field as `{"dvcSync":{…}}`, so that they can be read back. `text` is unescaped. What is no such note is
 * all words.
 */
export function readNote(text: string): Noted {
  const start = text.indexOf(opening);
  const end = text.lastIndexOf('}') + 1;
  if (start < 0 || end <= start) return { words: text.trim(), facts: {} };
  try {
    const { dvcSync } = JSON.parse(text.slice(start, end)) as { dvcSync: unknown };
    if (typeof dvcSync !== 'object' || dvcSync === null) return { words: text.trim(), facts: {} };
    const words = `${text.slice(0, start).trim()} ${text.slice(end).trim()}`.trim();
    return { words, facts: { ...dvcSync } };
  } catch {
    // Somebody wrote into it: what it says can no longer be told, and the words stay as they are.
    return { words: text.trim(), facts: {} };
  }
}

/** `text` with other facts; its words stay. Facts that are `undefined` are left out; none at all = no note. */
export function withFacts(text: string, facts: Record<string, unknown>): string {
  const { words } = readNote(text);
  const told = Object.entries(facts).filter(([, value]) => value !== undefined);
  if (told.length === 0) return words;
  return `${words} ${JSON.stringify({ dvcSync: Object.fromEntries(told) })}`.trim();
}

const counts = /(?<!\s)\s*\((\d{1,4}) bản chính, (\d{1,4}) bản sao\)\s*$/;

/** How many originals and copies a part asks for, where its tip says so. */
export function readCounts(tip: string): { originals?: number; copies?: number } {
  const found = counts.exec(tip);
  return found ? { originals: Number(found[1]), copies: Number(found[2]) } : {};
}

/** The tip with these numbers, or none, at its end, in words for the applicant; what else it says stays. */
export function withCounts(tip: string, originals: number | undefined, copies = 0): string {
  const told = originals === undefined ? '' : ` (${originals} bản chính, ${copies} bản sao)`;
  return `${tip.replace(counts, '')}${told}`.trim();
}
