import type { RemoteSend } from '../../../src/adapter/writer.ts';

/** What has to be sent next for a change, and what stands in its way. Neither: it is done. */
export interface Outcome {
  sends: RemoteSend[];
  /** Vietnamese; things no send of ours can put right. */
  problems: string[];
  /** Of several procedures written together, those at the lowest stage come first; absent = 0. */
  stage?: number;
}

export const done: Outcome = { sends: [], problems: [] };

export function sending(sends: RemoteSend[]): Outcome {
  return { sends, problems: [] };
}

export function impossible(...problems: string[]): Outcome {
  return { sends: [], problems };
}

/** The first stage at which anything is to be sent: later ones stand on it. */
export function firstOf(...stages: readonly (() => RemoteSend[])[]): Outcome {
  for (const stage of stages) {
    const sends = stage();
    if (sends.length > 0) return sending(sends);
  }
  return done;
}
