import type { errors, JWTHeaderParameters, JWTPayload, RemoteJWKSet } from 'jose';
import { z } from 'zod';
import { grantedRole, type OidcSettings, type TokenGrant } from '../../app/access/sessions.ts';
import { tokenIdentity } from '../../domain/actor.ts';
import { isLoopback } from '../../domain/loopback.ts';
import { cleanText } from '../../domain/text.ts';

/** Loaded with the first token: many services know API keys only. */
const loadJose = () => import('jose');
const loadNames = () => import('../../domain/same-person.ts');

/** No `none`, and nothing with a shared secret: whoever can check a token must not be able to make one. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/** Seconds two clocks may differ. */
const clockTolerance = 30;

/** A token that is not to be trusted. English, without a word of the token. */
export class TokenRefused extends Error {}

/** The issuer did not answer, so that nothing can be said of the token. */
export class IssuerUnreachable extends Error {
  override name = 'IssuerUnreachable';
}

/** An unknown key id makes the keys be fetched again, but not more often than this, milliseconds. */
const refetchAfter = 10_000;
/** Keys taken back by the issuer are trusted no longer than this. */
const keysHold = 600_000;
const patience = 5_000;

/** Verifies access tokens of one issuer; finds its keys by itself when the first token comes. */
export function createTokenVerifier(settings: OidcSettings) {
  let keys: Promise<RemoteJWKSet> | undefined;
  let failedAt = Number.NEGATIVE_INFINITY;
  const keySet = (now: number) => {
    if (!keys && Math.abs(now - failedAt) < refetchAfter)
      throw new IssuerUnreachable('The issuer did not answer.');
    keys ??= discover(settings.issuer).catch(error => {
      keys = undefined;
      failedAt = now;
      throw error;
    });
    return keys;
  };
  return {
    /** Who holds the token. @throws TokenRefused, IssuerUnreachable */
    async verify(token: string, now: Date) {
      const set = await keySet(now.getTime());
      const payload = await verified(token, set, settings, now);
      const grant = grantOf(payload, settings);
      return {
        name: await nameOf(payload, settings),
        identity: tokenIdentity(settings.issuer, payload.sub!),
        issuer: settings.issuer,
        grant,
        /** Undefined: no value of the role claim is mapped to one. */
        role: grantedRole(grant, settings),
        expiresAt: new Date(payload.exp! * 1_000).toISOString(),
      };
    },
  };
}

async function verified(token: string, set: RemoteJWKSet, settings: OidcSettings, now: Date) {
  const jose = await loadJose();
  try {
    const { payload, protectedHeader } = await jose.jwtVerify(token, set, {
      issuer: settings.issuer,
      audience: settings.audience,
      algorithms,
      clockTolerance,
      currentDate: now,
      requiredClaims: ['exp', 'sub'],
    });
    requireAccessToken(protectedHeader, payload);
    requireOwner(payload, now);
    return payload;
  } catch (error) {
    if (error instanceof TokenRefused) throw error;
    if (
      error instanceof jose.errors.JWKSTimeout ||
      !(error instanceof jose.errors.JOSEError) ||
      isFetchFailure(error)
    )
      throw new IssuerUnreachable('The keys of the issuer could not be fetched.', { cause: error });
    throw new TokenRefused(error.code);
  }
}

/** jose says it with its most general error when the keys' address answers with something else than keys. */
function isFetchFailure(error: errors.JOSEError): boolean {
  return error.code === 'ERR_JOSE_GENERIC' || error.code === 'ERR_JWKS_INVALID';
}

const metadata = z.object({ issuer: z.string(), jwks_uri: z.url() });

async function discover(issuer: string): Promise<RemoteJWKSet> {
  try {
    const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const answer = await fetch(secure(address), { redirect: 'error', signal: AbortSignal.timeout(patience) });
    if (!answer.ok) throw new Error(`${address} answered ${answer.status}.`);
    const told = metadata.parse(await answer.json());
    if (told.issuer !== issuer) throw new Error(`${address} speaks for another issuer.`);
    const { createRemoteJWKSet } = await loadJose();
    return createRemoteJWKSet(secure(told.jwks_uri), {
      cooldownDuration: refetchAfter,
      cacheMaxAge: keysHold,
      timeoutDuration: patience,
    });
  } catch (error) {
    throw new IssuerUnreachable('The issuer could not be asked for its keys.', { cause: error });
  }
}

