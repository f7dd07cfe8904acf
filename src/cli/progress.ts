import { MultiBar, Presets, type SingleBar } from 'cli-progress';
import type { RunEvents } from '../runs/run.ts';

const partNames: Record<string, string> = {
  agencies: 'đơn vị',
  procedures: 'thủ tục',
  details: 'chi tiết thủ tục',
  offerings: 'dịch vụ',
  cases: 'trường hợp',
  services: 'thủ tục',
};

/** One bar a system on stderr; silent where nobody watches. */
export function progressBars(wanted: boolean): RunEvents & { stop(): void } {
  if (!wanted || !process.stderr.isTTY) return { stop: () => {} };
  const bars = new MultiBar(
    {
      format: '{name} {bar} {value}/{total} {part}',
      hideCursor: true,
      clearOnComplete: true,
      stream: process.stderr,
    },
    Presets.shades_classic,
  );
  const bySystem = new Map<string, SingleBar>();
  return {
    reading(system, part, done, total) {
      const known = bySystem.get(system);
      const bar = known ?? bars.create(total ?? 0, 0, { name: system.padEnd(12), part: '' });
      bySystem.set(system, bar);
      if (total !== undefined) bar.setTotal(total);
      bar.update(done, { part: partNames[part] ?? part });
    },
    read({ system }) {
      bySystem.get(system)?.stop();
    },
    stop: () => bars.stop(),
  };
}
