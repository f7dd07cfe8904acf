import { RemoteError } from '../../../src/adapter/errors.ts';
import { eachDetail, type Sized } from '../../../src/adapter/kit/each-detail.ts';
import { localCode } from '../../../src/domain/code.ts';
import { type Detail, decodeDetail } from './decode-detail.ts';
import type { Reading } from './reading.ts';

/** A procedure whose details are worth asking for. */
export interface Wanted {
  id: string;
  code: string;
  /** What the lists say of it: another name or state, and the details are read anew. */
  name: string;
  state: string;
}

/** What came of it: the details and their day, nothing where they were not its turn, or why they are not there. */
export interface DetailOutcome {
  code: string;
  detail?: Detail;
  readAt?: string;
  failure?: RemoteError;
}

const detailPath = 'configuring/formality/get-formality-by-citizen';
/** Raised when `Detail` means something else than before. */
const version = 'dvcqg-2026 detail 1';

/**
 * Details, in rotation: those kept from earlier runs are used. Where very many have never been read, their first
 * readings take turns over the hours a detail may be old.
 */
export async function* readDetails(wanted: Sized<Wanted>, reading: Reading): AsyncGenerator<DetailOutcome> {
  const { client, context, detailsAtOnce } = reading;
  const { details } = context;
  const keyOf = ({ id }: Wanted) => `${version} ${id}`;
  const waiting = await details.waiting('details', Iterator.from(wanted).map(keyOf), detailsAtOnce);
  const ask = async (item: Wanted): Promise<Omit<DetailOutcome, 'code'>> => {
    const { id, code, name, state } = item;
    if ((await waiting.among([keyOf(item)])).size > 0) return {};
    const { value, readAt } = await details.read(keyOf(item), { name, state }, async () =>
      decode(await client.ask(detailPath, { id }), code, context.locality),
    );
    return { detail: value, ...(readAt !== undefined && { readAt }) };
  };
  const progress = (done: number, of: number) => context.progress('details', done, of);
  for await (const { item, detail, failure } of eachDetail(wanted, context.concurrency, ask, progress))
    yield { code: item.code, ...detail, ...(failure && { failure }) };
}

function decode(data: unknown, code: string, locality: string): Detail {
  const detail = decodeDetail(data);
  // Asked for by its id: another code would be somebody else's record.
  const isOf = (other: string) => localCode(other, locality) === localCode(code, locality);
  if (detail && (detail.code === '' || isOf(detail.code))) return detail;
  const found = detail ? `là của ${detail.code}` : 'không phải một bản ghi';
  throw new RemoteError('not-understood', `chi tiết của ${code}: trả lời ${found}`);
}
