import { afterEach } from 'vitest';

const state = globalThis as { settled?: boolean };

// Once a test failed, vitest still loads the files that are left, only to run none of their tests.
if (state.settled) throw new Error('a test of another file has failed');

afterEach(({ task }) => {
  if (task.result?.state === 'fail') state.settled = true;
});
