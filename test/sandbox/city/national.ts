import { readProcedure } from '../../../adapters/csdl-tthc/read/record.ts';
import type { CaseFacts, ProcedureFacts } from '../../../src/domain/procedure.ts';

/**
 * A raw national record in our words, by the very reading the adapter uses: the city is built to agree with it.
 *
 * @throws Error when the record has no code.
 */
export function readNationalRecord(raw: Record<string, unknown>): {
  code: string;
  facts: ProcedureFacts;
  cases: CaseFacts[];
} {
  const reading = readProcedure(raw);
  if (!reading?.code) throw new Error('bản ghi không có mã thủ tục (MATTHC)');
  return { code: reading.code, facts: reading.facts, cases: reading.cases ?? [] };
}
