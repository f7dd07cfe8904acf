import { RemoteError } from '../../src/adapter/errors.ts';
import type { Reading } from './envelope.ts';

/** One call, repeatable with another session. */
type Ask = (session: string) => Promise<Reading>;

interface Session {
  id: string;
  answered: number;
}

/** So many sessions in a row that served one call at most make us ask whether sessions work at all. */
const suspiciousSessions = 5;
/** A session may run out under many callers at once; each gets its last word from a session nobody else has used. */
const sharedRepeats = 2;

/**
 * Holds the one session. The service has no code for "session expired", so a refused call is repeated with a new one,
 * and only the refusal of a session nobody else has used is the real answer. Where every session is refused the keeper
 * gives up for good with a `session` error instead of signing in for every call.
 */
export function createSessionKeeper(login: () => Promise<string>) {
  let session: Session | undefined;
  let worked: Ask | undefined;
  let useless = 0;
  let over: RemoteError | undefined;
  let tail: Promise<unknown> = Promise.resolve();

  function exclusively<T>(work: () => Promise<T>): Promise<T> {
    const run = tail.then(work);
    tail = run.catch(() => undefined);
    return run;
  }

  async function signIn(): Promise<Session> {
    try {
      return { id: await login(), answered: 0 };
    } catch (error) {
      const unusable =
        error instanceof RemoteError && ['not-understood', 'remote-fault'].includes(error.kind);
      if (!worked || !unusable) throw error;
      over = new RemoteError('session', `Không đăng nhập lại được: ${(error as RemoteError).message}`);
      throw over;
    }
  }

  async function current(): Promise<Session> {
    await tail;
    if (over) throw over;
    if (session) return session;
    return exclusively(async () => {
      if (over) throw over;
      session ??= await signIn();
      return session;
    });
  }

  async function tried(with_: Session, ask: Ask): Promise<Reading> {
    const reading = await ask(with_.id);
    if (reading.ok) {
      with_.answered++;
      worked = ask;
    }
    return reading;
  }

  /** The session others have signed in with meanwhile, or the repeat on a session of our own, already sent. */
  function renew(
    refused: Session,
    ask: Ask,
    own: boolean,
  ): Promise<{ shared: Session } | { repeat: Promise<Reading> }> {
    return exclusively(async () => {
      if (over) throw over;
      if (!own && session && session !== refused) return { shared: session };
      useless = session && session.answered <= 1 ? useless + 1 : 0;
      if (useless >= suspiciousSessions && worked) {
        await prove(worked);
        useless = 0;
      }
      session = await signIn();
      // Sent before anybody else learns of the session, so its refusal is the service's last word.
      return { repeat: tried(session, ask) };
    });
  }

  /** Repeats a call that is known to work: a session that serves it twice is a session. */
  async function prove(known: Ask): Promise<void> {
    const probe = await signIn();
    for (let time = 0; time < 2; time++) {
      const reading = await known(probe.id);
      if (!reading.ok) {
        over = giveUp(reading.reason);
        throw over;
      }
    }
  }

  function lastWord(reading: Reading): Reading {
    if (reading.ok || !reading.suspect || worked) return reading;
    over ??= giveUp(reading.reason);
    throw over;
  }

  return {
    /** Signs in when nobody has yet. */
    async open(): Promise<void> {
      await current();
    },
    /** Asks; on a suspected expiry signs in once for all callers and asks again. */
    async ask(ask: Ask): Promise<Reading> {
      let used = await current();
      let reading = await tried(used, ask);
      for (let repeat = 0; !reading.ok && reading.suspect; repeat++) {
        const renewed = await renew(used, ask, repeat >= sharedRepeats);
        if ('repeat' in renewed) return lastWord(await renewed.repeat);
        used = renewed.shared;
        reading = await tried(used, ask);
      }
      return reading;
    },
  };
}

function giveUp(reason: string): RemoteError {
  return new RemoteError('session', `Phiên bị từ chối ngay sau khi đăng nhập: ${reason}`);
}
