/**
 * The beginning of what a remote said, at most so many characters and whole words only, with `…` for the rest. Secrets
 * are taken out later, by whoever knows them: half of one would not be found any more.
 */
export function beginningOf(text: string, most: number): string {
  if (text.length <= most) return text;
  const head = text.slice(0, most);
  const whole = /\S/.test(text[most]!) ? head.replace(/(?<!\S)\S+$/, '') : head;
  return `${whole.trimEnd()}…`;
}

/** Characters of what a remote said that are looked at, and of the longest secret it may have repeated. */
const longestSaid = 20_000;
const longestSecret = 4_000;

/** The first part of what a remote said without its secrets; of one that the cut went through nothing is left either. */
export function redactedBeginning(text: string, redact: (text: string) => string): string {
  if (text.length <= longestSaid) return redact(text);
  return redact(text.slice(0, longestSaid)).slice(0, -longestSecret);
}
