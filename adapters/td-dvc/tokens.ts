import { RemoteError } from '../../src/adapter/errors.ts';
import type { HttpAnswer, HttpClient } from '../../src/adapter/http.ts';
import { busyOnly, excerpt, failureOf, readJson } from './answers.ts';
import type { Options } from './options.ts';

export type Credentials = Omit<Options, 'pageSize'>;

const jsonHeaders = { Accept: 'application/json', 'Content-Type': 'application/json' };

interface Tokens {
  token: string;
  refreshToken: string;
}

/**
 * The one holder of this process's tokens: the platform keeps one refresh token per user, so two holders would knock
 * each other out. Tokens are opaque; they are renewed when the remote says 401, never by their age.
 */
export function createTokenHolder(
  http: HttpClient,
  credentials: Credentials,
  place: (path: string) => string,
) {
  let tokens: Tokens | undefined;
  let underWay: Promise<Tokens> | undefined;
  /** Wrong passwords are not tried twice: the platform counts failures and locks the user. */
  let refusal: RemoteError | undefined;

  const post = (path: string, body: object, label: string, intent: 'read' | 'write') =>
    http.send({
      method: 'POST',
      path: place(path),
      intent,
      label,
      headers: { ...jsonHeaders, Tenant: credentials.tenant },
      body: JSON.stringify(body),
      // A 500 in the platform's own words is an answer: asking again would count as another failed sign-in.
      classify: busyOnly,
    });

  const hidden = (got: Tokens): Tokens => {
    http.hide(got.token);
    http.hide(got.refreshToken);
    return got;
  };

  const signIn = async (): Promise<Tokens> => {
    const { username: userName, password, securityCode } = credentials;
    const label = 'đăng nhập';
    const body = { userName, password, ...(securityCode ? { securityCode } : {}) };
    const answer = await post(credentials.loginPath, body, label, 'read');
    if (answer.status < 300) return hidden(readTokens(answer, label));
    if (answer.status === 401 || answer.status === 403 || saysWrongPassword(answer)) {
      refusal = failureOf(answer, 'đăng nhập bị từ chối', http.redact, 'refused');
      throw refusal;
    }
    throw failureOf(answer, label, http.redact);
  };

  const refresh = async (old: Tokens): Promise<Tokens> => {
    const label = 'gia hạn phiên';
    // Sent once: a refresh token dies with its first use, whether or not the answer arrives.
    const answer = await post('/api/tokens/refresh', old, label, 'write');
    if (answer.status >= 300) throw failureOf(answer, label, http.redact);
    return hidden(readTokens(answer, label));
  };

  const shared = async (obtain: () => Promise<Tokens>): Promise<string> => {
    if (refusal) throw refusal;
    underWay = obtain().finally(() => {
      underWay = undefined;
    });
    tokens = await underWay;
    return tokens.token;
  };

  return {
    /** The present token; signs in when there is none. Callers at the same time share one sign-in. */
    async current(): Promise<string> {
      if (underWay) return (await underWay).token;
      return tokens ? tokens.token : shared(signIn);
    },
    /** A token other than `refused`: by refresh, else by a fresh sign-in. Shared by all who were refused meanwhile. */
    async renewed(refused: string): Promise<string> {
      if (underWay) return (await underWay).token;
      if (tokens && tokens.token !== refused) return tokens.token;
      const old = tokens;
      if (!old) return shared(signIn);
      return shared(() =>
        refresh(old).catch(error => {
          if (error instanceof RemoteError && error.kind === 'aborted') throw error;
          return signIn();
        }),
      );
    },
  };
}

function readTokens(answer: HttpAnswer, label: string): Tokens {
  const { token, refreshToken } = (readJson(answer, label) ?? {}) as Partial<Tokens>;
  if (typeof token !== 'string' || token === '') {
    throw new RemoteError('not-understood', `${label}: trả lời không có token`);
  }
  return { token, refreshToken: typeof refreshToken === 'string' ? refreshToken : '' };
}

/** A wrong password comes as 500 `Authentication Failed.` (contract 1.3). */
function saysWrongPassword(answer: HttpAnswer): boolean {
  return answer.status === 500 && /authentication failed/i.test(excerpt(answer.text, text => text));
}
