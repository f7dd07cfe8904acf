import { main } from '../../src/cli/program.ts';

/*
 * A process that does command after command, as the program would in a process of its own each, without loading it anew
 * every time. Only for commands that come to an end by themselves and are not disturbed.
 */

export interface Asked {
  args: string[];
  environment: Record<string, string>;
}

const { exit } = process;

process.on('message', async ({ args, environment }: Asked) => {
  const said = { stdout: '', stderr: '' };
  const answer = (code: number) => process.send?.({ code, ...said });
  process.stdout.write = taking(text => {
    said.stdout += text;
  });
  process.stderr.write = taking(text => {
    said.stderr += text;
  });
  process.exit = code => {
    answer(Number(code ?? process.exitCode ?? 0));
    return exit(0);
  };
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
  Object.assign(process.env, environment);
  process.exitCode = undefined;
  await main(args);
  answer(Number(process.exitCode ?? 0));
  process.exitCode = undefined;
});

function taking(take: (text: string) => void): typeof process.stdout.write {
  return (chunk: string | Uint8Array, ...rest: unknown[]) => {
    take(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'));
    const done = rest.at(-1);
    if (typeof done === 'function') process.nextTick(done as () => void);
    return true;
  };
}
