/**
 * Both databases order texts by their UTF-8 bytes; JavaScript's `<` goes by UTF-16 code units. The two differ beyond
 * U+D7FF, and a merge of sorted streams that trusts the wrong one would call things missing. So code columns hold
 * `ordered(code)`: the same text for every ordinary code, and one whose byte order is the code units' order for any.
 * It also keeps NUL and lone surrogates, which PostgreSQL refuses, out of the columns.
 */
export function ordered(text: string): string {
  return text.replace(/[\u0000\u0001\ud7ff-\uffff]/g, unit => {
    const code = unit.charCodeAt(0);
    if (code <= 1) return `\u0001${String.fromCharCode(code + 1)}`;
    return `\ud7ff${String.fromCharCode(0x100 + (code >> 8), 0x100 + (code & 0xff))}`;
  });
}

/** The text that was `ordered`. */
export function unordered(column: string): string {
  return column.replace(
    /\u0001([\u0001\u0002])|\ud7ff(.)(.)/gs,
    (_all, low?: string, high?: string, rest?: string) =>
      low
        ? String.fromCharCode(low.charCodeAt(0) - 1)
        : String.fromCharCode(((high!.charCodeAt(0) - 0x100) << 8) + (rest!.charCodeAt(0) - 0x100)),
  );
}

/**
 * PostgreSQL refuses NUL and half surrogate pairs in texts; what came in of that kind becomes U+FFFD. A parameter of a
 * statement that is not a text is left as it is.
 */
export function storable<Value>(value: Value): Value | string {
  return typeof value === 'string' ? value.replaceAll('\0', '\ufffd').toWellFormed() : value;
}
