import { exportJWK, generateKeyPair, importJWK, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { parts } from '../../src/server/parts.ts';
import { listAudit } from '../../src/store/audit.ts';
import type { Store } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/open.ts';
import { emptyFile } from '../store/support.ts';
import { audience, type Issuer, startIssuer } from './issuer.ts';
import { type Running, runServer } from './running.ts';
import { call } from './served-city.ts';

describe('access tokens of an OpenID Connect issuer', () => {
  let issuer: Issuer;
  let server: Running;
  let store: Store;
  const file = emptyFile();
  beforeAll(async () => {
    issuer = await startIssuer();
    store = await openStore(file.settings);
  });
  beforeEach(async () => {
    server = await runServer(store, parts);
    server.at.now = new Date();
    server.configuration.server.oidc = {
      issuer: issuer.url,
      audience,
      roleClaim: 'realm.roles',
      roles: { 'dvc-viewer': 'viewer', 'dvc-admin': 'admin' },
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
  const claims = () => ({ realm: { roles: ['dvc-admin'] }, preferred_username: 'Trần Thị B' });
  /** A token as the issuer would sign it, but for what the test changes. */
  const signed = async (
    change: (token: SignJWT) => SignJWT,
    header: object = {},
    key: CryptoKey | Uint8Array | undefined = undefined,
  ) => {
    const token = new SignJWT(claims())
      .setProtectedHeader({ alg: 'ES256', kid: issuer.key.kid!, ...header })
      .setIssuer(issuer.url)
      .setAudience(audience)
      .setSubject('b')
      .setIssuedAt()
      .setExpirationTime('5 minutes');
    return change(token).sign(key ?? ((await importJWK(issuer.key as never, 'ES256')) as CryptoKey));
  };

  it('let in whom the issuer vouches for, with the role its claim is mapped to', async () => {
    expect(await ask(await issuer.token(['other', 'dvc-viewer']))).toBe(200);
    expect(await ask(await issuer.token(['dvc-viewer']), '/v1/keys')).toBe(403);
    expect(await ask(await issuer.token(['dvc-viewer', 'dvc-admin']), '/v1/keys')).toBe(200);
    expect(await ask(await issuer.token('dvc-viewer dvc-admin'), '/v1/keys')).toBe(200);
  });

  it.each([[['somebody']], [[]], [undefined], [{ 'dvc-admin': true }], [['constructor', '__proto__']]])(
    'give no role where the claim says %j: 403',
    async roles => {
      expect(await ask(await issuer.token(roles))).toBe(403);
    },
  );

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

  it('mean nothing where no issuer is configured', async () => {
    const token = await issuer.token(['dvc-viewer']);
    delete server.configuration.server.oidc;
    expect(await ask(token)).toBe(401);
  });
});
