import { exitCodes } from '../exit.ts';

/** What an operator or systemd tells a running service. */
export interface ServiceSignals {
  /** Resolves at the first SIGTERM or Ctrl-C; a second one ends the process at once. */
  stop: Promise<void>;
  /** SIGHUP: calls `reload`, one after the other; before there is one, it is called once it is there. */
  onReload(reload: () => Promise<void>): void;
  dispose(): void;
}

export function listenForSignals(): ServiceSignals {
  const { promise: stop, resolve } = Promise.withResolvers<void>();
  let stopping = false;
  let reload: (() => Promise<void>) | undefined;
  let asked = false;
  let reloading: Promise<void> | undefined;

  const end = () => {
    // The store is whole at any moment, as after a power cut; what was in hand is taken over.
    if (stopping) process.exit(exitCodes.interrupted);
    stopping = true;
    resolve();
  };
  const again = () => {
    asked = true;
    if (!reload || reloading || stopping) return;
    reloading = (async () => {
      while (asked && reload) {
        asked = false;
        await reload();
      }
    })().finally(() => {
      reloading = undefined;
    });
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  process.on('SIGHUP', again);
  return {
    stop,
    onReload(given) {
      reload = given;
      if (asked) again();
    },
    dispose() {
      process.off('SIGTERM', end);
      process.off('SIGINT', end);
      process.off('SIGHUP', again);
    },
  };
}
