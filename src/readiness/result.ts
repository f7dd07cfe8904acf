import type { ServiceDefinition } from '../domain/service.ts';
import { textKey } from '../domain/text.ts';
import type { ReadinessState } from './answer.ts';
import type { Declared } from './declared.ts';

/** How the result comes back, as far as somebody has said. */
export interface ResultAnswer {
  state: ReadinessState;
  /** `post`: it comes by post; `declared`: what is said of electronic results; `none`: nothing is said of either. */
  by: 'post' | 'declared' | 'none';
  /** What was said of electronic results. */
  declared?: Declared;
}

/** By post, or as an electronic document where the definition has that among its conditions. */
export function resultOf({
  channels,
  readiness,
}: Pick<ServiceDefinition, 'channels' | 'readiness'>): ResultAnswer {
  if (channels.post) return { state: 'met', by: 'post' };
  const electronic = readiness.filter(isOfElectronicResult);
  const declared = electronic.find(({ state }) => state === 'met' || state === 'unknown') ?? electronic[0];
  if (!declared) return { state: channels.post === undefined ? 'unknown' : 'not-met', by: 'none' };
  const { state } = declared;
  return { state: state === 'met' || state === 'unknown' ? state : 'not-met', by: 'declared', declared };
}

function isOfElectronicResult({ condition }: Declared): boolean {
  const key = textKey(condition);
  return key.includes('kết quả') && key.includes('điện tử');
}
