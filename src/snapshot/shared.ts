/** A city has a few dozen common lists (every commune, one department …), and likewise of other things, and some that occur once. */
const most = 500;

/**
 * What texts mean, one value for equal texts, so that whoever compares two can compare references. Sharing is an economy and
 * not a promise: it ends when the tables are full. Never change a value.
 */
export class Shared<Value> {
  readonly #read: (text: string) => Value;
  /** Asked for lately, and those asked for before these: what is common stays while single ones come and go. */
  #recent = new Map<string, Value>();
  #earlier = new Map<string, Value>();

  constructor(read: (text: string) => Value) {
    this.#read = read;
  }

  of(text: string): Value {
    const known = this.#recent.get(text);
    if (known !== undefined) return known;
    const value = this.#earlier.get(text) ?? this.#read(text);
    if (this.#recent.size >= most) {
      this.#earlier = this.#recent;
      this.#recent = new Map();
    }
    // A copy of the text: the one we were handed may be a slice that keeps a whole body alive.
    this.#recent.set(Buffer.from(text).toString(), value);
    return value;
  }
}
