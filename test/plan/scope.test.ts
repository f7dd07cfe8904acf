import { describe, expect, it } from 'vitest';
import { agenciesOf, coveredBy } from '../../src/plan/scope.ts';
import { city, communes, definitionOf, oneStop, portal } from './samples.ts';

const all = agenciesOf(definitionOf({ applies: { tiers: ['province', 'commune'] } }), city);

describe('where a definition holds at a system', () => {
  it('is nowhere at a system that carries no offerings', () => {
    expect(coveredBy(all, { ...portal, role: 'national' }, city)).toEqual([]);
  });

  it('is everywhere at a portal and at a one-stop system of the whole city, nowhere at another without units', () => {
    for (const role of ['portal', 'oneStop'] as const)
      expect(coveredBy(all, { ...oneStop, role, covers: null }, city)).toEqual(all);
    expect(coveredBy(all, { ...oneStop, role: 'other', covers: null }, city)).toEqual([]);
    expect(coveredBy(all, { ...oneStop, role: 'other', covers: ['commune'] }, city)).toEqual(communes);
  });

  it('is where the system covers a unit, by code or by tier, in the order given', () => {
    expect(coveredBy(all, portal, city)).toEqual(all);
    expect(coveredBy([...communes].reverse(), { ...portal, covers: ['commune'] }, city)).toEqual(
      [...communes].reverse(),
    );
    expect(coveredBy(all, { ...oneStop, covers: [communes[0]!] }, city)).toEqual([communes[0]]);
  });
});
