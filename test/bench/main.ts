/**
 * `npm run bench [-- pair details … soak 10]`: runs the benches named, or all but the long ones, one after the other and each
 * in a process of its own; numbers are for the bench before them (minutes of `soak`; of `memory` the offerings of its runs,
 * which are then all it does). They print ratios; nothing is asserted.
 */
import { spawnSync } from 'node:child_process';

const benches = [
  'start',
  'ready',
  'client',
  'pair',
  'details',
  'memory',
  'workbook',
  'serve',
  'reviews',
  'pages',
  'people',
  'guided',
  'scale',
];
/** Only where they are named. */
const long = ['soak'];
const fileOf = (name: string) => new URL(`./${name}.ts`, import.meta.url);

/** Given to the child process: run it here. */
const here = '--here';

const given = process.argv.slice(2);
if (given[0] === here) await run(given[1] ?? '', given.slice(2));
else {
  const names = given.filter(word => !/^\d+$/.test(word));
  const unknown = names.filter(name => ![...benches, ...long].includes(name));
  if (unknown.length > 0) {
    process.stderr.write(
      `No such bench: ${unknown.join(', ')}. There are: ${[...benches, ...long].join(', ')}.\n`,
    );
    process.exit(64);
  }
  for (const name of names.length > 0 ? names : benches) {
    const after = given.slice(given.indexOf(name) + 1);
    const next = after.findIndex(word => !/^\d+$/.test(word));
    const numbers = given.includes(name) ? after.slice(0, next < 0 ? undefined : next) : [];
    const { status } = spawnSync(process.execPath, [import.meta.filename, here, name, ...numbers], {
      stdio: 'inherit',
    });
    process.exitCode ||= status ?? 1;
  }
}

/** Every bench is `<name>.ts` exporting `<name>Bench(): Promise<string[]>`, lines to print. */
async function run(name: string, numbers: string[]): Promise<void> {
  const bench: Record<string, (...numbers: string[]) => Promise<string[]>> = await import(fileOf(name).href);
  const lines = await bench[`${name}Bench`]!(...numbers);
  process.stdout.write(`${name}\n${lines.map(line => `  ${line}\n`).join('')}`);
}
