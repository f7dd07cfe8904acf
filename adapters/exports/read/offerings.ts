import type { OfferingRecord } from '../../../src/adapter/records.ts';
import { losing, quarantineRecord } from '../../../src/adapter/unread.ts';
import { cleanText } from '../../../src/domain/text.ts';
import { quoted } from '../../../src/reading/quote.ts';
import { isYes, levelOf } from '../schema.ts';
import type { Row, Table } from './tables.ts';

export interface Unit {
  id: string;
  name: string;
}

/**
 * A service of a unit; of an annex that has no column of levels every row is at level 4. A row that does not say whose
 * it is, is lost.
 */
export function readOffered(row: Row, { profile, has }: Table, procedure: string) {
  const [code, name] = [cleanText(row.text('unitCode')), cleanText(row.text('unit'))];
  const unit = { id: code || name, name: name || code };
  if (unit.id === '') {
    const flaw = quarantineRecord('offering', row.place, row.where('unit'), 'không ghi đơn vị');
    return losing([flaw], { what: 'offering', procedure });
  }
  const written = row.text('level');
  const annex = profile === 'level-four';
  // An annex with levels says of a row without one neither that it is at level 4 nor that it has none.
  const level = !annex ? levelOf(written) : !has('level') ? 4 : (levelOf(written) ?? undefined);
  const flaws =
    level === undefined
      ? [quarantineRecord('offering', row.place, row.where('level'), `mức độ chưa biết: ${quoted(written)}`)]
      : [];
  const offering: OfferingRecord = { kind: 'offering', procedure, agency: unit.id, row: row.place, level };
  // A record marked as a test is no offering.
  return { unit, test: isYes(row.text('testing')), offering, link: row.text('link'), flaws };
}
