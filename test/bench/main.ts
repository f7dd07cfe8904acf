/**
 * `npm run bench [-- client pair details memory workbook serve reviews pages people]`: runs the benches named, or all there are, one after the other and each
 * in a process of its own. They print ratios; nothing is asserted.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const benches = ['client', 'pair', 'details', 'memory', 'workbook', 'serve', 'reviews', 'pages', 'people'];
const fileOf = (name: string) => new URL(`./${name}.ts`, import.meta.url);

/** Given to the child process: run it here. */
const here = '--here';

const names = process.argv.slice(2);
if (names[0] === here) await run(names[1] ?? '');
else {
  const unknown = names.filter(name => !benches.includes(name));
  if (unknown.length > 0) {
    process.stderr.write(`No such bench: ${unknown.join(', ')}. There are: ${benches.join(', ')}.\n`);
    process.exit(64);
  }
  for (const name of names.length > 0 ? names : benches.filter(name => existsSync(fileOf(name)))) {
    const { status } = spawnSync(process.execPath, [import.meta.filename, here, name], { stdio: 'inherit' });
    process.exitCode ||= status ?? 1;
  }
}

/** Every bench is `<name>.ts` exporting `<name>Bench(): Promise<string[]>`, lines to print. */
async function run(name: string): Promise<void> {
  const bench: Record<string, () => Promise<string[]>> = await import(fileOf(name).href);
  const lines = await bench[`${name}Bench`]!();
  process.stdout.write(`${name}\n${lines.map(line => `  ${line}\n`).join('')}`);
}
