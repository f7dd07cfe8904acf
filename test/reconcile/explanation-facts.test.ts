import { describe, expect, it, test } from 'vitest';
import type { CaseFacts, Component, Fee, TechnicalFacts } from '../../src/domain/procedure.ts';
import type { ReasonCode } from '../../src/domain/review.ts';
import type { ReadSystem } from '../../src/reconcile/at-system.ts';
import { type Evidence, factsOf } from '../../src/reconcile/explanation-facts.ts';
import type { SnapshotProcedure } from '../../src/snapshot/model.ts';
import { offering, record } from './support.ts';

const code = '1.004194';
const unit = 'H13.1';
const other = 'H13.2';
const takenAt = '2026-11-20T00:00:00Z';
const listTaken = '2026-11-21T00:00:00Z';

interface Given {
  system?: Partial<ReadSystem>;
  /** Of the portal. */
  cases?: CaseFacts[] | 'unread';
  /** The portal has no record of the procedure. */
  nowhere?: true;
  account?: boolean | 'untold';
  list?: Partial<ReadSystem>;
  /** Of the national record; something is to be paid unless said otherwise. */
  fees?: Fee[] | 'untold';
  nationalCases?: CaseFacts[] | 'unread';
  brief?: true;
  noList?: true;
}

/** What portal and national list show. */
function evidence(given: Given): Evidence {
  const { cases = [], account = false, fees = [{ amount: 5000, text: '5.000' }], nationalCases = [] } = given;
  const portal: ReadSystem = {
    name: 'portal',
    role: 'portal',
    hosts: ['eform', 'payment'],
    covers: null,
    takenAt,
    ...given.system,
  };
  const list: ReadSystem = {
    name: 'national',
    role: 'national',
    hosts: [],
    covers: null,
    takenAt: listTaken,
    ...given.list,
  };
  const held = record(code, {
    ...(cases !== 'unread' && { cases }),
    offerings: [offering(unit, 4, account === 'untold' ? {} : { account })],
  });
  if (account === 'untold') held.offerings = [{ agency: unit, level: undefined }];
  const listed = record(code, {
    detailed: given.brief !== true,
    ...(nationalCases !== 'unread' && { cases: nationalCases }),
    facts: fees === 'untold' ? {} : { fees },
  });
  return {
    code,
    systems: given.noList ? [portal] : [list, portal],
    records: [...(given.noList ? [] : [listed]), given.nowhere ? undefined : held],
    national: given.noList ? -1 : 0,
  };
}

/** Each fact in short: who shows it, what it amounts to, by what. */
const told = (reason: ReasonCode, given: Given) =>
  factsOf(reason, unit, evidence(given)).map(
    ({ system, verdict, shown }) => `${system}: ${verdict}, ${shown?.code}`,
  );
const nobody = ['null: unknown, undefined'];

const one = (change: Partial<CaseFacts> = {}): CaseFacts => ({ key: 'c', agencies: null, ...change });
const usable = one({ eform: { state: 'usable', hash: 'a' } });
const invalid = one({ eform: { state: 'invalid', hash: 'a' } });
const noForm = one({ eform: null });
const formUnread = one();
const elsewhere = (of: CaseFacts): CaseFacts => ({ ...of, agencies: [other] });
const payable = one({ onlinePayment: true });
const unpayable = one({ onlinePayment: false });
const technical = (facts: TechnicalFacts) => one({ technical: facts });

describe('a form is said to be missing', () => {
  const everywhere = ['portal: contradicted, eform-everywhere'];
  const nowhere = ['portal: confirmed, eform-nowhere'];
  const partly = ['portal: unknown, eform-partly'];

  it.each<[string, Given, string[]]>([
    ['every case has one', { cases: [usable, usable] }, everywhere],
    ['no case has one', { cases: [noForm, invalid] }, nowhere],
    ['some have', { cases: [usable, noForm] }, partly],
    ['one could not be told', { cases: [usable, formUnread] }, nobody],
    ['one could not be told beside one without', { cases: [noForm, formUnread] }, nobody],
    [
      'those of others do not count',
      { cases: [usable, elsewhere(noForm), elsewhere(formUnread)] },
      everywhere,
    ],
    ['none is open to the unit', { cases: [elsewhere(usable)] }, nowhere],
    ['it has no case', { cases: [] }, nowhere],
    ['the procedure is not there', { nowhere: true }, nowhere],
    [
      'the procedure may be hidden',
      {
        nowhere: true,
        system: { indeterminate: { agencies: new Set<string>(), procedures: new Set([code]) } },
      },
      nobody,
    ],
    ['cases were not read', { cases: 'unread' }, nobody],
    ['the system was never read', { cases: [usable], system: { takenAt: null } }, nobody],
    [
      'cases of so low a level are not asked for',
      { cases: [usable], system: { casesFrom: 4 }, account: 'untold' },
      nobody,
    ],
    ['forms are not hosted there', { cases: [usable], system: { hosts: ['payment'] } }, nobody],
    ['the unit is not carried there', { cases: [usable], system: { carries: () => false } }, nobody],
    [
      'the unit is carried there',
      { cases: [usable], system: { carries: code => code === unit } },
      everywhere,
    ],
    ['there is no national list', { cases: [usable], noList: true }, everywhere],
    ['the list says nothing of forms', { nowhere: true, list: { hosts: ['eform'] } }, nowhere],
  ])('%s', (_, given, facts) => {
    expect(told('e-form', given)).toEqual(facts);
  });
});

