import { readFile } from 'node:fs/promises';
import { type Copy, DockerfileParser, type Healthcheck, type JSONInstruction } from 'dockerfile-ast';
import { ownFile } from '../../src/domain/own-files.ts';

/** What a stage of the Dockerfile does, in order. */
export interface Stage {
  copies: { from: string | undefined; sources: string[]; target: string }[];
  runs: string[];
  /** By whom: undefined = root. */
  runUsers: (string | undefined)[];
  mounts: { source: string; target: string }[];
  directories: string[];
  volumes: string[];
  user: string | undefined;
  entry: string[];
  command: string[];
  healthCheck: string[];
}

/** The stage that builds and the one that becomes the image. */
export async function dockerfile(): Promise<{ build: Stage; final: Stage }> {
  const stages: Stage[] = [];
  let stage = undefined as Stage | undefined;
  for (const instruction of DockerfileParser.parse(
    await readFile(ownFile('Dockerfile'), 'utf8'),
  ).getInstructions()) {
    const words = instruction.getArguments().map(argument => argument.getValue());
    const list = () => (instruction as JSONInstruction).getJSONStrings().map(one => one.getJSONValue());
    switch (instruction.getKeyword()) {
      case 'FROM':
        stage = {
          ...{ copies: [], runs: [], runUsers: [], mounts: [], directories: [], volumes: [] },
          ...{ user: undefined, entry: [], command: [], healthCheck: [] },
        };
        stages.push(stage);
        break;
      case 'COPY':
        stage!.copies.push({
          from: (instruction as Copy).getFromFlag()?.getValue() ?? undefined,
          sources: words.slice(0, -1),
          target: words.at(-1)!,
        });
        break;
      case 'RUN':
        for (const flag of (instruction as JSONInstruction).getFlags())
          stage!.mounts.push({
            source: flag.getOption('source')!.getValue()!,
            target: flag.getOption('target')!.getValue()!,
          });
        stage!.runs.push(words.filter(word => !word.startsWith('--mount')).join(' '));
        stage!.runUsers.push(stage!.user);
        break;
      case 'WORKDIR':
        stage!.directories.push(words[0]!);
        break;
      case 'VOLUME':
        stage!.volumes.push(...words);
        break;
      case 'USER':
        stage!.user = words[0];
        break;
      case 'ENTRYPOINT':
        stage!.entry = list();
        break;
      case 'CMD':
        stage!.command = list();
        break;
      case 'HEALTHCHECK': {
        const { groups } = /CMD (?<command>\[.*\])$/.exec(
          (instruction as Healthcheck).getArgumentsContent()!,
        )!;
        stage!.healthCheck = JSON.parse(groups!.command!);
        break;
      }
    }
  }
  const [build, final] = stages;
  return { build: build!, final: final! };
}
