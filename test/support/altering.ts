import { readFile, writeFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SandboxCity } from '../sandbox/city/city.ts';
import { type Place, placeOf } from './place.ts';

/** The answer to a request as it goes on: `asked` is the request's path and, where it has one, its body. */
export type Alter = (text: string, asked: string) => string;

/** A request as it goes on, path or body. */
export type AlterRequest = (text: string) => string;

export interface AlteringPlace extends Place {
  /** From now on answers (and requests) of the system are changed on their way; absent = they pass as they are. */
  alter(system: 'national' | 'portal' | 'oneStop', change?: Alter, ask?: AlterRequest): void;
}

/** A running city whose systems are reached by proxies that can change what they answer. */
export async function alteringPlace(
  city: SandboxCity,
  settings?: Record<string, unknown>,
): Promise<AlteringPlace> {
  const place = await placeOf(city, settings);
  const changes: Partial<Record<string, [Alter?, AlterRequest?]>> = {};
  const proxies: http.Server[] = [];
  let text = await readFile(place.config, 'utf8');
  for (const [name, { baseUrl }] of Object.entries(place.city.servers)) {
    const { origin } = new URL(baseUrl);
    const proxy = http.createServer((request, response) =>
      pass(
        origin,
        request,
        response,
        text => changes[name]?.[1]?.(text) ?? text,
        (answer, asked) => changes[name]?.[0]?.(answer, asked) ?? answer,
      ),
    );
    proxies.push(proxy);
    await new Promise<void>(listening => proxy.listen(0, '127.0.0.1', listening));
    text = text.replace(origin, `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
  }
  await writeFile(place.config, text);
  return {
    ...place,
    alter(system, ...how) {
      changes[system] = how;
    },
    async close() {
      for (const proxy of proxies) {
        proxy.closeAllConnections();
        proxy.close();
      }
      await place.close();
    },
  };
}

async function pass(
  origin: string,
  request: http.IncomingMessage,
  response: http.ServerResponse,
  ask: AlterRequest,
  change: Alter,
): Promise<void> {
  try {
    const body = ask((await whole(request)).toString());
    const headers = { ...request.headers, host: new URL(origin).host };
    delete headers['content-length'];
    const answer = await new Promise<http.IncomingMessage>((done, fail) => {
      const passed = http.request(origin + ask(request.url ?? ''), { method: request.method, headers }, done);
      passed.once('error', fail).end(body);
    });
    const text = change((await whole(answer)).toString(), `${request.url} ${body}`);
    const { 'content-type': type = 'application/json' } = answer.headers;
    response.writeHead(answer.statusCode ?? 502, { 'content-type': type }).end(text);
  } catch {
    response.destroy();
  }
}

async function whole(message: http.IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
