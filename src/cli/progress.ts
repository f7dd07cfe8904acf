import { MultiBar, type Options, Presets, SingleBar } from 'cli-progress';
import type { RunEvents } from '../app/runs/run.ts';
import type { City } from '../domain/city.ts';
import { terminalLine } from '../domain/terminal-text.ts';
import { duration } from '../domain/time.ts';
import { systemWords } from '../plan/names.ts';
import { readingParts } from '../words/reading-parts.ts';
import { note } from './output.ts';

/** One bar a system on stderr, by the name officials know it by; silent where nobody watches. */
export function progressBars(
  wanted: boolean,
  { systems }: Pick<City, 'systems'>,
): RunEvents & { stop(): void } {
  if (!wanted || !process.stderr.isTTY) return { stop: () => {} };
  const bars = new MultiBar(shown('{name} {bar} {value}/{total} {part}'), Presets.shades_classic);
  const bySystem = new Map<string, SingleBar>();
  return {
    reading(system, part, done, total, _requests, slowed = '') {
      const known = bySystem.get(system);
      const bar =
        known ??
        bars.create(total ?? 0, 0, {
          name: terminalLine(systemWords(system, { systems })).padEnd(24),
          part: '',
        });
      bySystem.set(system, bar);
      if (total !== undefined) bar.setTotal(total);
      const said = readingParts[part] ?? terminalLine(part);
      bar.update(done, { part: slowed === '' ? said : `${said} (${slowed})` });
    },
    read({ system }) {
      bySystem.get(system)?.stop();
    },
    stop: () => bars.stop(),
  };
}

/** One bar over the procedures that are taken over. */
export function adoptBar(wanted: boolean): { at(done: number, total: number): void; stop(): void } {
  if (!wanted || !process.stderr.isTTY) return { at: () => {}, stop: () => {} };
  const bar = new SingleBar(shown('Lấy cấu hình {bar} {value}/{total}'), Presets.shades_classic);
  return {
    at(done, total) {
      if (done === 0) bar.start(total, 0);
      else bar.update(done);
    },
    stop: () => bar.stop(),
  };
}

/** One bar over the actions of a plan. */
export function applyBar(wanted: boolean, city: Pick<City, 'systems'>) {
  const watched = wanted && process.stderr.isTTY;
  const bar = new SingleBar(shown('Áp dụng {bar} {value}/{total} {label}'), Presets.shades_classic);
  let running = false;
  /** Systems a wait of which was told: several actions wait for the same. */
  const told = new Set<string>();
  return {
    events: {
      begun(total: number, ended: number) {
        if (!watched) return;
        running = true;
        bar.start(total, ended, { label: '' });
      },
      sending(system: string, label: string) {
        if (running) bar.update({ label: terminalLine(`${systemWords(system, city)}: ${label}`) });
      },
      waiting(system: string, ms: number) {
        const words = `${systemWords(system, city)}: chờ tối đa ${duration(ms)} cho những yêu cầu đã gửi mà chưa rõ kết quả`;
        if (running) bar.update({ label: terminalLine(words) });
        else if (!told.has(system))
          note(`${words}. Dừng bằng Ctrl-C cũng không mất gì: lần làm tiếp sau sẽ tra lại.`);
        told.add(system);
      },
      settled() {
        if (running) bar.increment();
      },
    },
    stop() {
      if (running) bar.stop();
      running = false;
    },
  };
}

function shown(format: string): Options {
  return { format, hideCursor: true, clearOnComplete: true, stream: process.stderr };
}
