export { type Oddity, parseLenient as tolerate } from '../../src/adapter/kit/parse-lenient.ts';
