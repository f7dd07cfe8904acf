import { lstat, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { isHostFailure, RemoteError } from '../../adapter/errors.ts';
import { adoptedFiles } from '../../definitions/adopt.ts';
import { heldBy } from '../../definitions/held.ts';
import { isDefined } from '../../definitions/load.ts';
import { loadFolder } from '../../definitions/load-folder.ts';
import { type DefinitionProblem, problemText, Unreadable } from '../../definitions/problem.ts';
import { readService } from '../../definitions/read-service.ts';
import { validateDefinition } from '../../definitions/validate.ts';
import { clearStaged, stageDefinition } from '../../definitions/write-definition.ts';
import { isRefusal, Refusal } from '../../domain/refusal.ts';
import { dayOf } from '../../domain/time.ts';
import { feesAt } from '../../runs/definable.ts';
import { inRemoteTurn } from '../../runs/remote-turn.ts';
import { nationalRecords, validationContext } from '../../runs/validated-definitions.ts';
import { openReader } from '../../runs/writers.ts';
import { asked } from '../audited.ts';
import type { RemoteAsking } from '../context.ts';
import { adopt } from './define.ts';

export interface AdoptedAll {
  /** Definitions written; with `resume` those of the call before, too. */
  adopted: number;
  /** Definitions that were there and stay. */
  kept: number;
  /** What the system has and no definition may say, or could not be read; Vietnamese. */
  refused: { procedure: string; reason: string }[];
}

interface Wish {
  system: string;
  /** National codes to take over. */
  codes: readonly string[];
  /** Goes on with a call that was broken off: what it has taken over counts as taken over. */
  resume: boolean;
  signal: AbortSignal;
  progress?(done: number, total: number): void;
}

/** So many reasons say what is wrong. */
const mostReasons = 3;

/**
 * Takes over what a system has of many procedures, one after the other: each is read, written down, checked as
 * `validate` does, remembered and put in its place, so that a broken-off call has whole definitions and nothing else.
 * What is there already is never touched.
 *
 * @throws RemoteError where the host is the trouble; Refusal
 */
export function adoptAll(asking: RemoteAsking, wish: Wish): Promise<AdoptedAll> {
  const { store, now, log } = asking;
  return asked(asking, 'adopt', wish.system, () =>
    inRemoteTurn(store, 'adopt', { now, log }, async (fenced, lost) => {
      const signal = AbortSignal.any([wish.signal, lost]);
      const reader = await openReader({
        ...asking,
        store: fenced,
        ...{ signal, system: wish.system, procedures: wish.codes },
      });
      try {
        return await takeOver({ ...asking, store: fenced }, { ...wish, signal }, reader.read);
      } finally {
        reader.close();
      }
    }),
  );
}

type Read = NonNullable<Awaited<ReturnType<typeof openReader>>['read']>;

async function takeOver(asking: RemoteAsking, wish: Wish, read: Read | undefined): Promise<AdoptedAll> {
  const { services } = asking.configuration;
  const { system, codes, resume, signal, progress } = wish;
  const outcome: AdoptedAll = { adopted: 0, kept: 0, refused: [] };
  await clearStaged(services);
  for (const [at, procedure] of codes.entries()) {
    signal.throwIfAborted();
    progress?.(at, codes.length);
    if (await isDefined(services, procedure)) {
      if (resume && (await isFrom(join(services, procedure), system))) outcome.adopted++;
      else outcome.kept++;
      continue;
    }
    const reason = read
      ? await reasonAgainst(asking, { system, procedure, read })
      : 'bộ nối của hệ thống này không đọc được từng thủ tục';
    signal.throwIfAborted();
    if (reason === undefined) outcome.adopted++;
    else outcome.refused.push({ procedure, reason });
  }
  await clearStaged(services);
  return outcome;
}

/** Takes one procedure over; why not, where that cannot be. */
async function reasonAgainst(
  asking: RemoteAsking,
  { system, procedure, read }: { system: string; procedure: string; read: Read },
): Promise<string | undefined> {
  const { configuration, store } = asking;
  const { services, file, city, systems } = configuration;
  const { profile } = systems.find(one => one.profile.name === system)!;
  const { hosts } = profile;
  try {
    const actual = await read(procedure, []);
    if (!actual.exists) return 'hệ thống không còn thủ tục này';
    if (Object.values(actual.offerings).every(({ level }) => level === null))
      return 'chưa đơn vị nào có mức độ ở hệ thống này';
    const national = (await nationalRecords({ city }, store, [procedure]))(procedure);
    const name = national?.facts.name ?? actual.facts?.name;
    const held = heldBy(actual, hosts, undefined).actual;
    const files = adoptedFiles(held, {
      from: { name: system, hosts, day: dayOf(asking.now().toISOString()) },
      ...(name && { name }),
      fees: await feesAt(store, profile, procedure),
      schemas: relative(join(services, procedure), dirname(file)).replaceAll('\\', '/'),
    });
    const staged = await stageDefinition(services, procedure, files);
    const { understood, problems } = await loadFolder(staged.folder, procedure);
    const context = { ...validationContext(configuration), national };
    const wrong = [
      ...problems,
      ...(understood ? validateDefinition(understood.definition, context).map(understood.locate) : []),
    ].filter(({ warning }) => !warning);
    if (wrong.length > 0) {
      await staged.discard();
      return reasonOf(wrong, staged.folder);
    }
    await adopt(asking, { system, actual: held }, async () => {
      // Whatever it is: a file of that name would stop the publishing, too.
      if (await lstat(join(services, procedure)).catch(() => undefined))
        throw new Refusal('definition-there', { file: join(services, procedure) });
    });
    await staged.publish();
    return undefined;
  } catch (error) {
    if (error instanceof Unreadable) return error.message;
    if (isRefusal(error, 'definition-there'))
      return 'trong lúc lấy đã có người đặt định nghĩa cho thủ tục này; giữ nguyên bản ấy, muốn thay thì lấy riêng thủ tục này và ghi đè';
    if (!(error instanceof RemoteError) || isHostFailure(error)) throw error;
    return `không đọc được: ${error.message}`;
  }
}

function reasonOf(problems: readonly DefinitionProblem[], folder: string): string {
  const said = problems.slice(0, mostReasons).map(problem => {
    const { line: _, ...rest } = problem;
    return problemText({ ...rest, file: relative(folder, problem.file) });
  });
  const left = problems.length - said.length;
  return [...said, ...(left > 0 ? [`và ${left} lỗi khác`] : [])].join('; ');
}

/** Was this definition taken over from the system? One nobody can read was not by us. */
async function isFrom(folder: string, system: string): Promise<boolean> {
  const file = join(folder, 'service.yaml');
  return readFile(file, 'utf8')
    .then(text => readService(file, text).service?.adopted?.system === system)
    .catch(() => false);
}
