import { describe, expect, it } from 'vitest';
import type { CaseFacts } from '../../src/domain/procedure.ts';
import type { HostedCondition } from '../../src/readiness/answer.ts';
import { needsOf } from '../../src/readiness/needs.ts';
import { type AtSystem, conditionAt } from '../../src/readiness/offering.ts';
import { resultOf } from '../../src/readiness/result.ts';

const sound: CaseFacts = {
  ...{ key: 'a', agencies: null, components: [{ name: 'Đơn' }] },
  eform: { state: 'usable', hash: 'f' },
  workflow: { hash: 'w', defects: [], longestHours: 8, longestOnlineHours: 6 },
  ...{ deadlineHours: 8, onlineDeadlineHours: null, onlineClosed: false, onlinePayment: true },
};
const closed = { ...sound, key: 'b', onlineClosed: true };
const unpaid = { ...sound, onlinePayment: false };
const { onlineClosed: _, ...indeterminateChannel } = sound;
const papers = { ...sound, key: 'n', name: 'Cấp mới' };
const hosts = ['components', 'eform', 'workflow', 'payment', 'channel'] as const;

function stands(
  condition: HostedCondition,
  cases: AtSystem['cases'],
  offering: AtSystem['offering'] = { account: false },
  national: Parameters<typeof needsOf>[0] = { fees: [{ amount: 5000, text: '' }], cases: [papers] },
) {
  return () => {
    const { state, why } = conditionAt(condition, 'H13.1', { hosts, cases, offering }, needsOf(national));
    return [state, ...why.map(({ code }) => code)].join(' ');
  };
}
const of = (change: Partial<CaseFacts>) => [{ ...sound, ...change }];