describe('payment is said to be impossible', () => {
  const there = ['portal: contradicted, payment-there'];
  const lacking = ['portal: confirmed, payment-nowhere'];
  const free = ['national: contradicted, free'];

  it.each<[string, Given, string[]]>([
    ['the unit has an account', { account: true, cases: 'unread' }, there],
    ['every case takes payment', { cases: [payable, payable] }, there],
    ['no case does', { cases: [unpayable] }, lacking],
    ['some do', { cases: [payable, unpayable] }, ['portal: unknown, payment-partly']],
    ['of some it could not be told', { cases: [unpayable, one()] }, nobody],
    ['the account could not be told', { cases: [unpayable], account: 'untold' }, nobody],
    ['nothing is due', { fees: [], cases: [unpayable] }, free],
    ['nothing is due by a list that was not read whole', { fees: [], list: { takenAt: null } }, nobody],
    [
      'it lacks, and whether anything is due could not be told',
      { fees: 'untold', cases: [unpayable] },
      nobody,
    ],
    [
      'it is there, and whether anything is due could not be told',
      { fees: 'untold', cases: [payable] },
      there,
    ],
    [
      'it is partly there, and whether anything is due could not be told',
      { fees: 'untold', cases: [payable, unpayable] },
      ['portal: unknown, payment-partly'],
    ],
    ['details of the list were not read', { fees: [], brief: true, cases: [unpayable] }, nobody],
    ['there is no national list', { noList: true, cases: [unpayable] }, nobody],
    ['payment is not hosted there', { account: true, system: { hosts: ['eform'] } }, nobody],
  ])('%s', (_, given, facts) => {
    expect(told('payment', given)).toEqual(facts);
  });
});

describe('signatures and electronic results are said to be impossible', () => {
  it.each<[ReasonCode, TechnicalFacts[], string[]]>([
    [
      'digital-signature',
      [{ signature: true }, { signature: true }],
      ['portal: contradicted, signature-everywhere'],
    ],
    ['digital-signature', [{ signature: true }, { signature: false }], ['portal: unknown, signature-partly']],
    ['digital-signature', [{ signature: false }], ['portal: unknown, signature-nowhere']],
    ['digital-signature', [{ signature: true }, {}], nobody],
    ['digital-signature', [{ electronicResult: true }], nobody],
    ['electronic-result', [{ electronicResult: true }], ['portal: contradicted, result-electronic']],
    [
      'electronic-result',
      [{ electronicResult: true }, { electronicResult: false }],
      ['portal: unknown, result-partly'],
    ],
    ['electronic-result', [{ electronicResult: false }], ['portal: confirmed, result-nowhere']],
    ['electronic-result', [{ electronicResult: false }, {}], nobody],
    ['electronic-result', [{ signature: true }], nobody],
  ])('%s by %j', (reason, cases, facts) => {
    expect(told(reason, { cases: cases.map(technical) })).toEqual(facts);
    expect(told(reason, { cases: cases.map(technical), nowhere: true })).toEqual(nobody);
  });
});

