import { randomBytes } from 'node:crypto';
import type { Quirks } from './quirks.ts';

export const account = { username: 'dongbo', password: 'Sandbox-117/KH' } as const;

interface Answer {
  status: number;
  body: unknown;
}

/** The account's tokens: one refresh token, killed by the next sign-in or refresh (contract 1.3). */
export interface Sessions {
  signIn(body: Record<string, unknown>): Answer;
  refresh(body: Record<string, unknown>): Answer;
  /** Counts a call; `false` = refused. */
  accepts(authorization: string): boolean;
}

export function createSessions(quirks: Quirks): Sessions {
  const calls = new Map<string, number>();
  let refreshToken = '';

  const issue = (): Answer => {
    const token = `v2.local.${randomBytes(48).toString('base64url')}`;
    refreshToken = randomBytes(32).toString('base64');
    calls.set(token, 0);
    return { status: 200, body: { token, refreshToken, refreshTokenExpiryTime: '2099-01-01T00:00:00' } };
  };

  return {
    signIn({ userName, email, password }) {
      const right = (userName ?? email) === account.username && password === account.password;
      return right ? issue() : errorResult(quirks.loginFailsWith500 ? 500 : 401, 'Authentication Failed.');
    },
    refresh(body) {
      const right =
        !quirks.refreshFails && body.refreshToken === refreshToken && calls.has(String(body.token));
      return right ? issue() : errorResult(500, 'Invalid Refresh Token.');
    },
    accepts(authorization) {
      const token = authorization.replace(/^Bearer /, '');
      const made = calls.get(token);
      if (made === undefined || quirks.expireAlways) return false;
      calls.set(token, made + 1);
      return quirks.expireTokenAfter <= 0 || made < quirks.expireTokenAfter;
    },
  };
}

export function errorResult(status: number, exception: string): Answer {
  const body = {
    messages: [],
    source: 'TD.DichVuCong.Infrastructure',
    exception,
    errorId: '00000000-0000-4000-8000-000000000500',
    supportMessage: 'Provide the Error Id to the support team for further analysis.',
    statusCode: status,
  };
  return { status, body };
}
