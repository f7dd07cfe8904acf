import type { KyselyPlugin, QueryId, RootOperationNode } from 'kysely';
import type { RemoteWriter } from '../../src/adapter/writer.ts';
import type { Store } from '../../src/store/contract.ts';

/** Called at each point of an applying, with its name; what it returns is waited for. */
export type Reach = (point: string) => Promise<void>;

/**
 * The same store and writer, telling where they are: after each statement that writes (inside its transaction, which
 * a kill there takes back), before a request is sent and after it was answered or failed.
 */
export function withPoints(
  store: Store,
  writer: RemoteWriter,
  reach: Reach,
): { store: Store; writer: RemoteWriter } {
  const statements = new WeakMap<QueryId, string>();
  const plugin: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      const name = nameOf(node);
      if (name) statements.set(queryId, name);
      return node;
    },
    async transformResult({ queryId, result }) {
      const name = statements.get(queryId);
      if (name) await reach(name);
      return result;
    },
  };
  return {
    store: { ...store, db: store.db.withPlugin(plugin) },
    writer: {
      ...writer,
      async send(send) {
        await reach('send');
        try {
          await writer.send(send);
        } finally {
          await reach('sent');
        }
      },
    },
  };
}

function nameOf(node: RootOperationNode): string | undefined {
  if (node.kind === 'InsertQueryNode') return `insert ${node.into?.table.identifier.name}`;
  if (node.kind === 'UpdateQueryNode') return 'update';
  // Several rows at once are inserted by a statement of our own.
  return node.kind === 'RawNode' ? 'insert rows' : undefined;
}

/**
 * Points that differ in what a kill leaves behind. Left out are those that leave the same: the other statements of a
 * transaction, and the outcome's (nothing of it is there before it is committed, as after `sent`).
 */
export const killPoints: ReadonlySet<string> = new Set([
  'insert journal',
  'send',
  'sent',
  'insert rows',
  'insert audit',
]);
