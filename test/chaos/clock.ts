/** Loaded before the program: its clock is `CLOCK_AHEAD_MS` ahead (behind, where negative) of the machine's. */
const ahead = Number(process.env.CLOCK_AHEAD_MS ?? 0);
const Machine = Date;
const now = () => Machine.now() + ahead;

class Shifted extends Machine {
  constructor(...given: [] | [number | string | Date]) {
    if (given.length === 0) super(now());
    else super(...(given as [number]));
  }
  static override now(): number {
    return now();
  }
}
globalThis.Date = Shifted as DateConstructor;
