import type { Agreement, AgreementWord } from '../../domain/agreement.ts';
import { explanationKey } from '../../domain/explanation.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Office } from '../../domain/role.ts';
import { samePerson } from '../../domain/same-person.ts';
import { dayOf } from '../../domain/time.ts';
import { agreementOn } from '../../runs/agreements.ts';
import { queueExplainAgain } from '../../runs/mail/explain-again.ts';
import type { Store } from '../../store/core/contract.ts';
import { insertRow } from '../../store/core/one-row.ts';
import { wordsOn, wordsThatCount } from '../../store/reviews/words.ts';
import { asked } from '../audited.ts';
import { type ConfiguredAsking, requireOffice, saidBy } from '../context.ts';
import { once } from '../once.ts';

/** An office's word on a row of Phụ lục II, as it is given. */
export interface GivenWord {
  procedure: string;
  agency: string;
  /** Where somebody may speak for both; else the office follows from the role. */
  office?: Office | undefined;
  word: AgreementWord;
  opinion?: string | undefined;
  proposal?: string | undefined;
  /** `YYYY-MM-DD`. */
  until?: string | undefined;
}

/**
 * Keeps what an office says of a unit's explanation; the row as it stands then. Sent back, the unit gets a letter with
 * the rows it has to explain again, queued in the same transaction.
 *
 * @throws Refusal
 */
export function agree(asking: ConfiguredAsking, given: GivenWord): Promise<Agreement> {
  const { procedure, agency, word, until } = given;
  return asked(asking, 'agree-review', `${procedure} ${agency}`, async (by, done) => {
    const office = requireOffice(asking.actor, given.office);
    if (!by.who.trim()) throw new Refusal('word-incomplete', { of: 'decision' });
    const [opinion, proposal] = [given.opinion, given.proposal].map(text => text?.trim() || null);
    const listed = async (store: Store) => {
      const row = await agreementOn(store, asking.configuration, by.at, given);
      if (!row) throw new Refusal('row-not-listed', { procedure, agency, list: 'not-eligible' });
      return row;
    };
    await once(asking, 'agree-review', given, async () => async inner => {
      const row = await listed(inner);
      if (row.closed) throw new Refusal('row-closed', { procedure, agency });
      if (office === 'regulatory' && row.grounds.includes('legal') && !proposal)
        throw new Refusal('proposal-missing', { procedure, agency });
      if (until !== undefined && until < dayOf(by.at)) throw new Refusal('answer-day-over', { until });
      const said = (await wordsOn(inner, [procedure])).filter(each => each.agency === agency);
      const self = { name: by.who, identity: by.identity };
      const other = wordsThatCount(said)[office === 'technical' ? 'regulatory' : 'technical'];
      if (other && samePerson(self, { name: other.by, identity: other.identity ?? undefined }))
        throw new Refusal('both-offices', { name: by.who });
      const { id } = await insertRow(inner, 'reviewWord', {
        ...{ procedure, agency, office, word, until, opinion, proposal, ...saidBy(by) },
        explanation: explanationKey(row),
      });
      await done(inner, {
        before: row.words[office],
        after: { office, word, opinion, proposal, until: until ?? null },
      });
      if ((await listed(inner)).state === 'explain-again')
        await queueExplainAgain(inner, asking.configuration, agency, by.at);
      return id;
    });
    return listed(asking.store);
  });
}
