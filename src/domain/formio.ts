import { createRequire } from 'node:module';

type Process = typeof import('@formio/core/process');
type Utilities = typeof import('@formio/core/utils');

let loaded: Process | undefined;

/**
 * Has Form.io itself process an empty submission of the form and says, in Vietnamese, why it cannot;
 * `undefined` = it can. Processors that evaluate code have no part in it: forms may carry JavaScript (custom
 * validation, calculated values), and it is a stranger's; nor have conditions, which search the whole form for each
 * field. Leaves marks on `form`.
 */
export function refusal(form: { components: unknown[] }): string | undefined {
  loaded ??= load();
  const { ProcessorMap, processSync } = loaded;
  try {
    processSync({
      form,
      components: form.components,
      data: {},
      submission: { data: {} },
      row: {},
      scope: {},
      processors: [ProcessorMap.normalize],
    } as never);
    return undefined;
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return `Form.io không xử lý được biểu mẫu: ${words.slice(0, 160)}`;
  }
}

/** On first use: it takes a tenth of a second, which commands that judge no form should not pay. */
function load(): Process {
  const core: { process: Process; utilities: Utilities } = createRequire(import.meta.url)(
    './formio-core.cjs',
  );
  const { registerEvaluator, DefaultEvaluator } = core.utilities;
  class NothingEvaluated extends DefaultEvaluator {
    override evaluate(): null {
      return null;
    }
  }
  registerEvaluator(new NothingEvaluated({ noeval: true }));
  return core.process;
}
