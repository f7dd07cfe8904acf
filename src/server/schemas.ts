import { serializerCompiler } from 'fastify-type-provider-zod';
import { validatorCompiler } from './problems/validation.ts';

/** For Fastify, which else loads compilers of JSON Schema that nobody here needs. */
export const schemaController = {
  compilersFactory: {
    buildValidator: () => validatorCompiler as never,
    buildSerializer: () => serializerCompiler as never,
  },
};
