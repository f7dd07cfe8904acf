import { describe, expect, it } from 'vitest';
import type { CaseFacts, TechnicalFacts } from '../../src/domain/procedure.ts';
import type { AtSystem } from '../../src/readiness/offering.ts';
import { type MeasuredCondition, measuredAt } from '../../src/readiness/technical.ts';

const unit = 'H13.1';
const open = (technical?: TechnicalFacts): CaseFacts => ({
  ...{ key: 'a', agencies: null },
  ...(technical && { technical }),
});
const others: CaseFacts = { key: 'b', agencies: ['H13.2'], technical: { signature: true } };

function stands(condition: MeasuredCondition, cases: AtSystem['cases'], resultByPost?: boolean) {
  const at = { hosts: [], cases, offering: { account: undefined, resultByPost } };
  return () => {
    const found = measuredAt(condition, unit, at);
    return found && [found.state, ...found.why.map(({ code }) => code)].join(' ');
  };
}

describe('a technical condition of the plan, as a system shows it', () => {
  it.each<[string, () => string | undefined, string | undefined]>([
    ['signed everywhere', stands('digital-signature', [open({ signature: true })]), 'met signature-asked'],
    [
      'signed in some cases',
      stands('digital-signature', [open({ signature: true }), open({ signature: false })]),
      'met signature-partly',
    ],
    [
      'signed at other units only',
      stands('digital-signature', [open({ signature: false }), others]),
      'not-needed signature-not-asked',
    ],
    [
      'of one case nobody could tell',
      stands('digital-signature', [open({ signature: true }), open()]),
      undefined,
    ],
    ['no case open to the unit', stands('digital-signature', [others]), undefined],
    ['nothing read', stands('digital-signature', 'unread'), undefined],
    ['not read below level 3', stands('electronic-result', 'below-online'), undefined],
    ['electronic', stands('electronic-result', [open({ electronicResult: true })]), 'met result-electronic'],
    [
      'electronic in some cases',
      stands('electronic-result', [open({ electronicResult: true }), open({ electronicResult: false })]),
      'not-met result-partly',
    ],
    [
      'on paper',
      stands('electronic-result', [open({ electronicResult: false })]),
      'not-met result-not-electronic',
    ],
    ['handed on', stands('inter-agency-transfer', [open({ transfer: true })]), 'met transfer-there'],
    ['kept', stands('inter-agency-transfer', [open({ transfer: false })]), 'not-needed transfer-nowhere'],
    ['no limit', stands('file-size', [open({ uploadLimit: null })]), 'met upload-unlimited'],
    ['a limit', stands('file-size', [open({ uploadLimit: 1 }), open()]), 'unknown upload-limit'],
    ['no field for files', stands('file-size', [open({ signature: true })]), undefined],
    ['by post, whatever the cases are', stands('result', 'unread', true), 'met result-by-post'],
    [
      'not by post, but electronic',
      stands('result', [open({ electronicResult: true })], false),
      'met result-electronic',
    ],
    ['neither', stands('result', [open({ electronicResult: false })], false), 'not-met result-in-person'],
    ['not by post, the rest indeterminate', stands('result', [open()], false), undefined],
    ['on paper, post indeterminate', stands('result', [open({ electronicResult: false })]), undefined],
  ])('%s', (_title, found, expected) => {
    expect(found()).toBe(expected);
  });

  it('names the smallest of the limits for a file that its cases have', () => {
    const cases = [open({ uploadLimit: 3 }), open({ uploadLimit: 2 }), open({ uploadLimit: null })];
    const at = { hosts: [], cases, offering: { account: undefined, resultByPost: undefined } };
    expect(measuredAt('file-size', unit, at)?.why).toEqual([{ code: 'upload-limit', bytes: 2 }]);
  });
});
