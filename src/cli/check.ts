import type { Capability } from '../adapter/adapter.ts';
import { RemoteError } from '../adapter/errors.ts';
import { noDetails } from '../adapter/kit/details.ts';
import type { Configuration, ConfiguredSystem } from '../config/configuration.ts';
import { numberWords } from '../domain/number-words.ts';
import { checkCauses } from '../runs/check-causes.ts';
import { openSystem } from '../runs/open-system.ts';
import { command, usual } from './command.ts';
import { interruptSignal, loadFrom, silent } from './common.ts';
import { exitCodes } from './exit.ts';
import { colour, print } from './output.ts';

const capabilityNames: Record<Capability, string> = {
  offerings: 'dịch vụ và mức của dịch vụ',
  components: 'thành phần hồ sơ',
  eform: 'biểu mẫu điện tử',
  workflow: 'quy trình',
  payment: 'thanh toán trực tuyến',
  channel: 'kênh nộp trực tuyến',
  fees: 'phí, lệ phí',
  deadlines: 'thời hạn',
  decision: 'quyết định công bố',
  measures: 'số hồ sơ và chỉ số',
};

export const checkCommand = command({
  options: usual,
  examples: ['dvc-sync check --config dvc-sync.yaml'],
  async act(options) {
    const configuration = await loadFrom(options.config);
    const interrupt = interruptSignal();
    const checked = await Promise.all(
      configuration.systems.map(system => checkSystem(system, configuration, interrupt.signal)),
    );
    interrupt.dispose();
    const whole = checked.every(({ ok }) => ok);
    return {
      json: checked,
      print: () => checked.forEach(show),
      exit: interrupt.interrupted() ? exitCodes.interrupted : whole ? undefined : exitCodes.partial,
    };
  },
});

type Checked = Awaited<ReturnType<typeof checkSystem>>;

/** `causes`: the likely cause of what failed, and the next step. */
async function checkSystem(system: ConfiguredSystem, configuration: Configuration, signal: AbortSignal) {
  const { profile, adapter } = system;
  // That it does not publish figures is nothing anybody misses of a system.
  const names = (Object.keys(capabilityNames) as Capability[]).filter(
    name => name !== 'measures' || adapter.capabilities.includes(name),
  );
  const { remote, close } = openSystem(system, {
    locality: configuration.city.locality,
    details: noDetails,
    log: silent,
    signal,
  });
  const started = performance.now();
  const base = {
    system: profile.name,
    role: profile.role,
    adapter: adapter.name,
    capabilities: names.filter(name => adapter.capabilities.includes(name)),
    cannot: names.filter(name => !adapter.capabilities.includes(name)),
  };
  try {
    const { account, access } = await remote.check();
    const durationMs = Math.round(performance.now() - started);
    return {
      ...base,
      ok: access.every(({ ok }) => ok),
      account: account ?? null,
      access: access.map(({ failure: _failure, look: _look, ...shown }) => shown),
      causes: checkCauses(system, access).map(words => words.vi),
      durationMs,
      error: null,
    };
  } catch (error) {
    const durationMs = Math.round(performance.now() - started);
    const words = error instanceof Error ? error.message : String(error);
    const causes = error instanceof RemoteError ? checkCauses(system, error).map(each => each.vi) : [];
    return { ...base, ok: false, account: null, access: [], causes, durationMs, error: words };
  } finally {
    close();
  }
}

function show(checked: Checked): void {
  const mark = checked.ok ? colour('green', '✓') : colour('red', '✗');
  print(
    `${mark} ${colour('bold', checked.system)} (vai trò ${checked.role}, bộ nối ${checked.adapter}), ${numberWords(checked.durationMs)} ms`,
  );
  if (checked.error) print(`    không liên hệ được: ${checked.error}`);
  if (checked.account) print(`    tài khoản: ${checked.account}`);
  for (const { what, ok, note } of checked.access) {
    print(`    ${ok ? colour('green', '✓') : colour('red', '✗')} ${what}${note ? `: ${note}` : ''}`);
  }
  for (const cause of checked.causes) print(`    ${colour('yellow', '→')} ${cause}`);
  if (!checked.error)
    print(
      `    đọc được: ${checked.capabilities.map(name => capabilityNames[name]).join(', ') || 'chỉ danh mục'}`,
    );
  if (!checked.error && checked.cannot.length > 0)
    print(`    không có ở hệ thống này: ${checked.cannot.map(name => capabilityNames[name]).join(', ')}`);
}