describe('a condition of an offering', () => {
  it.each<[string, () => string, string]>([
    ['open by one of two cases', stands('channel', [closed, sound]), 'met'],
    ['closed by all of them', stands('channel', [closed, { ...closed, key: 'c' }]), 'not-met cases-closed'],
    [
      'perhaps open by one that could not be told',
      stands('channel', [closed, indeterminateChannel]),
      'unknown channel-unread',
    ],
    [
      'closed by a case of its own, open at others',
      stands('channel', [closed, { ...sound, agencies: ['H13.2'] }]),
      'not-met cases-closed',
    ],
    [
      'open by its offering, though its cases could not be told',
      stands('channel', [indeterminateChannel], { account: false, onlineClosed: false }),
      'met',
    ],
    [
      'closed by the offering itself',
      stands('channel', 'unread', { account: false, onlineClosed: true }),
      'not-met offering-closed',
    ],
    ['paid by the case', stands('payment', [sound]), 'met'],
    ['paid by the account of the offering', stands('payment', [unpaid], { account: true }), 'met'],
    ['paid by the account, whatever its cases are', stands('payment', 'unread', { account: true }), 'met'],
    ['paid by neither', stands('payment', [unpaid]), 'not-met no-payment'],
    [
      'perhaps paid by an account nobody could tell of',
      stands('payment', [unpaid], { account: undefined }),
      'unknown payment-unread',
    ],
    ['free', stands('payment', [unpaid], undefined, { fees: [] }), 'not-needed free'],
    [
      'of a fee nobody can tell',
      stands('payment', [unpaid], undefined, { fees: [{ text: '?' }] }),
      'unknown fee-unclear',
    ],
    [
      'with a fee online',
      stands('payment', [unpaid], undefined, {
        fees: [
          { channel: 'online', amount: 5, text: '' },
          { channel: 'direct', amount: 0, text: '' },
        ],
      }),
      'not-met no-payment',
    ],
    ['without a form', stands('eform', of({ eform: null })), 'not-met no-eform'],
    [
      'with a form that asks nothing',
      stands('eform', of({ eform: { state: 'empty', hash: '' } })),
      'not-met eform-empty',
    ],
    [
      'with a form that is none',
      stands('eform', of({ eform: { state: 'invalid', hash: '' } })),
      'not-met eform-invalid',
    ],
    [
      'with a form nobody could read in one of two cases',
      stands('eform', [sound, ...of({ eform: undefined })]),
      'unknown eform-unread',
    ],
    ['within its deadline', stands('workflow', [sound]), 'met'],
    ['beyond its deadline', stands('workflow', of({ deadlineHours: 7 })), 'not-met workflow-unsound'],
    [
      'beyond its deadline online',
      stands('workflow', of({ onlineDeadlineHours: 5 })),
      'not-met workflow-unsound',
    ],
    ['without a deadline', stands('workflow', of({ deadlineHours: null })), 'met'],
    ['with a deadline of nothing, which is none', stands('workflow', of({ deadlineHours: 0 })), 'met'],
    ['exactly as long as its deadline', stands('workflow', of({ onlineDeadlineHours: 6 })), 'met'],
    [
      'with a deadline nobody could tell for online filing only',
      stands('workflow', of({ onlineDeadlineHours: undefined })),
      'unknown times-unread',
    ],
    [
      'of no known length, with a deadline nobody could tell',
      stands('workflow', of({ workflow: { hash: 'w', defects: [] }, deadlineHours: undefined })),
      'met',
    ],
    [
      'of a workflow with defects, within its deadline',
      stands('workflow', of({ workflow: { hash: 'w', defects: [{ defect: 'no-start' }] } })),
      'not-met workflow-unsound',
    ],
    [
      'missing in one case and unread in another',
      stands('eform', [...of({ eform: undefined }), { ...sound, key: 'b', eform: null }]),
      'not-met no-eform',
    ],
    [
      'not needed in one case and met in another',
      stands('components', [sound, { ...sound, name: 'Cấp lại', components: [] }], undefined, {
        cases: [papers, { ...papers, name: 'Cấp lại', components: [] }],
      }),
      'met',
    ],
    [
      'with a deadline nobody could tell',
      stands('workflow', of({ deadlineHours: undefined })),
      'unknown times-unread',
    ],
    [
      'without papers, of which some are asked for',
      stands('components', of({ components: null })),
      'not-met no-components',
    ],
    [
      'without papers, of which none are asked for',
      stands('components', of({ components: [] }), undefined, { cases: [{ ...papers, components: null }] }),
      'not-needed no-papers-needed',
    ],
    [
      'without papers, where nobody could tell',
      stands('components', of({ components: [] }), undefined, {
        cases: [{ ...papers, components: undefined }],
      }),
      'unknown papers-unclear',
    ],
    [
      'with papers in the case of that name only',
      stands('components', of({ name: 'Cấp lại', components: [] }), undefined, {
        cases: [papers, { ...papers, name: 'Cấp lại', components: null }],
      }),
      'not-needed no-papers-needed',
    ],
    [
      'without a case that is open to it',
      stands('eform', [{ ...sound, agencies: ['H13.2'] }]),
      'not-met no-case',
    ],
    ['at a system that lacks the procedure', stands('workflow', 'no-procedure'), 'not-met no-procedure'],
    ['at a system never read', stands('workflow', 'never-read'), 'unknown never-read'],
    ['at a system whose details were not read', stands('components', 'unread'), 'unknown unread'],
  ])('%s', (_title, found, expected) => {
    expect(found()).toBe(expected);
  });

  it('is not asked for where the system does not hold it', () => {
    const at = { hosts: [], cases: of({ eform: null }), offering: { account: false } };
    expect(conditionAt('eform', 'H13.1', at, needsOf(undefined))).toEqual({
      state: 'not-needed',
      why: [{ code: 'not-hosted' }],
    });
  });

  it('names the case only where there are several', () => {
    const why = (cases: CaseFacts[]) =>
      conditionAt('eform', 'H13.1', { hosts, cases, offering: { account: false } }, needsOf(undefined)).why[0]
        ?.case;
    expect(why(of({ eform: null }))).toEqual({ key: 'a', only: true });
    expect(why([closed, ...of({ eform: null, name: 'Cấp mới' })])).toEqual({ key: 'a', name: 'Cấp mới' });
  });

  it('has the result come back by post or as an electronic document', () => {
    const result = (post: boolean, state?: 'met' | 'not-met' | 'unknown') =>
      resultOf({
        channels: { online: true, post },
        readiness: state ? [{ condition: 'Kết quả điện tử', state, source: '' }] : [],
      }).state;
    expect([result(true), result(false), result(false, 'met'), result(false, 'not-met')]).toEqual([
      ...['met', 'not-met', 'met', 'not-met'],
    ]);
    expect(result(false, 'unknown')).toBe('unknown');
  });

  it('takes of several conditions about electronic results the one that is met or open', () => {
    const result = (post: boolean | undefined, ...declared: [string, 'met' | 'not-met' | 'not-needed'][]) => {
      const readiness = declared.map(([condition, state]) => ({ condition, state, source: '' }));
      const { state, by } = resultOf({
        channels: { online: true, post },
        readiness,
      });
      return `${state} ${by}`;
    };
    expect(result(false, ['Kết quả điện tử', 'not-met'], ['Trả KẾT QUẢ bản điện tử', 'met'])).toBe(
      'met declared',
    );
    expect(result(false, ['Kết quả điện tử', 'not-needed'])).toBe('not-met declared');
    expect(result(false, ['Kết quả giấy', 'met'], ['Biên lai điện tử', 'met'])).toBe('not-met none');
    expect(result(undefined)).toBe('unknown none');
  });
});