describe('originals are said to be needed', () => {
  const asked = (...components: Partial<Component>[]) =>
    one({ components: components.map((change, at) => ({ name: `Giấy ${at}`, ...change })) });
  const main = { originals: 1, copies: 0 };
  const copy = { originals: 0, copies: 1 };
  const fact = (verdict: string, shown: string) => [`national: ${verdict}, ${shown}`];

  it.each<[string, Given['nationalCases'], string[]]>([
    [
      'every paper is a main copy',
      [asked(main, { originals: 2 }), asked(main)],
      fact('confirmed', 'originals-asked'),
    ],
    ['every paper is a copy', [asked(copy), asked(copy)], fact('contradicted', 'copies-only')],
    ['some are', [asked(main, copy)], fact('unknown', 'papers-mixed')],
    ['one case asks for copies', [asked(main), asked(copy)], fact('unknown', 'papers-mixed')],
    ['no number is said', [asked({}, {})], fact('unknown', 'papers-mixed')],
    ['copies, and of main copies nothing is said', [asked({ copies: 1 })], fact('unknown', 'papers-mixed')],
    ['none of either', [asked({ originals: 0, copies: 0 })], fact('unknown', 'papers-mixed')],
    [
      'no main copy, and of copies nothing is said',
      [asked({ originals: 0 })],
      fact('unknown', 'papers-mixed'),
    ],
    ['no paper is asked for', [asked()], fact('unknown', 'papers-none')],
    ['it is said that there are none', [one({ components: null })], fact('unknown', 'papers-none')],
    ['papers of a case were not read', [asked(main), one()], nobody],
    ['cases were not read', 'unread', nobody],
  ])('%s', (_, nationalCases, facts) => {
    expect(told('original-needed', { nationalCases: nationalCases! })).toEqual(facts);
    expect(told('original-needed', { nationalCases: nationalCases!, brief: true })).toEqual(nobody);
    expect(told('original-needed', { nationalCases: nationalCases!, noList: true })).toEqual(nobody);
    expect(told('original-needed', { nationalCases: nationalCases!, list: { takenAt: null } })).toEqual(
      nobody,
    );
  });
});

test('that nobody asks for it is held against the files received, of those systems that tell', () => {
  const at = '2026-11-02T00:00:00Z';
  const files = (system: string, files: number | null) => ({ system, months: 6, files, at });
  const received = (procedure: string, agency: string) =>
    procedure === code && agency === unit ? [files('a', 3), files('b', 0), files('c', null)] : [];
  const shown = (files: number) => ({ code: 'files-received', files, months: 6 });
  const reason = 'no-demand';
  expect(factsOf(reason, unit, { ...evidence({}), received })).toEqual([
    { reason, verdict: 'contradicted', system: 'a', shown: shown(3), at },
    { reason, verdict: 'confirmed', system: 'b', shown: shown(0), at },
  ]);
  expect(factsOf(reason, other, { ...evidence({}), received })).toMatchObject([{ verdict: 'unknown' }]);
  expect(told(reason, {})).toEqual(nobody);
});

test('of other reasons no system shows anything', () => {
  expect(factsOf('legislation', unit, evidence({ cases: [usable] }))).toEqual([
    { reason: 'legislation', verdict: 'unknown', system: null, shown: null, at: null },
  ]);
});

describe('the day of what is shown', () => {
  const day = (reason: ReasonCode, given: Evidence) => factsOf(reason, unit, given).map(({ at }) => at);
  const withFacts = (given: Given, at: number, change: (record: SnapshotProcedure) => void) => {
    const all = evidence(given);
    change(all.records[at]!);
    return all;
  };

  it('is the one on which the oldest part of it was read', () => {
    const cases = (readAt: string) => ({ cases: [usable, { ...usable, readAt }] });
    expect(day('e-form', evidence({ cases: [usable] }))).toEqual([takenAt]);
    expect(day('e-form', evidence(cases('2026-11-10T00:00:00Z')))).toEqual(['2026-11-10T00:00:00Z']);
    expect(day('e-form', evidence(cases('2026-11-25T00:00:00Z')))).toEqual([takenAt]);
    expect(
      day('e-form', evidence({ cases: [usable, { ...elsewhere(usable), readAt: '2026-11-10' }] })),
    ).toEqual([takenAt]);
    const details = withFacts({ cases: [usable] }, 1, ({ facts }) => {
      facts.readAt = '2026-11-01T00:00:00Z';
    });
    expect(day('e-form', details)).toEqual(['2026-11-01T00:00:00Z']);
  });

  it('is, of the national record, when its details were read', () => {
    expect(day('payment', evidence({ fees: [] }))).toEqual([listTaken]);
    const details = withFacts({ fees: [] }, 0, ({ facts }) => {
      facts.readAt = '2026-11-01T00:00:00Z';
    });
    expect(day('payment', details)).toEqual(['2026-11-01T00:00:00Z']);
  });
});
