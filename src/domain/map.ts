/** What a map holds under a key, made where it holds nothing: as `getOrInsertComputed`, which Node 24 has not. */
export function entry<K, V>(map: Map<K, V>, key: K, fresh: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const value = fresh();
  map.set(key, value);
  return value;
}
