import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify, type RemoteJWKSet } from 'jose';
import { z } from 'zod';
import { accountRoles, type ServerSettings } from '../../config/sections/server.ts';
import type { AccountRole } from './principal.ts';

export type OidcSettings = NonNullable<ServerSettings['oidc']>;

/** No `none`, and nothing with a shared secret: whoever can check a token must not be able to make one. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/** Seconds two clocks may differ. */
const clockTolerance = 30;

/** A token that is not to be trusted. English, without a word of the token. */
export class TokenRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TokenRefused';
  }
}

/** The issuer did not answer, so that nothing can be said of the token. */
export class IssuerUnreachable extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'IssuerUnreachable';
  }
}

export interface TokenHolder {
  name: string;
  /** Undefined: no value of the role claim is mapped to one. */
  role: AccountRole | undefined;
  /** ISO 8601 UTC. */
  expiresAt: string;
}

export interface TokenVerifier {
  /** @throws TokenRefused, IssuerUnreachable */
  verify(token: string, now: Date): Promise<TokenHolder>;
}

/** An unknown key id makes the keys be fetched again, but not more often than this, milliseconds. */
const refetchAfter = 10_000;
/** Keys taken back by the issuer are trusted no longer than this. */
const keysHold = 600_000;
const patience = 5_000;

/** Verifies access tokens of one issuer; finds its keys by itself when the first token comes. */
export function createTokenVerifier(settings: OidcSettings): TokenVerifier {
  let keys: Promise<RemoteJWKSet> | undefined;
  let failedAt = Number.NEGATIVE_INFINITY;
  const keySet = (now: number) => {
    if (!keys && now - failedAt < refetchAfter) throw new IssuerUnreachable('The issuer did not answer.');
    keys ??= discover(settings.issuer).catch(error => {
      keys = undefined;
      failedAt = now;
      throw error;
    });
    return keys;
  };
  return {
    async verify(token, now) {
      const set = await keySet(now.getTime());
      const payload = await verified(token, set, settings, now);
      return {
        name: nameOf(payload),
        role: roleOf(payload, settings),
        expiresAt: new Date(payload.exp! * 1_000).toISOString(),
      };
    },
  };
}

async function verified(token: string, set: RemoteJWKSet, settings: OidcSettings, now: Date) {
  try {
    const { payload } = await jwtVerify(token, set, {
      issuer: settings.issuer,
      audience: settings.audience,
      algorithms,
      clockTolerance,
      currentDate: now,
      requiredClaims: ['exp', 'sub'],
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JWKSTimeout || !(error instanceof errors.JOSEError) || isFetchFailure(error))
      throw new IssuerUnreachable('The keys of the issuer could not be fetched.', error);
    throw new TokenRefused(error.code);
  }
}

/** jose says it with its most general error when the keys' address answers with something else than keys. */
function isFetchFailure(error: errors.JOSEError): boolean {
  return error.code === 'ERR_JOSE_GENERIC' || error instanceof errors.JWKSInvalid;
}

const metadata = z.object({ issuer: z.string(), jwks_uri: z.url() });

async function discover(issuer: string): Promise<RemoteJWKSet> {
  try {
    const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const answer = await fetch(secure(address), { redirect: 'error', signal: AbortSignal.timeout(patience) });
    if (!answer.ok) throw new Error(`${address} answered ${answer.status}.`);
    const told = metadata.parse(await answer.json());
    if (told.issuer !== issuer) throw new Error(`${address} speaks for another issuer.`);
    return createRemoteJWKSet(secure(told.jwks_uri), {
      cooldownDuration: refetchAfter,
      cacheMaxAge: keysHold,
      timeoutDuration: patience,
    });
  } catch (error) {
    throw new IssuerUnreachable('The issuer could not be asked for its keys.', error);
  }
}

/** Keys that come over a line anybody can write to are worth nothing. */
function secure(address: string): URL {
  const url = new URL(address);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))) return url;
  throw new Error(`${url.origin}: only https, or http on this machine.`);
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** What people are called there; the subject, which says nothing to a reader, only where there is nothing else. */
function nameOf({ preferred_username: username, sub }: JWTPayload): string {
  const name = (typeof username === 'string' ? username : '').normalize('NFC').replace(/\p{C}/gu, '').trim();
  return (name || sub!).slice(0, 200);
}

/** The highest of the roles the claim's values are mapped to. */
function roleOf(payload: JWTPayload, { roleClaim, roles }: OidcSettings): AccountRole | undefined {
  const claim = payload[roleClaim] ?? valueAt(payload, roleClaim.split('.'));
  const values = typeof claim === 'string' ? claim.split(' ') : Array.isArray(claim) ? claim : [];
  const held = new Set(
    values.map(value => (Object.hasOwn(roles, String(value)) ? roles[String(value)] : undefined)),
  );
  return accountRoles.findLast(role => held.has(role));
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  let at = value;
  for (const part of path)
    at = typeof at === 'object' && at !== null && Object.hasOwn(at, part) ? at[part as never] : undefined;
  return at;
}
