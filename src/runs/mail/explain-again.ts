import { createHash } from 'node:crypto';
import type { Configuration } from '../../config/configuration.ts';
import { type Agreement, offices } from '../../domain/agreement.ts';
import { explanationKey } from '../../domain/explanation.ts';
import type { AskedRow, ExplainAgainBody } from '../../report/mail/bodies.ts';
import { sliceOf } from '../../report/mail/slice.ts';
import { ownerNamesOf } from '../../report/words.ts';
import type { Store } from '../../store/core/contract.ts';
import { officeWordNames, shownText } from '../../words/desk.ts';
import { systemLabel } from '../../words/sentence.ts';
import { agreements } from '../agreements.ts';
import { reasonWords } from '../city-files.ts';
import { lastLetter, queueHeldOff } from './hold-off.ts';

/**
 * Puts a letter to a unit into the outbox that asks it to explain again: exactly the rows whose turn it is, once for
 * each thing that is asked. The first goes at once; what comes within the hold-off goes together. In the transaction of
 * what asks.
 */
export async function queueExplainAgain(
  inner: Store,
  configuration: Configuration,
  agency: string,
  now: string,
): Promise<number> {
  const { mail } = configuration;
  const recipients = mail?.recipients.filter(one => one.agency === agency) ?? [];
  if (recipients.length === 0) return 0;
  const rows: Agreement[] = [];
  for await (const page of agreements(inner, configuration, now, { agency, state: 'explain-again' }))
    rows.push(...page);
  const keys = rows.map(askedKey);
  const { conditions } = await reasonWords(configuration.reviews.reasons);
  let queued = 0;
  for (const recipient of recipients) {
    const body: ExplainAgainBody = {
      slice: sliceOf(recipient),
      ...{ agency, askedAt: now, keys, conditions },
      rows: rows.map(row => askedRow(row, configuration)),
    };
    const of = { kind: 'explain-again', to: recipient.address } as const;
    const isSame = (held: ExplainAgainBody) => held.agency === agency;
    const before = new Set((await lastLetter(inner, of, now, isSame))?.body.keys);
    if (keys.every(key => before.has(key))) continue;
    const subject = `${agency}/${createHash('sha256').update(JSON.stringify(keys)).digest('hex').slice(0, 16)}`;
    const letter = { ...of, subject, body };
    queued += await queueHeldOff(inner, letter, { isSame, join: () => body }, mail!.holdOffMinutes, now);
  }
  return queued;
}

/** What is asked of a row: its reasons as they are, and by whose word. */
function askedKey(row: Agreement): string {
  const asks = row.history.filter(({ word, lapsedAt }) => word === 'explain-again' && lapsedAt === null);
  const key = [row.procedure, explanationKey(row), ...asks.map(({ office, at }) => `${office} ${at}`)];
  return createHash('sha256').update(JSON.stringify(key)).digest('hex').slice(0, 16);
}

function askedRow(row: Agreement, { city }: Configuration): AskedRow {
  const { procedure, name, technical, legal, reasons, words, facts } = row;
  const names = ownerNamesOf(city);
  const opinions = offices.flatMap(office => {
    const said = words[office];
    return said ? [[names[office], said.opinion ?? officeWordNames[said.word]].join(': ')] : [];
  });
  const against = facts.flatMap(({ verdict, system, shown }) => {
    if (verdict !== 'contradicted' || !shown) return [];
    const profile = city.systems.find(each => each.name === system);
    return [`${profile ? systemLabel(profile) : system}: ${shownText(shown)}`];
  });
  const [until = null] = offices.flatMap(office => words[office]?.until ?? []).sort();
  return {
    ...{ procedure, name, technical: technical.text, legal: legal.text },
    said: [technical.text, legal.text].filter(text => text !== null),
    why: [...(reasons.length === 0 ? ['chưa nêu điều kiện nào chưa đạt'] : []), ...opinions, ...against],
    // Of two offices’ days the one by which both have their answer.
    until,
  };
}
