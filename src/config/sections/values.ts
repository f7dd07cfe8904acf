import { z } from 'zod';
import { asText } from '../../domain/language.ts';

/* Kinds of values; what a key has where nothing is said is told with what the key is. */

export function whole(about: string, [from, to]: [number, number?], usual: number) {
  const number = z.int().min(from);
  return (to === undefined ? number : number.max(to)).default(usual).describe(withUsual(about, usual));
}

/** From 0 on, or above it. */
export function amount(
  about: string,
  { to, above = false }: { to?: number; above?: boolean },
  usual: number,
) {
  const number = above ? z.number().positive() : z.number().min(0);
  return (to === undefined ? number : number.max(to)).default(usual).describe(withUsual(about, usual));
}

/** Of a whole. */
export function share(about: string, usual: number) {
  return z.number().gt(0).lte(1).default(usual).describe(withUsual(about, usual));
}

export function flag(about: string, usual = false) {
  return z.boolean().default(usual).describe(withUsual(about, usual));
}

/** With how it may look, for who writes one. */
export function optionalText(about: string, ...examples: string[]) {
  const described = z.string().min(1).optional().describe(about);
  return examples.length > 0 ? described.meta({ examples }) : described;
}

export function httpAddress() {
  return z.url({
    protocol: /^https?$/,
    error: asText({
      vi: 'phải là địa chỉ http:// hoặc https://',
      en: 'must be an address of http:// or https://',
    }),
  });
}

/** Of a system: where the city says nothing, its adapter may. */
export function ofProtocol<Value extends z.ZodType>(about: string, value: Value, usual: number) {
  return value.optional().describe(`${about} Mặc định của giao thức, thường là ${usual}.`);
}

function withUsual(about: string, usual: number | boolean): string {
  return `${about} Mặc định: ${usual}.`;
}
