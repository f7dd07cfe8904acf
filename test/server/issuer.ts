import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import Provider, { type JWK } from 'oidc-provider';

export const audience = 'urn:dvc-sync';

/** A real OpenID Connect provider on loopback that gives access tokens to a machine. */
export interface Issuer {
  url: string;
  /** Its present signing key, private part included. */
  key: JWK;
  /** @param roles What the token says in `realm.roles`. */
  token(roles: unknown, audience?: string): Promise<string>;
  /** From now on only a new key signs and is published. */
  rotate(): Promise<void>;
  /** How often its keys were fetched. */
  fetched(): number;
  close(): Promise<void>;
}

/** Who asks for tokens; `wanted` is put into them. */
export async function startIssuer(): Promise<Issuer> {
  let provider: Provider;
  let key: JWK;
  let fetched = 0;
  let wanted: unknown;
  const server = createServer((request, response) => {
    if (request.url === '/jwks') fetched++;
    provider.callback()(request, response);
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function rotate(): Promise<void> {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    key = { ...(await exportJWK(privateKey)), use: 'sig', alg: 'ES256', kid: crypto.randomUUID() } as JWK;
    provider = new Provider(url, {
      jwks: { keys: [key] },
      clients: [
        {
          client_id: 'cong-tong-hop',
          client_secret: 'secret of the test client',
          grant_types: ['client_credentials'],
          redirect_uris: [],
          response_types: [],
          id_token_signed_response_alg: 'ES256',
        },
      ],
      ttl: { ClientCredentials: 300 },
      extraTokenClaims: () => ({ realm: { roles: wanted }, preferred_username: 'Trần Thị B' }) as never,
      features: {
        devInteractions: { enabled: false },
        clientCredentials: { enabled: true },
        resourceIndicators: {
          enabled: true,
          getResourceServerInfo: (_context: unknown, resource: string) => ({
            scope: 'read',
            audience: resource,
            accessTokenFormat: 'jwt',
            jwt: { sign: { alg: 'ES256' } },
          }),
        },
      },
    } as never);
  }

  await rotate();
  return {
    url,
    get key() {
      return key;
    },
    rotate,
    fetched: () => fetched,
    async token(roles, resource = audience) {
      wanted = roles;
      const answer = await fetch(`${url}/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: 'cong-tong-hop',
          client_secret: 'secret of the test client',
          resource,
        }),
      });
      const told = (await answer.json()) as { access_token?: string };
      if (!told.access_token) throw new Error(JSON.stringify(told));
      return told.access_token;
    },
    close: () => closed(server),
  };
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise(done => server.close(() => done()));
}
