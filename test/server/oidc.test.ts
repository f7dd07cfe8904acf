import { exportJWK, generateKeyPair, importJWK, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createKey } from '../../src/app/access/keys.ts';
import { endUngranted, shownSessions } from '../../src/app/access/sessions.ts';
import { listAudit, verifyTrail } from '../../src/store/access/audit.ts';
import type { Store } from '../../src/store/core/contract.ts';
import { openStore } from '../../src/store/core/open.ts';
import { savePlan } from '../../src/store/push/plans.ts';
import { findJob } from '../../src/store/work/jobs.ts';
import { type MadeFile, storeFile } from '../store/support.ts';
import { audience, type Issuer, startIssuer } from './issuer.ts';
import { parts } from './parts.ts';
import { type Running, runServer } from './running.ts';
import { call } from './served-city.ts';

describe('access tokens of an OpenID Connect issuer', () => {
  let issuer: Issuer;
  let server: Running;
  let store: Store;
  let file: MadeFile;
  beforeAll(async () => {
    issuer = await startIssuer();
    file = await storeFile();
    store = await openStore(file.settings);
  });
  beforeEach(async () => {
    server = await runServer(store, parts);
    server.at.now = new Date();
    server.configuration.server.oidc = {
      issuer: issuer.url,
      audience,
      roleClaim: 'realm.roles',
      roles: { 'dvc-viewer': 'viewer', 'dvc-admin': 'admin', 'dvc-unit': 'unit' },
      unitClaim: 'realm.unit',
    };
  });
  afterEach(async () => {
    vi.useRealTimers();
    await server.close();
  });
  afterAll(async () => {
    await store.close();
    await file.drop();
    await issuer.close();
  });

  const ask = async (token: string, path = '/v1/runs') =>
    (await call(server.url, 'GET', path, { key: token })).status;
  const claims = (more: object = {}) => ({
    realm: { roles: ['dvc-admin'] },
    preferred_username: 'Trần Thị B',
    ...more,
  });
  /** A token as the issuer would sign it, but for what the test changes. */
  const signed = async (
    change: (token: SignJWT) => SignJWT,
    header: object = {},
    key: CryptoKey | Uint8Array | undefined = undefined,
    more: { exp?: number; [claim: string]: unknown } = {},
  ) => {
    // What the test says stands in place of the usual.
    const usual = { sub: 'b', iat: Math.floor(Date.now() / 1_000) };
    const token = new SignJWT(claims({ ...usual, ...more }))
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: issuer.key.kid!, ...header })
      .setIssuer(issuer.url)
      .setAudience(audience)
      .setExpirationTime(more.exp ?? '5 minutes');
    return change(token).sign(key ?? ((await importJWK(issuer.key as never, 'ES256')) as CryptoKey));
  };

  it('let in whom the issuer vouches for, with the role its claim is mapped to', async () => {
    expect(await ask(await issuer.token(['other', 'dvc-viewer']))).toBe(200);
    expect(await ask(await issuer.token(['dvc-viewer']), '/v1/keys')).toBe(403);
    expect(await ask(await issuer.token(['dvc-viewer', 'dvc-admin']), '/v1/keys')).toBe(200);
    expect(await ask(await issuer.token('dvc-viewer dvc-admin'), '/v1/keys')).toBe(200);
  });

  it('speak for the unit their claim names, where that is one of ours', async () => {
    const [agency] = server.configuration.city.agencies.slice(-1);
    const of = (unit: unknown, roles = ['dvc-unit']) =>
      signed(token => token, {}, undefined, { realm: { roles, unit } });
    const handIn = async (token: string, unit: string) =>
      (await call(server.url, 'POST', `/v1/reviews?unit=${unit}`, { key: token })).status;
    const own = await of(agency!.code);
    expect(await ask(own)).toBe(403);
    expect(await handIn(own, server.configuration.city.locality)).toBe(403);
    expect(await handIn(own, agency!.code), 'nothing was sent with it').toBe(400);
    for (const unit of ['H99', '', undefined, [agency!.code], { code: agency!.code }])
      expect(await handIn(await of(unit), agency!.code), JSON.stringify(unit)).toBe(403);
    expect(await ask(await of('H99', ['dvc-unit', 'dvc-viewer'])), 'a viewer beside it').toBe(200);
  });

  it.each([
    [['somebody']],
    [[]],
    [undefined],
    [{ 'dvc-admin': true }],
    [['constructor', '__proto__']],
    [[['dvc-admin']]],
    [{ roles: ['dvc-admin'] }],
    [[{ toString: 'dvc-admin' }]],
  ])('give no role where the claim says %j: 403', async roles => {
    expect(await ask(await issuer.token(roles))).toBe(403);
  });

  it('are taken as they were forged here: a good one passes', async () => {
    expect(await ask(await signed(token => token))).toBe(200);
  });

  it('are refused when anything about them is wrong', async () => {
    const stranger = await generateKeyPair('ES256', { extractable: true });
    const published = new TextEncoder().encode(JSON.stringify(await exportJWK(stranger.publicKey)));
    const unsigned = new UnsecuredJWT(claims())
      .setIssuer(issuer.url)
      .setAudience(audience)
      .setSubject('b')
      .setExpirationTime('5 minutes')
      .encode();
    const good = await signed(token => token);
    const [head, body, signature] = good.split('.') as [string, string, string];
    const swollen = Buffer.from(
      JSON.stringify({ ...JSON.parse(Buffer.from(body, 'base64url').toString()), extra: 1 }),
    ).toString('base64url');
    const tokens = {
      'of another audience': await issuer.token(['dvc-admin'], 'urn:other-service'),
      'of another issuer': await signed(token => token.setIssuer('https://elsewhere.example')),
      expired: await signed(token => token.setExpirationTime(Math.floor(Date.now() / 1_000) - 60)),
      'not valid yet': await signed(token => token.setNotBefore('10 minutes')),
      'without an end': await new SignJWT(claims())
        .setProtectedHeader({ alg: 'ES256', kid: issuer.key.kid! })
        .setIssuer(issuer.url)
        .setAudience(audience)
        .setSubject('b')
        .sign((await importJWK(issuer.key as never, 'ES256')) as CryptoKey),
      'signed by a stranger under the kid of the issuer': await signed(
        token => token,
        {},
        stranger.privateKey,
      ),
      'signed with a published key as a secret': await signed(token => token, { alg: 'HS256' }, published),
      'not signed (alg none)': unsigned,
      'with other claims under the signature': `${head}.${swollen}.${signature}`,
      'with a header nobody may ignore': await signed(token => token, { crit: ['urn:x'], 'urn:x': 1 }).catch(
        () => 'a.b.c',
      ),
      'no token': 'eyJhbGciOiJub25lIn0.e30.',
    };
    const answers = await Promise.all(
      Object.entries(tokens).map(async ([what, token]) => [what, await ask(token)]),
    );
    expect(Object.fromEntries(answers)).toEqual(
      Object.fromEntries(Object.keys(tokens).map(what => [what, 401])),
    );
    const trail = JSON.stringify(await listAudit(store, 100));
    expect(trail).toContain('"outcome":"refused: ERR_JWT_EXPIRED"');
    for (const token of Object.values(tokens)) expect(trail).not.toContain(token.slice(0, 20));
    expect(JSON.stringify(server.logged)).not.toContain(signature);
  });

  it.each([
    ['an ID token by its type', { typ: 'id_token+jwt' }, {}],
    ['a logout token', { typ: 'logout+jwt' }, { events: {} }],
    ['a security event', { typ: 'application/secevent+jwt' }, {}],
    ['a proof of possession', { typ: 'dpop+jwt' }, {}],
    ['an ID token of a provider that types nothing', { typ: 'JWT' }, { scope: 'openid', nonce: 'n' }],
    ['an ID token told by its hash', { typ: undefined }, { client_id: 'x', at_hash: 'h' }],
    ['a token that says nothing of what it is', { typ: 'JWT' }, {}],
    ['an ID token of Keycloak', { typ: 'JWT' }, { typ: 'ID', scope: 'openid' }],
    ['a refresh token of Keycloak', { typ: 'JWT' }, { typ: 'Refresh', scope: 'openid' }],
    ['an ID token of Cognito', { typ: undefined }, { token_use: 'id' }],
    ['an access token with the events of another kind', {}, { events: {} }],
    ['bound to a key whose proof is not asked for', {}, { cnf: { jkt: 'x' } }],
    ['nobody’s', {}, { sub: '' }],
    ['of white space', {}, { sub: ' ' }],
    ['of what nobody sees', {}, { sub: '\u200b\u2060' }],
    ['with an end beyond the calendar', {}, { exp: 9e15 }],
    ['issued in an hour', {}, { iat: Math.floor(Date.now() / 1_000) + 3_600 }],
    ['issued at no time', {}, { iat: 'now' }],
  ])('are refused where they are no access tokens, or nobody’s: %s', async (_what, header, more) => {
    expect(await ask(await signed(token => token, header, undefined, more))).toBe(401);
  });

  it.each([
    ['RFC 9068, the type written out', { typ: 'application/at+JWT' }, {}],
    ['Keycloak', { typ: 'JWT' }, { typ: 'Bearer', scope: 'profile' }],
    ['Entra', { typ: 'JWT' }, { scp: 'read' }],
    ['a provider that types nothing', { typ: undefined }, { client_id: 'x' }],
    ['issued half a minute ahead', {}, { iat: Math.floor(Date.now() / 1_000) + 20 }],
  ])('are taken of many a provider: %s', async (_what, header, more) => {
    expect(await ask(await signed(token => token, header, undefined, more))).toBe(200);
  });

  it('bear half a minute between two clocks', async () => {
    const past = Math.floor(Date.now() / 1_000) - 10;
    expect(await ask(await signed(token => token.setExpirationTime(past)))).toBe(200);
  });

  it('go on after the issuer has changed its keys; strange kids do not make it be asked each time', async () => {
    const old = await issuer.token(['dvc-viewer']);
    expect(await ask(old)).toBe(200);
    await issuer.rotate();
    const fresh = await issuer.token(['dvc-viewer']);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 15_000 });
    server.at.now = new Date();
    const before = issuer.fetched();
    expect(await ask(fresh)).toBe(200);
    expect(await ask(old)).toBe(401);
    for (let n = 0; n < 5; n++)
      expect(await ask(await signed(token => token, { kid: `made-up-${n}` }))).toBe(401);
    expect(issuer.fetched()).toBe(before + 1);
  });

  it('cannot be told while the issuer does not answer: 503, not 401', async () => {
    const token = await issuer.token(['dvc-viewer']);
    server.configuration.server.oidc = {
      ...server.configuration.server.oidc!,
      issuer: 'http://127.0.0.1:9',
    };
    const answer = await call(server.url, 'GET', '/v1/runs', { key: token });
    expect(answer.status).toBe(503);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  const signedBy = (sub: string, name: string, role = 'dvc-admin') =>
    signed(token => token, {}, undefined, { sub, preferred_username: name, realm: { roles: [role] } });
  const post = (token: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
    call(server.url, 'POST', path, { key: token, body, headers });

  it('are one account by issuer and subject: a plan is not approved by its author under another name', async () => {
    const started = await post(await signedBy('1', 'Trần Thị B'), '/v1/plans', {});
    const { id } = (await started.json()) as { id: string };
    const job = (await findJob(store, id))!;
    expect(job).toMatchObject({ requestedBy: 'Trần Thị B', requestedIdentity: `token ${issuer.url} 1` });
    const plan = { id: 'P-1', createdAt: job.queuedAt, author: job.requestedBy, fingerprint: 'f', head: {} };
    await savePlan(store, { ...plan, authorIdentity: job.requestedIdentity }, []);

    const approve = async (sub: string, name: string) =>
      (await post(await signedBy(sub, name), '/v1/plans/P-1/approval', { reason: 'đã xem' })).status;
    expect(await approve('1', 'Lê Văn C')).toBe(403);
    expect((await listAudit(store, 1))[0]).toMatchObject({
      who: 'Lê Văn C',
      identity: `token ${issuer.url} 1`,
      outcome: 'refused: author',
    });
    // Of the same name, and another person.
    expect(await approve('2', 'Trần Thị B')).toBe(200);
    expect(await verifyTrail(store)).not.toHaveProperty('broken');
  });

  describe('and the sessions begun with them', () => {
    const signedIn = async (sub = '9') => {
      const answer = await fetch(`${server.url}/sign-in`, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin: server.url },
        body: new URLSearchParams({ credential: await signedBy(sub, 'Phạm Văn Phiên') }),
      });
      return answer.headers.get('set-cookie')!.split(';')[0]!;
    };
    const status = async (cookie: string, method = 'GET', path = '/v1/keys') =>
      (await call(server.url, method, path, { headers: { cookie, origin: server.url } })).status;
    const oidc = () => server.configuration.server.oidc!;

    it.each([
      ['the role is no longer mapped', () => ({ ...oidc(), roles: { 'dvc-viewer': 'viewer' as const } })],
      ['it is mapped to less', () => ({ ...oidc(), roles: { 'dvc-admin': 'viewer' as const } })],
      ['the role is read from elsewhere', () => ({ ...oidc(), roleClaim: 'groups' })],
      ['the service is called otherwise', () => ({ ...oidc(), audience: 'urn:other' })],
      ['another provider vouches', () => ({ ...oidc(), issuer: 'https://sso.example' })],
      ['there is no provider any more', () => undefined],
    ])('end when %s, and do not come back', async (_what, change) => {
      const before = oidc();
      const cookie = await signedIn();
      expect(await status(cookie)).toBe(200);
      const changed = change();
      if (changed) server.configuration.server.oidc = changed;
      else delete server.configuration.server.oidc;
      expect(await status(cookie)).toBe(401);
      expect(await shownSessions(store, changed, server.at.now.toISOString())).toEqual([]);
      // What a running service does when it reads its configuration again.
      const ended = await endUngranted(store, changed, server.at.now.toISOString());
      expect(ended).toMatchObject([{ account: 'Phạm Văn Phiên', role: 'admin', issuer: issuer.url }]);
      expect((await listAudit(store, 1))[0]).toMatchObject({ who: 'dvc-sync', action: 'end-session' });
      server.configuration.server.oidc = before;
      expect(await status(cookie)).toBe(401);
    });

    it('are listed and ended by administrators, one by one and all at once', async () => {
      const cookies = [await signedIn(), await signedIn('10')];
      const { items } = (await (
        await call(server.url, 'GET', '/v1/sessions', { headers: { cookie: cookies[0]! } })
      ).json()) as { items: { id: string }[] };
      expect(items).toHaveLength(2);
      expect(Object.keys(items[0]!)).toEqual(['id', 'account', 'role', 'issuer', 'since', 'until']);
      expect(await status(cookies[0]!, 'DELETE', '/v1/sessions/none')).toBe(404);
      expect(await status(cookies[0]!, 'DELETE', '/v1/sessions')).toBe(200);
      for (const cookie of cookies) expect(await status(cookie)).toBe(401);
      expect((await listAudit(store, 2)).map(({ action, who }) => [action, who])).toEqual(
        Array(2).fill(['end-session', 'Phạm Văn Phiên']),
      );
    });
  });

  it('named like a key are not that key: neither its limit nor what it asked for is theirs', async () => {
    const at = { who: 'test', origin: 'test', at: server.at.now.toISOString() };
    const { key } = await createKey(store, { name: 'Lê Văn Khóa', role: 'operator', expiresAt: null }, at);
    const token = await signedBy('3', 'Lê Văn Khóa');
    const once = { 'idempotency-key': 'once' };
    const asked = async (who: string, kind: string) => (await post(who, '/v1/runs', { kind }, once)).json();
    const [byKey, byToken, again] = await Promise.all([
      asked(key, 'digest'),
      asked(token, 'reconcile'),
      asked(token, 'reconcile'),
    ]);
    expect([byKey, byToken]).toMatchObject([{ kind: 'digest' }, { kind: 'reconcile' }]);
    expect(again).toEqual(byToken);
    server.configuration.server.requestsPerMinute = 6;
    expect(await Promise.all(Array.from({ length: 7 }, () => ask(key)))).toContain(429);
    expect(await ask(token)).toBe(200);
  });

  it('called like the program itself are shown with where they are from', async () => {
    await post(await signedBy('4', 'Schedule'), '/v1/runs', { kind: 'reconcile' });
    expect((await listAudit(store, 1))[0]).toMatchObject({ who: `Schedule (${new URL(issuer.url).host})` });
  });

  it('mean nothing where no issuer is configured', async () => {
    const token = await issuer.token(['dvc-viewer']);
    delete server.configuration.server.oidc;
    expect(await ask(token)).toBe(401);
  });
});
