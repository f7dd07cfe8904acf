/**
 * Text as every printed form can carry it: line ends are `\n`, characters that neither XML nor HTML may hold are out,
 * half surrogate pairs become U+FFFD. JSON forms do not need it.
 */
export function printable(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufdd0-\ufdef\ufffe\uffff]/g,
      '',
    );
}
