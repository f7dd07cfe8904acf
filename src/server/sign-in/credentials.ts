import type { FastifyRequest } from 'fastify';
import { checkKey, keyPrefix } from '../../app/access/check-key.ts';
import { type OidcSettings, sessionOf } from '../../app/access/sessions.ts';
import { keyIdentity } from '../../domain/actor.ts';
import type { Words } from '../../domain/language.ts';
import type { ServerContext } from '../context.ts';
import { Problem } from '../problems/problem.ts';
import { addressOf } from './address.ts';
import { sessionCookie } from './cookie.ts';
import { createTokenVerifier, IssuerUnreachable, TokenRefused } from './oidc.ts';
import type { Principal } from './principal.ts';

/** A refused key or token; `target` is what may be written down of it. */
export class CredentialRefused extends Problem {
  readonly target: string;
  readonly reason: string;
  constructor(target: string, reason: string, detail: Words) {
    super('sign-in-refused', detail, { headers: challenge('invalid_token') });
    this.target = target;
    this.reason = reason;
  }
}

export function challenge(error?: 'invalid_token'): Record<string, string> {
  return { 'www-authenticate': `Bearer realm="dvc-sync"${error ? `, error="${error}"` : ''}` };
}

/** A caller, and until when what was shown holds: ISO 8601 UTC, null = for good. */
export interface Recognised {
  principal: Principal;
  expiresAt: string | null;
}

const keyReasons: Record<'unknown' | 'expired' | 'revoked', Words> = {
  unknown: { vi: 'Khóa không đúng.', en: 'There is no such key.' },
  expired: { vi: 'Khóa đã hết hạn.', en: 'The key has expired.' },
  revoked: { vi: 'Khóa đã bị thu hồi.', en: 'The key has been revoked.' },
};

/** Tells who shows an API key or an access token, or whose browser session a cookie names. */
export function createRecognition(context: ServerContext) {
  let verifier: ({ settings: OidcSettings } & ReturnType<typeof createTokenVerifier>) | undefined;
  const verifierNow = () => {
    const settings = context.configuration().server.oidc;
    if (!settings) return undefined;
    // Keys are kept as long as the settings are the same ones.
    if (verifier?.settings !== settings) verifier = { settings, ...createTokenVerifier(settings) };
    return verifier;
  };

  /** @throws CredentialRefused; Problem when it holds but gives no role, or when that cannot be told now. */
  async function ofSecret(secret: string): Promise<Recognised> {
    if (secret.startsWith('dvcs_')) {
      const key = await checkKey(context.store, secret, context.now());
      if ('refused' in key)
        throw new CredentialRefused(`key ${keyPrefix(secret) ?? '?'}`, key.refused, keyReasons[key.refused]);
      const { name, role, unit, id: keyId, prefix, expiresAt } = key;
      const account = { name, identity: keyIdentity(keyId), issuer: `key ${prefix}` };
      return { principal: { ...account, ...roleOf(role, unit), via: 'key', keyId }, expiresAt };
    }
    return ofToken(secret);
  }

  async function ofToken(token: string): Promise<Recognised> {
    const verifying = verifierNow();
    if (!verifying)
      throw new CredentialRefused('token', 'no-issuer', {
        vi: 'Chỉ nhận khóa API; dịch vụ chưa cấu hình nơi cấp thẻ.',
        en: 'Only API keys are accepted; no token issuer is configured.',
      });
    try {
      const { role, expiresAt, ...account } = await verifying.verify(token, context.now());
      if (role === undefined)
        throw new Problem('role-missing', {
          vi: `Thẻ của ${account.name} không có vai trò nào được dùng dịch vụ này.`,
          en: `The token of ${account.name} has no role in this service.`,
        });
      const unit = account.grant.unit?.code ?? null;
      if (role === 'unit' && !context.configuration().city.agencies.some(({ code }) => code === unit))
        throw new Problem('role-missing', {
          vi: `Thẻ của ${account.name} nêu đơn vị không có trong danh sách đơn vị.`,
          en: `The token of ${account.name} names a unit that is none of the agencies.`,
        });
      return { principal: { ...account, ...roleOf(role, unit), via: 'oidc' }, expiresAt };
    } catch (error) {
      if (error instanceof TokenRefused)
        throw new CredentialRefused('token', error.message, {
          vi: 'Thẻ không hợp lệ hoặc đã hết hạn.',
          en: 'The token is not valid or has expired.',
        });
      if (!(error instanceof IssuerUnreachable)) throw error;
      context.log.warn({ err: error }, 'tokens cannot be checked');
      throw new Problem('unavailable', {
        vi: 'Nơi cấp thẻ không trả lời nên chưa kiểm tra được thẻ; thử lại sau.',
        en: 'The token issuer does not answer, so the token could not be checked; try again later.',
      });
    }
  }

  /** Whose session a cookie's value names; undefined when it has ended. */
  async function ofSession(value: string): Promise<Principal | undefined> {
    const session = await sessionOf(context, value, context.configuration().server.oidc);
    if (!session) return undefined;
    const { id: sessionId, name, identity, issuer, role, unit, keyId } = session;
    const account = { name, identity, issuer, ...roleOf(role, unit), via: 'session' as const };
    return { ...account, sessionId, ...(keyId !== null && { keyId }) };
  }

  /** Who asks, by what the request shows; undefined where that is nothing, or a session that has ended. */
  async function ofRequest(request: FastifyRequest): Promise<Principal | undefined> {
    const { authorization } = request.headers;
    if (authorization === undefined) {
      const cookie = request.cookies[sessionCookie(request, context).name];
      return cookie === undefined ? undefined : ofSession(cookie);
    }
    const [, secret] = /^bearer ([\x21-\x7e]+)$/i.exec(authorization) ?? [];
    if (secret === undefined)
      throw new CredentialRefused('authorization', 'malformed', {
        vi: 'Authorization phải có dạng "Bearer <khóa hoặc thẻ>".',
        en: 'Authorization must be "Bearer <key or token>".',
      });
    return (await ofSecret(secret)).principal;
  }

  return { ofSecret, ofRequest };
}

function roleOf(role: Principal['role'], unit: string | null): Pick<Principal, 'role' | 'unit'> {
  return { role, ...(role === 'unit' && unit !== null && { unit }) };
}

export type Recognition = ReturnType<typeof createRecognition>;

/** The address a request comes from, and the way it came; for the audit trail. */
export function originOf(request: Pick<FastifyRequest, 'principal' | 'ip'>): string {
  return `${request.principal?.via === 'session' ? 'page' : 'api'} ${addressOf(request)}`;
}
