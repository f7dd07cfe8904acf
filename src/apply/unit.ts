import type { RemoteSend } from '../adapter/writer.ts';
import { digestOf } from '../domain/canonical.ts';
import type { ServiceState } from '../domain/service-state.ts';
import { journalOutcome, journalSend } from '../store/push/journal.ts';
import { Attempts } from './attempts.ts';
import { judgeItem, learnedOf } from './judge-item.ts';
import { type Looked, look } from './look.ts';
import { journalState, outcomeOf, type SendOutcome, wordsOf } from './send-outcome.ts';
import { halt, type Item, type Site, settle, stillComing, unfinished, waited } from './site.ts';

/** Stopped while nothing was under way: whether what had been sent took effect is looked up next time. */
const notAwaited = 'dừng theo yêu cầu khi còn chờ xem yêu cầu đã gửi có tác dụng không; làm tiếp sẽ tra lại';

/** Looks and sends of one unit: far more than the steps any remote needs one after the other. */
const mostRounds = 25;

/**
 * Carries actions out that may travel together (usually one): look, send what is missing, look again, until nothing
 * is missing, which is the verification. Since every look decides anew, it does not matter whether an earlier
 * process, or a send of unknown outcome, has already done part of it: such a send is given the time in which it may
 * still take effect, and is sent again only when two looks a lag apart have not found it. All results are written down
 * on return.
 *
 * @param inherited What an earlier process sent for these actions is still to be given its time.
 */
export async function carryOut(
  site: Site,
  items: readonly Item[],
  inherited = items.some(({ touched }) => touched),
): Promise<void> {
  const { answerMs, lagMs } = site.writer.settling ?? { answerMs: 0, lagMs: 0 };
  const attempts = new Attempts();
  let open: readonly Item[] = items;
  let unsure = inherited;
  let actuals: Looked['actuals'] = new Map();
  const fail = (message: string) =>
    settle(
      site,
      open.map(item => ({
        item,
        state: 'failed',
        message,
        ...learnedOf(site, item, actualOf(item)),
      })),
    );
  const leave = (message: string) =>
    settle(
      site,
      open.map(item => unfinished(item, message)),
    );
  const awaited = async (ms: number) => {
    const through = await waited(site, ms);
    if (!through) await leave(notAwaited);
    return through;
  };
  if (inherited && !(await awaited(stillComing(site, items, answerMs)))) return;
  for (let sent = 0; open.length > 0; ) {
    const looked = await look(site, open);
    const { readable, unreadable } = looked;
    actuals = looked.actuals;
    const judged = readable.map(item => judgeItem(site, item, actualOf(item), attempts.none, readable));
    await settle(site, [...unreadable, ...judged.filter(result => 'state' in result)]);
    open = judged.flatMap(result => ('state' in result ? [] : result.item));
    if (open.length === 0) return;

    const seen = digestOf([...actuals.values()]);
    const sends = nextSends();
    if (typeof sends === 'string') return fail(sends);
    if (attempts.missedOnce(sends) || unsure) {
      unsure = false;
      if (await awaited(lagMs)) continue;
      return;
    }
    const stuck = attempts.stuck(sends, seen);
    if (stuck?.refused && open.length > 1 && site.halted === undefined) {
      // One bad field must not fail all that travelled with it.
      const half = Math.ceil(open.length / 2);
      await carryOut(site, open.slice(0, half), false);
      return carryOut(site, open.slice(half), false);
    }
    if (stuck) return fail(stuck.words);
    if (++sent === mostRounds) {
      return fail(`chưa xong sau ${mostRounds} lượt gửi và đọc lại; còn thiếu: ${sends[0]!.label}`);
    }
    const last = await sendAll(sends, seen);
    // The host lets nobody in just now. What had been sent before is looked up next time.
    if (last.how === 'turned-away') return leave(last.words ?? '');
    if (last.late && !(await awaited(answerMs))) return;
  }

  /** Journals and sends one after the other up to the first that does not go through; how the last one ended. */
  async function sendAll(sends: readonly RemoteSend[], seen: string): Promise<SendOutcome> {
    const { system, store, applying, writer } = site;
    const procedures = new Set(open.map(({ action }) => action.change.target.procedure));
    let outcome: SendOutcome | undefined;
    for (const send of sends) {
      const { label, remember, procedure, ...request } = send;
      const [only, another] = procedure === undefined ? procedures : [procedure];
      if (remember && another !== undefined) {
        throw new TypeError(
          `${system}: "${label}" of several procedures does not say which is to remember it`,
        );
      }
      const number = await journalSend(store, applying, {
        system,
        actions: open.map(({ action }) => action.number),
        label,
        request,
        ...(remember && { remember: { procedure: only!, memory: remember } }),
        at: site.time(),
      });
      site.events.sending?.(system, label);
      outcome = await outcomeOf(writer.send(send));
      attempts.add(send, seen, outcome);
      const { words } = outcome;
      await journalOutcome(store, applying, number, { state: journalState(outcome), words, at: site.time() });
      if (outcome.how !== 'turned-away') for (const item of open) item.touched = true;
      if (outcome.host) halt(site, words ?? system);
      if (outcome.how !== 'sent') break;
    }
    return outcome!;
  }

  /** What has to be sent for all of them, or why that cannot be said. */
  function nextSends(): RemoteSend[] | string {
    try {
      const sends = site.writer.next(
        open.map(({ action }) => action.change),
        open.map(actualOf),
      );
      return sends.length > 0 ? sends : 'hệ thống chưa như kế hoạch nhưng không xác định được cần gửi gì';
    } catch (error) {
      return `không lập được yêu cầu gửi: ${wordsOf(error)}`;
    }
  }

  function actualOf({ action }: Item): ServiceState {
    return actuals.get(action.change.target.procedure)!;
  }
}
