import { expect, it } from 'vitest';
import { resendMessage } from '../../../src/app/mail/resend.ts';
import { listAudit } from '../../../src/store/access/audit.ts';
import { queueLetters } from '../../../src/store/mail/outbox.ts';
import { beginSending, dueLetter, sendingClaim } from '../../../src/store/mail/outbox-sending.ts';
import { takeClaim } from '../../../src/store/work/claims.ts';
import { minute, onEveryDatabase, type TestDatabase } from '../../store/support.ts';
import { asking } from '../../support/asking.ts';

onEveryDatabase('a message', tests, ['sqlite']);

function tests(database: TestDatabase): void {
  it('is sent again on a person’s word only once nobody has it in hand', async () => {
    const store = await database.open();
    const message = { kind: 'digest', subject: 'R1', to: 'a@example.com', notBefore: minute(0), body: null };
    await queueLetters(store, [message as never], minute(0));
    const at = (n: number) => asking(store, {}, minute(n));
    const elsewhere = { pid: 1, host: 'elsewhere', purpose: 'mail', since: minute(0) };
    const sender = await takeClaim(store, sendingClaim, elsewhere, minute(0));
    if (!sender.held) throw new Error('somebody else sends');
    const { id } = (await dueLetter(store, minute(0)))!;
    await expect(resendMessage(at(0), id)).rejects.toMatchObject({
      code: 'message-not-resendable',
      params: { state: 'waiting' },
    });
    await beginSending(store, id, sender.claim);
    await expect(resendMessage(at(0), id)).rejects.toMatchObject({ params: { state: 'sending' } });
    await expect(resendMessage(at(1), 999)).rejects.toThrow('message-unknown');
    expect(await resendMessage(at(30), id)).toBe('in-doubt');
    expect((await listAudit(store, 1))[0]).toMatchObject({
      ...{ action: 'resend-letter', target: String(id), outcome: 'done' },
      ...{ before: { state: 'in-doubt' }, after: { state: 'waiting' } },
    });
  });
}
