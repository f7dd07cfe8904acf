import { describe, expect, it } from 'vitest';
import { readinessOf } from '../../src/plan/readiness.ts';
import { flow, form } from './model-city.ts';
import { actualOf, definitionOf, desiredCase, oneStop, portal, readyCase } from './samples.ts';

function states(definition = definitionOf(), part: object = {}, system = portal) {
  const actual = actualOf({ cases: { default: { ...readyCase, ...part } } });
  return Object.fromEntries(readinessOf(definition, actual, system).map(({ key, state }) => [key, state]));
}

const ready = {
  eform: 'met',
  workflow: 'met',
  components: 'met',
  channel: 'met',
  payment: 'met',
  result: 'met',
};

describe('the checklist of an offering', () => {
  it('is met where the system has everything', () => {
    expect(states()).toEqual(ready);
  });

  it.each([
    ['eform', { eform: null }, 'not-met'],
    ['eform', { eform: { raw: '<xml' } }, 'not-met'],
    ['eform', { eform: { components: [{ type: 'button', key: 'gui', label: 'Gửi' }] } }, 'not-met'],
    ['eform', { eform: form('ten', 'ten') }, 'not-met'],
    ['eform', { eform: undefined }, 'unknown'],
    ['workflow', { workflow: null }, 'not-met'],
    ['workflow', { workflow: flow(['A', 'B', 'C', 'D', 'E']) }, 'not-met'],
    ['workflow', { workflow: { ...flow(['A']), transitions: [] } }, 'not-met'],
    ['workflow', { workflow: undefined }, 'unknown'],
    ['components', { components: [] }, 'not-met'],
    ['components', { components: undefined }, 'unknown'],
    ['channel', { value: { ...readyCase.value!, online: false } }, 'not-met'],
    ['channel', { value: undefined }, 'unknown'],
    ['payment', { value: { ...readyCase.value!, onlinePayment: false } }, 'not-met'],
  ])('has %s of %j as %s… %s', (key, part, state) => {
    expect(states(definitionOf(), part)).toMatchObject({ [key]: state });
  });

  it('asks for online payment only when something is due', () => {
    const value = { ...readyCase.value!, onlinePayment: false };
    expect(states(definitionOf({ fees: [] }), { value }).payment).toBe('not-needed');
    expect(states(definitionOf({ fees: [{ name: 'Phí', kind: 'phí', amount: 0 }] }), { value }).payment).toBe(
      'not-needed',
    );
  });

  it('does not ask a system for what it does not host', () => {
    const part = { eform: null, value: { ...readyCase.value!, online: false, onlinePayment: false } };
    expect(states(definitionOf(), part, oneStop)).toEqual({
      ...ready,
      ...{ eform: 'not-needed', channel: 'not-needed', payment: 'not-needed' },
    });
  });

  it('lets results come back electronically instead of by post', () => {
    const channels = { online: true, post: false };
    const condition = { condition: 'Trả kết quả điện tử', source: 'Công văn 12' };
    const result = (state?: 'met' | 'not-met' | 'unknown') =>
      states(definitionOf({ channels, readiness: state ? [{ ...condition, state }] : [] })).result;
    expect([result(), result('met'), result('not-met'), result('unknown')]).toEqual([
      'not-met',
      'met',
      'not-met',
      'unknown',
    ]);
  });

  it('counts the worst of several cases and names it', () => {
    const definition = definitionOf({
      cases: [desiredCase, { ...desiredCase, key: 'again', name: 'Cấp lại' }],
    });
    const rows = readinessOf(definition, actualOf(), portal);
    expect(rows.filter(({ state }) => state === 'not-met').map(({ key }) => key)).toEqual([
      'eform',
      'workflow',
      'components',
      'channel',
      'payment',
    ]);
    expect(rows[0]!.source).toBe('portal; trường hợp «Cấp lại»: chưa có trường hợp');
  });

  it('carries the conditions of the definition with their source', () => {
    const readiness = [{ condition: 'Chữ ký số', state: 'not-needed' as const, source: 'Công văn 12' }];
    expect(readinessOf(definitionOf({ readiness }), actualOf(), portal).at(-1)).toEqual({
      key: 'condition',
      ...readiness[0],
    });
  });
});
