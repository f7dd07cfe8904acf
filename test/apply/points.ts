import type { KyselyPlugin, QueryId, RootOperationNode } from 'kysely';
import type { WritableSystem } from '../../src/adapter/writer.ts';
import type { Store } from '../../src/store/core/contract.ts';

/** Called at each point of an applying with its name and, where it is a system's, the system; waited for. */
export type Reach = (point: string, system: string | undefined) => Promise<void>;

/**
 * The same store and writers, telling where they are: after each statement that writes (inside its transaction, which
 * a kill there takes back), before a request is sent and after it was answered or failed.
 */
export function withPoints(
  store: Store,
  writers: ReadonlyMap<string, WritableSystem>,
  reach: Reach,
): { store: Store; writers: ReadonlyMap<string, WritableSystem> } {
  const statements = new WeakMap<QueryId, [string, string | undefined]>();
  const plugin: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      const name = nameOf(node);
      // Its parameters name the system, where it is about one.
      const text = name ? JSON.stringify(node) : '';
      const system = [...writers.keys()].find(
        key => text.includes(`"${key}"`) || text.includes(`\\"${key}\\"`),
      );
      if (name) statements.set(queryId, [name, system]);
      return node;
    },
    async transformResult({ queryId, result }) {
      const point = statements.get(queryId);
      if (point) await reach(...point);
      return result;
    },
  };
  return {
    store: { ...store, db: store.db.withPlugin(plugin) },
    writers: new Map([...writers].map(([system, writer]) => [system, pointed(system, writer, reach)])),
  };
}

function pointed(system: string, writer: WritableSystem, reach: Reach): WritableSystem {
  return {
    ...writer,
    async send(send) {
      await reach('send', system);
      try {
        await writer.send(send);
      } finally {
        await reach('sent', system);
      }
    },
  };
}

function nameOf(node: RootOperationNode): string | undefined {
  if (node.kind === 'InsertQueryNode') return `insert ${node.into?.table.identifier.name}`;
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
