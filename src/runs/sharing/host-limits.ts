import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Log } from '../../adapter/adapter.ts';
import type { HostLimiter } from '../../adapter/http.ts';
import type { Store } from '../../store/contract.ts';
import { holderIsGone } from '../../store/holder-gone.ts';
import {
  beatHosts,
  forgetUser,
  giveSlot,
  type HostUser,
  type HostView,
  leaveHosts,
  takeSlot,
  viewHosts,
} from '../../store/host-slots.ts';
import { fairShares } from './fair-shares.ts';
import { HostGate, type HostLimits as Limits } from './host-gate.ts';

/** Limits of remote hosts that all processes on one store keep together. */
export interface HostLimits {
  /** `host` with its port, as in a URL. Of several limits told for one host the last told hold. */
  limiter(host: string, limits: Limits): HostLimiter;
  /** Gives every slot back. */
  close(): Promise<void>;
}

/** Often enough that a newcomer has his share within a second. */
const lookEveryMs = 250;
/** Between two looks when somebody waits. */
const hurryMs = 50;
/** A process whose beat has not changed for this long, by our own clock, is dead. Longer than `trustedMs` of a gate. */
const deadAfterMs = 20_000;
/** Slots nobody has used for this long are given back, so that others find them free. */
const idleMs = 2_000;
/** Where there are more processes than slots, one has its slot for this long. */
const turnMs = 2_000;

interface Door {
  gate: HostGate;
  /** What others were last told that this process wants. */
  wants: number;
  turn: number;
  /** When this process got its present slots, `performance.now()`. */
  since: number;
}

export function openHostLimits(store: Store, log: Log): HostLimits {
  const me = { token: randomUUID(), machine: hostname(), pid: process.pid };
  const own = new Set([me.token]);
  const doors = new Map<string, Door>();
  /** When the beat of a process was first seen as it is now. */
  const seen = new Map<string, { beat: number; since: number }>();
  let looking: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let closed = false;
  let complained = false;

  /** Looks soon; sooner than planned when somebody waits. */
  function plan(afterMs: number): void {
    if (closed) return;
    clearTimeout(timer);
    timer = setTimeout(() => void look(), Math.max(0, lookedAt + afterMs - performance.now()));
    // Slots held for nobody are nothing to keep a process alive for.
    if (![...doors.values()].some(({ gate }) => gate.waits)) timer.unref();
  }

  function look(): Promise<void> {
    looking ??= lookOnce()
      .then(
        () => {
          complained = false;
        },
        error => {
          // Without the database nothing is sent for longer than a gate trusts what it was told last.
          if (!complained)
            log.warn({ err: error }, 'the limits of remote hosts could not be agreed on; trying again');
          complained = true;
        },
      )
      .finally(() => {
        looking = undefined;
        lookedAt = performance.now();
        const open = [...doors.values()];
        if (open.some(({ gate }) => gate.waits && gate.held.length === 0)) plan(hurryMs);
        else if (open.some(({ gate, wants }) => gate.waits || gate.held.length > 0 || wants > 0))
          plan(lookEveryMs);
      });
    return looking;
  }

  async function lookOnce(): Promise<void> {
    const askedAt = performance.now();
    for (const door of doors.values()) door.wants = door.gate.takeWants();
    const held = await beatHosts(
      store,
      me,
      [...doors].map(([host, { wants, turn }]) => ({ host, wants, turn })),
    );
    const views = await viewHosts(store, [...doors.keys()]);
    for (const [host, door] of doors) {
      const still = held.filter(slot => slot.host === host).map(({ slot }) => slot);
      door.gate.confirm(new Set(still), askedAt);
      // Ours in the table, but not in use here: a look before this one broke off after taking it.
      for (const slot of still) if (!door.gate.held.includes(slot)) door.gate.add(slot);
      if (!closed) await settle(host, door, views.get(host) ?? { slots: [], users: [] });
    }
  }

  /** Takes what is due to this process at a host, or gives up what is due to others. */
  async function settle(host: string, door: Door, view: HostView): Promise<void> {
    const { gate } = door;
    const dead = new Set<string>();
    for (const user of view.users) {
      if (!isDead(host, user)) continue;
      dead.add(user.token);
      await forgetUser(store, host, user);
    }
    const users = view.users.filter(({ token }) => !dead.has(token));
    const held = gate.held.length;
    const share = sharesIn(door, users).get(me.token) ?? 0;
    if (held < share) {
      const taken = new Set(view.slots.filter(({ token }) => !dead.has(token)).map(({ slot }) => slot));
      for (let slot = 0, missing = share - held; slot < gate.slots && missing > 0; slot++) {
        if (taken.has(slot) || !(await takeSlot(store, host, slot, me.token))) continue;
        gate.add(slot);
        door.since = performance.now();
        missing--;
      }
    }
    const holding = Map.groupBy(view.slots, ({ token }) => token);
    const shares = fairShares(users, gate.slots);
    const others = users.filter(({ token }) => token !== me.token);
    const lacking = others.some(({ token }) => (holding.get(token)?.length ?? 0) < shares.get(token)!);
    const given = gate.withdraw(held - share, lacking ? 0 : idleMs);
    for (const slot of given) await giveSlot(store, host, slot, me.token);
  }

  /** The shares; where slots do not go round, who had his turn goes behind the others. */
  function sharesIn(door: Door, users: readonly HostUser[]): Map<string, number> {
    const { gate } = door;
    const wanting = users.filter(({ wants }) => wants > 0);
    const turnIsOver = gate.held.length > 0 && performance.now() - door.since > turnMs;
    if (wanting.length > gate.slots && turnIsOver) {
      door.turn = Math.max(...users.map(({ turn }) => turn)) + 1;
      door.since = performance.now();
    }
    const own = users.map(user => (user.token === me.token ? { ...user, turn: door.turn } : user));
    return fairShares(own, gate.slots);
  }

  function isDead(host: string, { token, machine, pid, beat }: HostUser): boolean {
    if (token === me.token) return false;
    if (holderIsGone({ host: machine, pid, token }, own)) return true;
    const key = `${host} ${token}`;
    const now = performance.now();
    const known = seen.get(key);
    if (known?.beat === beat) return now - known.since > deadAfterMs;
    seen.set(key, { beat, since: now });
    return false;
  }

  return {
    limiter(host, limits) {
      const known = doors.get(host);
      if (known) {
        known.gate.limit(limits);
        return known.gate;
      }
      const gate = new HostGate(limits, () => plan(gate.held.length === 0 ? hurryMs : lookEveryMs));
      doors.set(host, { gate, wants: 0, turn: 0, since: 0 });
      return gate;
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      await looking;
      for (const { gate } of doors.values()) gate.close();
      await leaveHosts(store, [...doors.keys()], me.token);
    },
  };
}
