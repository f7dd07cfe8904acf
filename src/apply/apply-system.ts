import { unansweredSends } from '../store/push/journal.ts';
import { actionsOf } from '../store/push/plans.ts';
import { type Entry, stagesOf, unitsOf } from './schedule.ts';
import { sideBySide } from './side-by-side.ts';
import { type Item, type Settled, type Site, settle } from './site.ts';
import { type Body, plannedAction } from './stored-plan.ts';
import { carryOut } from './unit.ts';

/**
 * Carries out one system's part of a plan, stage by stage. `entries`: those not ended yet. Told to stop, it
 * begins no further unit; what was begun is finished.
 */
export async function applySystem(site: Site, entries: readonly Entry[]): Promise<void> {
  const inHand = entries.some(entry => entry.inHand);
  if (inHand) site.unanswered = await unansweredSends(site.store, site.applying.planId, site.system);
  for (const stage of stagesOf(entries)) {
    await sideBySide(
      unitsOf(stage, site.writer.together),
      {
        parallel: site.parallel,
        proceduresOf: unit => unit.map(({ target }) => target.procedure),
        stopped: () => site.stop.aborted || site.halted !== undefined,
      },
      unit => carryOutUnit(site, unit),
    );
  }
}

async function carryOutUnit(site: Site, unit: readonly Entry[]): Promise<void> {
  const breaks = new Map(unit.map(entry => [entry.number, site.chains.breakUnder(entry)]));
  const numbers = unit.map(({ number }) => number);
  const ready: Item[] = [];
  const skipped: Settled[] = [];
  for (const row of await actionsOf<Body>(site.store, site.applying.planId, numbers)) {
    const item = { action: plannedAction(row), touched: row.state !== 'waiting' };
    const found = breaks.get(row.number);
    if (!found) ready.push(item);
    else if (found.failed === undefined)
      site.chains.breakAt({ wave: row.wave, target: row.body.change.target }, undefined);
    else {
      const message = `bỏ qua vì hành động số ${found.failed} mà nó dựa vào không thành`;
      skipped.push({ item, state: 'skipped', message });
    }
  }
  await settle(site, skipped);
  if (ready.length > 0) await carryOut(site, ready);
}
