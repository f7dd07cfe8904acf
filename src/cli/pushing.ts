import type { Command } from 'commander';
import type { ConfiguredAsking } from '../app/context.ts';
import { findPlan } from '../app/queries/plans.ts';
import { problemText } from '../definitions/problem.ts';
import { Refusal } from '../domain/refusal.ts';
import type { ServiceDefinition } from '../domain/service.ts';
import { createLog } from '../runs/log.ts';
import { validatedDefinitions } from '../runs/validated-definitions.ts';
import { interruptSignal, loadFrom, withStore } from './common.ts';
import { exitCodes, UsageError } from './exit.ts';
import { note, shownPath } from './output.ts';
import { askingHere, personNamed } from './person.ts';

export interface PushOptions {
  config: string;
  as?: string;
  json?: boolean;
}

/** What every command that plans or pushes starts from. */
export interface PushDesk extends ConfiguredAsking {
  signal: AbortSignal;
  by: string;
}

export function withPerson(command: Command): Command {
  return command.option('--as <ai>', 'người thực hiện (mặc định: người đang đăng nhập máy)');
}

/** Sets the desk up, and turns Ctrl-C into its exit code. */
export async function atDesk(options: PushOptions, work: (desk: PushDesk) => Promise<void>): Promise<void> {
  const configuration = await loadFrom(options.config);
  const log = createLog(configuration.secrets, 'error');
  const interrupt = interruptSignal();
  try {
    await withStore(configuration, store => {
      const by = personNamed(options.as);
      return work({ ...askingHere(store, by), configuration, log, signal: interrupt.signal, by });
    });
  } catch (error) {
    if (interrupt.interrupted()) {
      note('Đã dừng theo yêu cầu.');
      process.exitCode = exitCodes.interrupted;
    } else throw error;
  } finally {
    interrupt.dispose();
  }
}

/** @throws Refusal when there is no such plan. */
export async function knownPlan({ store }: PushDesk, id: string): Promise<void> {
  if (!(await findPlan(store, id))) throw new Refusal('plan-unknown', { plan: id });
}

/** Definitions without any problem; a wrong one in scope is refused before anything is contacted. */
export async function soundDefinitions(
  { configuration, store }: PushDesk,
  only: readonly string[] | undefined,
): Promise<ServiceDefinition[]> {
  const { definitions, problems } = await validatedDefinitions(configuration, store, only);
  const errors = problems.filter(({ warning }) => !warning);
  if (errors.length > 0) {
    throw new UsageError(
      'định nghĩa còn lỗi, chưa liên hệ hệ thống nào (bỏ qua bằng --only):',
      errors.map(problem => problemText({ ...problem, file: shownPath(problem.file) })),
    );
  }
  return definitions;
}
