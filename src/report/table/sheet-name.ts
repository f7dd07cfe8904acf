const longest = 31;

/** The name as a sheet may have it: spreadsheets refuse some signs, more than 31 characters, and the same name twice. */
export function freeSheetName(name: string, otherwise: string, taken: Set<string>): string {
  const allowed = name.replace(/[\\/?*[\]:']/g, ' ');
  const plain = allowed.slice(0, longest).trim() || otherwise;
  let free = plain;
  for (let number = 2; taken.has(free.toLowerCase()); number++)
    free = `${plain.slice(0, longest - 5).trim()} ${number}`;
  taken.add(free.toLowerCase());
  return free;
}
