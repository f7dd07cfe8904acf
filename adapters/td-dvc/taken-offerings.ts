import { seenBack, takenAt, takenName, taking } from '../../src/adapter/kit/taken-away.ts';
import type { Memory } from '../../src/adapter/service-request.ts';
import type { Fields } from './diagram.ts';
import type { RemoteOffering, RemoteService } from './remote.ts';

const account = 'taiKhoanThuHuongId';

/** Under what is remembered who received dossiers there, and the like: by the portal's own unit, not by ours, which may come to stand for another. */
export function offeringName(unit: string): string {
  return takenName('', 'offering', unit.toUpperCase());
}

/** To be remembered with the send that takes it away; an account that could not come back with it is owed to it still. */
export function takingOffering({ unit, kept }: RemoteOffering, memory: Memory): Memory {
  return taking<Fields>(memory, offeringName(unit), kept, (now, before) =>
    account in before ? { [account]: before[account], ...now } : now,
  );
}

/** What an offering had when we took it away, and can have again. `lost`: not its account, which no row has any more. */
export function formerOffering(unit: string, remote: RemoteService): { before: Fields; lost: boolean } {
  const { [account]: had, ...others } = takenAt<Fields>(remote.memory, offeringName(unit))?.row ?? {};
  if (had === undefined) return { before: others, lost: false };
  return isInUse(had, remote)
    ? { before: { ...others, [account]: had }, lost: false }
    : { before: others, lost: true };
}

/** The portal lists no row whose account was deleted: nobody could mend that, or take it away (contract 2.2). */
function isInUse(had: unknown, { offerings = [], accounts = [] }: RemoteService): boolean {
  return accounts.includes(had) || offerings.some(({ kept }) => kept[account] === had);
}

/** Accounts of offerings that may come back, of which the rows of this procedure do not say whether they still are. */
export function doubtfulAccounts(remote: RemoteService): unknown[] {
  const { offerings = [], directory, memory } = remote;
  const there = new Set(offerings.map(({ unit }) => offeringName(unit)));
  const missing = Object.values(directory.agencies)
    .map(offeringName)
    .filter(name => !there.has(name));
  const accounts = missing.map(name => takenAt<Fields>(memory, name)?.row[account]);
  return [...new Set(accounts)].filter(had => had !== undefined && !isInUse(had, remote));
}

/** Offerings that are there need not be remembered, unless their account could not come back with them. */
export function offeringsBack({ offerings, memory }: RemoteService): Memory {
  const there = offerings?.map(({ unit, kept }) => {
    const name = offeringName(unit);
    return [name, account in kept || !(account in (takenAt<Fields>(memory, name)?.row ?? {}))] as const;
  });
  return there ? seenBack(memory, '', 'offering', new Map(there)) : {};
}
