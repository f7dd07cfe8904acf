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
