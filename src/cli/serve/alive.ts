import { command, config } from '../command.ts';
import { loadFrom } from '../common.ts';
import { CommandError } from '../exit.ts';

const waitMs = 4_000;

/** For containers and service managers, which know the configuration and not the port in it. */
export const aliveCommand = command({
  options: [config],
  note: {
    vi: 'Mã thoát: 0 có trả lời · 1 không trả lời · 64 cấu hình sai',
    en: 'Exit codes: 0 it answers · 1 no answer · 64 wrong configuration',
  },
  examples: ['dvc-sync alive --config /etc/dvc-sync/dvc-sync.yaml'],
  async act(options) {
    const { host, port } = (await loadFrom(options.config)).server;
    // Who listens everywhere is asked from here.
    const near = ({ '0.0.0.0': '127.0.0.1', '::': '::1' } as Record<string, string>)[host] ?? host;
    const address = `http://${near.includes(':') ? `[${near}]` : near}:${port}/livez`;
    const answer = await fetch(address, { signal: AbortSignal.timeout(waitMs) }).catch(() => undefined);
    if (!answer?.ok)
      throw new CommandError({
        vi: `dịch vụ không trả lời ở ${address}${answer ? ` (HTTP ${answer.status})` : ''}.`,
        en: `the service does not answer at ${address}${answer ? ` (HTTP ${answer.status})` : ''}.`,
      });
    return { print: `đang chạy: ${address}` };
  },
});
