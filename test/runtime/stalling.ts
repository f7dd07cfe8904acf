import type { KyselyPlugin, RootOperationNode } from 'kysely';
import type { Store } from '../../src/store/core/contract.ts';

/**
 * The store, but each statement that has been carried out is shown to `done` first: `update job`, `insert moment`,
 * `raw …`. As long as it does not answer, the process stands still there, a transaction open or not.
 */
export function stallingStore(store: Store, done: (statement: string) => Promise<void> | void): Store {
  const names = new WeakMap<object, string>();
  const plugin: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      names.set(queryId, nameOf(node));
      return node;
    },
    async transformResult({ result, queryId }) {
      await done(names.get(queryId) ?? '');
      return result;
    },
  };
  return { ...store, db: store.db.withPlugin(plugin), close: () => store.close() };
}

function nameOf(node: RootOperationNode): string {
  if (node.kind === 'RawNode') return `raw ${node.sqlFragments.join(' ').trim().slice(0, 20)}`;
  const verb = node.kind.replace('QueryNode', '').toLowerCase();
  const table = /"identifier":\{"kind":"IdentifierNode","name":"(\w+)"/.exec(JSON.stringify(node))?.[1];
  return `${verb} ${table ?? ''}`;
}
