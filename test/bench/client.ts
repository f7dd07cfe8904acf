import { fork } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import axios from 'axios';
import type { HttpRequest } from '../../src/adapter/http.ts';
import { createHttpClient } from '../../src/adapter/http-client.ts';

const concurrency = 8;
const each = 1_500;
const rounds = 9;

/** CPU a request costs with our client, and with axios alone and the same options, turn by turn in one process. */
export async function clientBench(): Promise<string[]> {
  const server = fork(new URL('./client-server.ts', import.meta.url));
  const [port] = (await once(server, 'message')) as [number];
  const baseUrl = `http://127.0.0.1:${port}`;
  const client = createHttpClient(
    {
      ...{
        baseUrl,
        concurrency,
        ratePerSecond: 1_000_000,
        connectTimeoutMs: 10_000,
        answerTimeoutMs: 60_000,
      },
      ...{ attempts: 3, maxAnswerBytes: 64 << 20, secrets: [] },
    },
    { debug() {}, info() {}, warn() {} },
  );
  const unchanged = (data: unknown) => data;
  const bare = axios.create({
    ...{ adapter: 'http', maxRedirects: 0, proxy: false, responseType: 'arraybuffer', decompress: true },
    ...{ transformRequest: [unchanged], transformResponse: [unchanged], validateStatus: () => true },
    headers: { 'User-Agent': 'dvc-sync' },
  });
  const httpAgent = new http.Agent({ keepAlive: true, maxSockets: concurrency });
  const decoder = new TextDecoder();
  const ways = {
    ours: (path: string) =>
      client.send({ method: 'GET', path, intent: 'read', label: 'bench' } satisfies HttpRequest),
    axios: async (path: string) => {
      const options = { url: `${baseUrl}${path}`, headers: { Accept: '*/*' }, httpAgent };
      const { data } = await bare.request<Buffer>({ ...options, maxContentLength: 64 << 20 });
      return decoder.decode(data);
    },
  };
  const spent = { ours: [] as number[], axios: [] as number[] };
  for (let round = 0; round < rounds; round++)
    for (const way of ['axios', 'ours'] as const) {
      const before = process.cpuUsage();
      await many(ways[way]);
      const { user, system } = process.cpuUsage(before);
      // The first round warms up.
      if (round > 0) spent[way].push((user + system) / each);
    }
  client.close();
  httpAgent.destroy();
  server.disconnect();
  const [ours, alone] = [median(spent.ours), median(spent.axios)];
  return [
    `client: ${ours.toFixed(0)} µs of CPU a request, axios alone with the same options ${alone.toFixed(0)} µs = ${(ours / alone).toFixed(2)} × (aim 1.50)`,
  ];
}

async function many(send: (path: string) => Promise<unknown>): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < each; at = next++) await send(`/thu-tuc/${at}?page=1`);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}
