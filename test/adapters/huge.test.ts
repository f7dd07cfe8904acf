import { execFile } from 'node:child_process';
import type http from 'node:http';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { type Loopback, startLoopback } from '../adapter/loopback.ts';
import { built } from '../support/built.ts';

const running: Loopback[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map(server => server.close()));
});

type Answers = (url: URL) => unknown;

async function serve(answers: Answers): Promise<string> {
  const server = await startLoopback((request: http.IncomingMessage, response) => {
    const answer = answers(new URL(request.url!, 'http://here'));
    if (answer === undefined) response.statusCode = 403;
    response.setHeader('Content-Type', 'application/json');
    response.end(
      typeof answer === 'string' ? answer : JSON.stringify(answer ?? { code: 403, description: 'none' }),
    );
  });
  running.push(server);
  return server.baseUrl;
}

interface Known {
  procedures: { code: string; detail: string; facts: Record<string, unknown> }[];
  quarantine: string[];
  error: string;
  kept: number;
}

/** With 384 MB of heap: what a text of 25 million characters takes a few times, not a dozen. */
async function readWithin(adapter: string, options: object, baseUrl: string): Promise<Known> {
  const child = built('read-child');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--max-old-space-size=384', child, adapter, JSON.stringify(options), baseUrl],
    { maxBuffer: 1 << 24 },
  );
  return JSON.parse(stdout);
}

/** Two bytes a character in memory, under the size limit on the wire. */
const huge = `đ${' ;\t'.repeat(8_400_000)}`;
const tooLong = (most: string) => `dài 25.200.001 ký tự, nhiều nhất là ${most}`;

describe('a text of 25 million characters in one answer', () => {
  it('is told and left out at the one-stop system; the rest of the record is read', async () => {
    const baseUrl = await serve(({ pathname, searchParams }) => {
      if (pathname.endsWith('/serviceinfos'))
        return { total: 1, data: [{ serviceInfoId: '1', serviceCode: '1.000001' }] };
      if (pathname.endsWith('/serviceinfos/1.000001')) {
        const texts = { serviceName: 'Đăng ký khai sinh', durationText: huge, feeText: '8.000 đồng' };
        return {
          serviceInfoId: '1',
          serviceCode: '1.000001',
          ...texts,
          processText: huge.slice(0, 3_000_000),
        };
      }
      return searchParams.has('start') ? { total: 0, data: [] } : undefined;
    });
    const told = await readWithin('opencps', { username: 'u', password: 'mat-khau', groupId: 1 }, baseUrl);
    expect(told.error).toBe('');
    expect(told.procedures).toMatchObject([
      { code: '1.000001', facts: { name: 'Đăng ký khai sinh', fees: [{ amount: 8_000 }] } },
    ]);
    expect(told.procedures[0]!.facts.deadlines).toBeUndefined();
    expect(told.quarantine).toEqual([`durationText: ${tooLong('20.000')}`]);
  });

  it('is told and left out in the national record, and never kept in the cache', async () => {
    const record = {
      MATTHC: '1.000001',
      TENTTHC: 'Đăng ký khai sinh',
      SOQUYETDINH: huge,
      YEUCAU: 'x'.repeat(44_590),
      TRANGTHAI: '1',
    };
    const baseUrl = await serve(({ pathname, searchParams }) => {
      if (searchParams.has('maTTHC')) return { result: [record] };
      return {
        result: /danh|list|thutuc/i.test(pathname)
          ? [{ MATTHC: '1.000001', TENTTHC: 'Đăng ký khai sinh' }]
          : [],
      };
    });
    const told = await readWithin('csdl-tthc', {}, baseUrl);
    expect(told.error).toBe('');
    expect(told.procedures).toMatchObject([{ code: '1.000001', facts: { name: 'Đăng ký khai sinh' } }]);
    expect(told.procedures[0]!.facts.decision).toBeUndefined();
    expect(told.quarantine).toContain(`SOQUYETDINH: ${tooLong('4.000')}`);
    expect(told.kept).toBeLessThan(1_000);
  });
});

describe('an answer that takes many times its bytes', () => {
  it.each([
    ['values', `{"total":1,"data":[${'{},'.repeat(8_000_000)}{}]}`, 'có hơn 4.000.000 giá trị và khóa'],
    ['layers', `{"total":1,"data":${'['.repeat(10_000_000)}`, 'lồng nhau quá 200 lớp'],
  ])('by its %s is refused before anything is made of it', async (_, answer, reason) => {
    const baseUrl = await serve(() => answer);
    const told = await readWithin('opencps', { username: 'u', password: 'mat-khau', groupId: 1 }, baseUrl);
    expect(told.error).toContain(`trả lời ${reason} (danh sách thủ tục)`);
  });
});