/** Keys that come over a line anybody can write to are worth nothing. */
function secure(address: string): URL {
  const url = new URL(address);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))) return url;
  throw new Error(`${url.origin}: only https, or http on this machine.`);
}

/** Claims of tokens that say who signed in (ID tokens) or what happened (logout and security events). */
const foreignClaims = ['nonce', 'at_hash', 'c_hash', 's_hash', 'events'];
/** Claims by which access tokens are known where their header does not say so; each provider has one of them. */
const accessClaims = ['client_id', 'scope', 'scp', 'appid'];

/**
 * An issuer signs more than access tokens with the same keys. RFC 9068 names these `at+jwt`; providers that do not yet
 * (`JWT`, or nothing) are believed only where the claims say it. A token bound to a key (`cnf`) is worth nothing
 * without the proof, which is not asked for here.
 *
 * @throws TokenRefused
 */
function requireAccessToken({ typ }: JWTHeaderParameters, payload: JWTPayload): void {
  const type = (typ ?? 'jwt').toLowerCase().replace(/^application\//, '');
  if (type !== 'at+jwt' && type !== 'jwt') throw new TokenRefused('not-an-access-token');
  if ('cnf' in payload) throw new TokenRefused('bound-to-a-key');
  // Keycloak and Cognito say in the claims what it is.
  const { typ: kind = 'Bearer', token_use: use = 'access' } = payload as Record<string, unknown>;
  if (kind !== 'Bearer' || use !== 'access') throw new TokenRefused('not-an-access-token');
  if (foreignClaims.some(claim => claim in payload)) throw new TokenRefused('not-an-access-token');
  const known =
    type === 'at+jwt' ||
    'typ' in payload ||
    'token_use' in payload ||
    accessClaims.some(claim => claim in payload);
  if (!known) throw new TokenRefused('not-an-access-token');
}

/** Seconds: the end of the year 9999. */
const endOfCalendar = 253_402_300_799;

/** @throws TokenRefused Where it is nobody's, of a time that has not come, or without an end that ever comes. */
function requireOwner({ sub, iat, exp }: JWTPayload, now: Date): void {
  if (typeof sub !== 'string' || cleanText(sub) === '' || sub.length > 500)
    throw new TokenRefused('no-subject');
  if (exp! > endOfCalendar) throw new TokenRefused('no-end');
  if (typeof iat !== 'number' || iat > now.getTime() / 1_000 + clockTolerance)
    throw new TokenRefused('issued-in-the-future');
}

/**
 * What people are called there; the subject, which says nothing to a reader, only where there is nothing else. For
 * reading only: whoever bears a name can often change it, so one of the program's own is shown with where it is from.
 */
async function nameOf(
  { preferred_username: username, sub }: JWTPayload,
  { issuer }: OidcSettings,
): Promise<string> {
  const { isReservedName } = await loadNames();
  const name = cleanText(typeof username === 'string' ? username : '').slice(0, 200) || cleanText(sub!);
  return isReservedName(name) ? `${name} (${new URL(issuer).host})` : name.slice(0, 200);
}

/** What the configured claim itself says: a text, words of a text, or texts of a list; nothing that lies deeper. */
function grantOf(payload: JWTPayload, { audience, roleClaim, roles, unitClaim }: OidcSettings): TokenGrant {
  const claim = claimAt(payload, roleClaim);
  const said = typeof claim === 'string' ? claim.split(' ') : Array.isArray(claim) ? claim : [];
  // Only what gives a role: tokens may carry a thousand groups.
  const values = said.filter(value => typeof value === 'string' && Object.hasOwn(roles, value));
  const unit = claimAt(payload, unitClaim);
  const named = values.some(value => roles[value] === 'unit') && typeof unit === 'string';
  return {
    ...{ audience, roleClaim, values },
    ...(named && { unit: { claim: unitClaim, code: unit.trim().slice(0, 100) } }),
  };
}

function claimAt(payload: JWTPayload, claim: string): unknown {
  return Object.hasOwn(payload, claim) ? payload[claim] : valueAt(payload, claim.split('.'));
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  let at = value;
  for (const part of path)
    at =
      typeof at === 'object' && at !== null && !Array.isArray(at) && Object.hasOwn(at, part)
        ? at[part as never]
        : undefined;
  return at;
}
