import { afterEach, describe, expect, it } from 'vitest';
import { bareSeed, caseChanges, type Desk, desiredCase, deskOn, pushAll, workflow } from './desk.ts';

const code = '1.000001';
let desk: Desk;
afterEach(() => desk?.close());

describe('a case that is not there', () => {
  it('is made, read back equal, and made only once', async () => {
    desk = await deskOn(bareSeed());
    const changes = caseChanges(code, desiredCase());
    await pushAll(desk, changes);
    const actual = await desk.inspect(code);
    expect(actual.cases).toEqual({
      default: {
        value: {
          name: 'Mặc định',
          deadlineHours: 24,
          onlineDeadlineHours: 22,
          deadlineUnit: 'workingDay',
          online: true,
          onlinePayment: false,
        },
        components: desiredCase().components,
        eform: desiredCase().eform,
        workflow: expect.objectContaining({ transitions: workflow.transitions }),
      },
    });
    expect(actual.cases.default!.workflow!.steps.toSorted((a, b) => a.id.localeCompare(b.id))).toEqual(
      workflow.steps.toSorted((a, b) => a.id.localeCompare(b.id)),
    );
    const writes = desk.sandbox.writes!.length;
    await pushAll(desk, changes);
    expect(desk.sandbox.writes).toHaveLength(writes);
  });
});
