const national = /^\d\.\d{6}$/;

/** `d.dddddd`, the shape of every code in the national list. */
export function isNationalShape(code: string): boolean {
  return national.test(code);
}

/**
 * A code that came as a number, with the zeros written out that numbers lose: the only one of national shape that it
 * can have been. Whether there is one is for the national list to say; `undefined` = there cannot be.
 */
export function codeOfNumber(value: number): string | undefined {
  const code = value.toFixed(6);
  return isNationalShape(code) && Number(code) === value ? code : undefined;
}

/** Whether a text could be anybody's code of a procedure: all have a number of some length. */
export function couldBeCode(text: string): boolean {
  return /\d{3}/.test(text);
}

/** A code as it is compared: white space around it and letter case do not matter. */
export function codeKey(code: string): string {
  return code.normalize('NFC').trim().toUpperCase();
}

/**
 * The code as we compare it: surrounding space and letter case ignored, the locality's own suffixes
 * (`.000.00.00.H13`, `.H13`) taken off, however often they stand there. Another locality's suffix is kept: it is
 * another code.
 */
export function localCode(code: string, locality: string): string {
  const plain = codeKey(code);
  const own = locality.trim().toUpperCase();
  const suffix = [`.000.00.00.${own}`, `.${own}`].find(
    one => plain.endsWith(one) && plain.length > one.length,
  );
  return suffix === undefined ? plain : localCode(plain.slice(0, -suffix.length), locality);
}
