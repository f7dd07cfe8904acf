import { userInfo } from 'node:os';
import type { Asking } from '../app/context.ts';
import type { Words } from '../domain/language.ts';
import { isReservedName } from '../domain/same-person.ts';
import { cleanText } from '../domain/text.ts';
import { UsageError } from './exit.ts';

/**
 * Who uses the command line: the name that was given, else the account of the machine.
 *
 * @param option Where the name was given, for the refusal.
 * @throws UsageError for names of the program's own actors, and such as show nothing.
 */
export function personNamed(given: string | undefined, option = '--as'): string {
  if (given === undefined) return machineUser();
  const name = cleanText(given);
  if (isReservedName(name) || name.length > 200)
    throw new UsageError({
      vi: `${option}: cần tên một người, nhiều nhất 200 ký tự, không phải tên dành riêng cho dvc-sync.`,
      en: `${option}: the name of a person is needed, of at most 200 characters and not reserved for dvc-sync.`,
    });
  return name;
}

/** `--as`, for a command's options: what whoever is named there does. */
export function asPerson({ vi, en }: Words): ['--as <ai>', Words] {
  const account = { vi: 'người đang đăng nhập máy', en: 'the account of this machine' };
  return ['--as <ai>', { vi: `${vi} (mặc định: ${account.vi})`, en: `${en} (default: ${account.en})` }];
}

/** What a use case takes, of somebody at the command line: who has the machine may do everything. */
export function askingHere(store: Asking['store'], who = personNamed(undefined)): Asking {
  return {
    store,
    actor: { name: who, role: 'admin', anyOffice: true, origin: 'cli' },
    now: () => new Date(),
  };
}

function machineUser(): string {
  const name = accountName();
  return isReservedName(name) ? `${name} (tài khoản máy)` : name;
}

/** In a container the number it runs under may belong to nobody. */
function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? '?'}`;
  }
}
