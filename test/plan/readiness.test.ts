import { describe, expect, it } from 'vitest';
import type { CaseFacts } from '../../src/domain/procedure.ts';
import type { ServiceDefinition } from '../../src/domain/service.ts';
import type { ServiceState } from '../../src/domain/service-state.ts';
import { prepareReadiness, type ReadinessRow } from '../../src/plan/readiness.ts';
import { withChanges } from '../../src/plan/state.ts';
import type { NationalFacts } from '../../src/readiness/needs.ts';
import { flow, form } from './model-city.ts';
import {
  actualOf,
  code,
  communes,
  definitionOf,
  desiredCase,
  oneStop,
  portal,
  readyCase,
} from './samples.ts';

const unit = communes[0]!;
const rowOf = (key: ReadinessRow['key'], rows: readonly ReadinessRow[]) => rows.find(row => row.key === key)!;

function states(definition = definitionOf(), part: object = {}, system = portal) {
  const actual = actualOf({ cases: { default: { ...readyCase, ...part } } });
  const rows = prepareReadiness(definition, actual, system, undefined)(unit);
  return Object.fromEntries(rows.map(({ key, state }) => [key, state]));
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
    const rows = prepareReadiness(definition, actualOf(), portal, undefined)(unit);
    expect(rows.filter(({ state }) => state === 'not-met').map(({ key }) => key)).toEqual([
      'eform',
      'workflow',
      'components',
      'payment',
    ]);
    expect(rows[0]!.source).toBe('portal; trường hợp «Cấp lại»: chưa có biểu mẫu');
  });

  it('is open as long as one of two cases is', () => {
    const closed = { ...readyCase, value: { ...readyCase.value!, online: false } };
    const channel = (cases: ServiceState['cases']) =>
      rowOf('channel', prepareReadiness(definitionOf(), actualOf({ cases }), portal, undefined)(unit));
    expect(channel({ default: readyCase, again: closed }).state).toBe('met');
    expect(channel({ default: closed, again: closed })).toMatchObject({
      state: 'not-met',
      source: 'portal; mọi trường hợp đều không cho nộp trực tuyến',
    });
  });

  it('is paid by the case or by the account of the unit’s own offering', () => {
    const unpaid = { ...readyCase, value: { ...readyCase.value!, onlinePayment: false } };
    const offerings = { [communes[0]!]: { level: 4, account: true }, [communes[1]!]: { level: 4 } } as const;
    const state = actualOf({ cases: { default: unpaid }, offerings });
    const rowsAt = prepareReadiness(definitionOf(), state, portal, undefined);
    expect(communes.map(each => rowOf('payment', rowsAt(each)).state)).toEqual(['met', 'not-met', 'not-met']);
  });

  it('holds a process that ends in done or denied to be sound', () => {
    const one = flow(['Thẩm định']);
    const workflow = {
      steps: [...one.steps, { ...one.steps.at(-1)!, id: 'denied', name: 'Từ chối' }],
      transitions: [...one.transitions, { from: 'Thẩm định', to: 'denied', action: 'Từ chối' }],
    };
    expect(states(definitionOf(), { workflow }).workflow).toBe('met');
  });

  it('goes by what the system itself tells of a case, and by the change where one is planned', () => {
    const facts: CaseFacts = { key: 'th-1', agencies: [unit], eform: null, workflow: null };
    const told = { ...readyCase, facts: { ...facts, components: null, onlineClosed: false } };
    const before = actualOf({ cases: { default: told } });
    const eform = (state: ServiceState, agency = unit) =>
      rowOf('eform', prepareReadiness(definitionOf(), state, portal, undefined)(agency));
    expect(eform(before).state).toBe('not-met');
    const target = { procedure: code, case: 'default' };
    const after = withChanges(before, [{ kind: 'set-eform', target, before: null, after: readyCase.eform! }]);
    expect(eform(after).state).toBe('met');
    expect(eform(after, communes[1]!).source).toBe('portal; chưa có trường hợp nào mở cho đơn vị');
  });

  it('asks the national record what is to be paid and handed in, and the definition where that leaves it open', () => {
    const part = { value: { ...readyCase.value!, onlinePayment: false }, components: [] };
    const state = actualOf({ cases: { default: { ...readyCase, ...part } } });
    const at = (national: NationalFacts | undefined, changed: Partial<ServiceDefinition> = {}) => {
      const rows = prepareReadiness(definitionOf(changed), state, portal, national)(unit);
      return [rowOf('payment', rows).state, rowOf('components', rows).state];
    };
    const paper = { key: 'n', agencies: null, components: [{ name: 'Đơn' }] };
    expect(at({ fees: [{ amount: 0, text: '' }], cases: [{ ...paper, components: null }] })).toEqual([
      'not-needed',
      'not-needed',
    ]);
    expect(at({ fees: [{ amount: 5000, text: '' }], cases: [paper] }, { fees: [] })).toEqual([
      'not-met',
      'not-met',
    ]);
    expect(at({ fees: [{ text: 'theo quy định' }] })).toEqual(['not-met', 'not-met']);
    expect(at(undefined, { fees: [] })).toEqual(['not-needed', 'not-met']);
  });

  it('carries the conditions of the definition with their source', () => {
    const readiness = [{ condition: 'Chữ ký số', state: 'not-needed' as const, source: 'Công văn 12' }];
    const rows = prepareReadiness(definitionOf({ readiness }), actualOf(), portal, undefined)(unit);
    expect(rows.at(-1)).toMatchObject({
      key: 'condition',
      ...readiness[0],
    });
  });
});
