import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = (options: { type: 'major'; execution: 'async' }) => Promise<void>;

/** Jobs that come one upon the other are one occasion. */
const quietMs = 1_000;

/**
 * What has the garbage of this process collected once nobody has asked for it again for a moment; it takes tens of
 * milliseconds. V8 does it where memory runs short, which to a service that waits for most of the day never seems so.
 */
export function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const collect: Collect = runInNewContext('gc');
  let waiting: NodeJS.Timeout | undefined;
  return () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => void collect({ type: 'major', execution: 'async' }), quietMs).unref();
  };
}
