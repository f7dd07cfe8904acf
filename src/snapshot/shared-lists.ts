/** Lists kept; a city has a few dozen common ones (every commune, one department …) and some that occur once. */
const most = 500;
const lists = new Map<string, readonly string[]>();

/**
 * The list of strings a JSON text holds; equal texts give the same array, so that whoever compares the agencies of
 * two procedures can compare references. Sharing is an economy and not a promise: it ends when the table is full.
 */
export function sharedList(text: string): readonly string[] {
  const known = lists.get(text);
  if (known) return known;
  const list = Object.freeze(JSON.parse(text) as string[]);
  if (lists.size >= most) lists.clear();
  // A copy of the text: the one we were handed may be a slice that keeps a whole body alive.
  lists.set(Buffer.from(text).toString(), list);
  return list;
}
