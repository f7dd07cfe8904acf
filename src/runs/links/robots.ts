/** May a path be asked for by what the `robots.txt` of its host says (RFC 9309): the longest rule that fits, allowing wins. */
export type MayAsk = (path: string) => boolean;

const ownName = 'dvc-sync';
/** Lines anybody would write. */
const mostLines = 5_000;

export function readRobots(text: string): MayAsk {
  const groups: { agents: string[]; rules: { allow: boolean; pattern: string }[] }[] = [];
  let naming = false;
  for (const line of text.split(/\r\n|\n|\r/, mostLines)) {
    const plain = line.split('#', 1)[0]!;
    const at = plain.indexOf(':');
    if (at < 0) continue;
    const key = plain.slice(0, at).trim().toLowerCase();
    const value = plain.slice(at + 1).trim();
    if (key === 'user-agent') {
      if (!naming) groups.push({ agents: [], rules: [] });
      groups.at(-1)!.agents.push(value.toLowerCase());
      naming = true;
      continue;
    }
    naming = false;
    if (key === 'allow' || key === 'disallow') {
      if (value !== '') groups.at(-1)?.rules.push({ allow: key === 'allow', pattern: value });
    }
  }
  const of = (name: string) => groups.filter(({ agents }) => agents.includes(name));
  const ours = of(ownName).length > 0 ? of(ownName) : of('*');
  const rules = ours.flatMap(group => group.rules);
  return path => {
    const [best] = rules
      .filter(({ pattern }) => fits(pattern, path))
      .sort((a, b) => b.pattern.length - a.pattern.length || Number(b.allow) - Number(a.allow));
    return best?.allow ?? true;
  };
}

/** `*` stands for anything, `$` at the end for the end; each part is looked for once, from left to right. */
function fits(pattern: string, path: string): boolean {
  const whole = pattern.endsWith('$');
  const [first = '', ...parts] = (whole ? pattern.slice(0, -1) : pattern).split('*');
  if (!path.startsWith(first)) return false;
  let at = first.length;
  for (const [index, part] of parts.entries()) {
    if (whole && index === parts.length - 1) return path.length - part.length >= at && path.endsWith(part);
    const found = path.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return !whole || at === path.length;
}
