import {
  AliasNode,
  CamelCasePlugin,
  ColumnNode,
  type ColumnUpdateNode,
  IdentifierNode,
  InsertQueryNode,
  type OperationNode,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  PrimitiveValueListNode,
  type QueryResult,
  ReferenceNode,
  type ReturningNode,
  type RootOperationNode,
  SelectAllNode,
  SelectQueryNode,
  TableNode,
  type UnknownRow,
  UpdateQueryNode,
  ValueListNode,
  ValueNode,
  ValuesNode,
} from 'kysely';
import { sortedJson } from '../../domain/canonical.ts';
import type { Column } from '../tables/columns.ts';
import { tables } from '../tables/index.ts';

/** Columns whose values are not kept as they are, by name. */
type Kept = ReadonlyMap<string, Column<unknown>>;

const none: Kept = new Map();
export function isKeptAsItIs({ keeping }: Column<unknown>): boolean {
  return keeping === 'text' || keeping === 'whole' || keeping === 'real';
}

const keptOf = new Map<string, Kept>(
  Object.entries(tables).map(([table, columns]) => [
    table,
    new Map(Object.entries(columns).filter(([, column]) => !isKeptAsItIs(column))),
  ]),
);

/** A value as its column keeps it. */
export function written({ keeping, optional }: Column<unknown>, value: unknown): unknown {
  if (value === null && optional) return null;
  if (keeping === 'json') return JSON.stringify(value ?? null);
  if (keeping === 'sorted-json') return sortedJson(value);
  return keeping === 'flag' ? Number(value) : value;
}

/** The value a column keeps so; an empty text stands where a migration knew nothing. */
function read({ keeping }: Column<unknown>, kept: unknown): unknown {
  if (kept === null || kept === '') return null;
  return keeping === 'flag' ? kept === 1 : JSON.parse(kept as string);
}

/**
 * Lets queries speak of tables and columns in our names, and hand and get values as the table description has them: JSON
 * as values, flags as booleans. Comparisons, and raw SQL whatever it is part of, have to do with what is kept.
 */
export class ColumnValues extends CamelCasePlugin {
  readonly #selected = new WeakMap<object, Kept>();

  constructor() {
    // Values out of JSON keep their keys.
    super({ maintainNestedObjectKeys: true });
  }

  override transformQuery(args: PluginTransformQueryArgs): RootOperationNode {
    const selected = selectedBy(args.node);
    if (selected.size > 0) this.#selected.set(args.queryId, selected);
    return super.transformQuery({ ...args, node: withWritten(args.node) });
  }

  /** Rows are flat, and there may be a city of them. */
  protected override mapRow(row: UnknownRow): UnknownRow {
    const mapped: UnknownRow = {};
    for (const column in row) mapped[this.camelCase(column)] = row[column];
    return mapped;
  }

  override async transformResult(args: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    const result = await super.transformResult(args);
    const selected = this.#selected.get(args.queryId);
    if (selected)
      for (const row of result.rows)
        for (const [name, column] of selected) row[name] = read(column, row[name]);
    return result;
  }
}

function withWritten(node: RootOperationNode): RootOperationNode {
  if (UpdateQueryNode.is(node)) {
    const kept = source(node.table).kept;
    return kept.size > 0 && node.updates ? { ...node, updates: updatesOf(kept, node.updates) } : node;
  }
  if (!InsertQueryNode.is(node)) return node;
  const { kept } = source(node.into);
  if (kept.size === 0) return node;
  const columns = (node.columns ?? []).map(({ column }) => kept.get(column.name));
  const { values, onConflict } = node;
  return {
    ...node,
    ...(values &&
      ValuesNode.is(values) && { values: ValuesNode.create(values.values.map(row => rowOf(columns, row))) }),
    ...(onConflict?.updates && {
      onConflict: { ...onConflict, updates: updatesOf(kept, onConflict.updates) },
    }),
  };
}

function rowOf(
  columns: readonly (Column<unknown> | undefined)[],
  row: ValueListNode | PrimitiveValueListNode,
): ValueListNode | PrimitiveValueListNode {
  if (ValueListNode.is(row))
    return ValueListNode.create(row.values.map((value, at) => writtenNode(columns[at], value)));
  return PrimitiveValueListNode.create(
    row.values.map((value, at) => (columns[at] ? written(columns[at], value) : value)),
  );
}

function updatesOf(kept: Kept, updates: readonly ColumnUpdateNode[]): ColumnUpdateNode[] {
  return updates.map(update => {
    const column = ColumnNode.is(update.column) ? kept.get(update.column.column.name) : undefined;
    return { ...update, value: writtenNode(column, update.value) };
  });
}

function writtenNode(column: Column<unknown> | undefined, node: OperationNode): OperationNode {
  return column && ValueNode.is(node) ? ValueNode.create(written(column, node.value)) : node;
}

/** Of what a query gives: the columns that are to be read. */
function selectedBy(node: OperationNode): Kept {
  const { selections, sources } = SelectQueryNode.is(node)
    ? {
        selections: node.selections,
        sources: [...(node.from?.froms ?? []), ...(node.joins ?? []).map(({ table }) => table)],
      }
    : changing(node);
  if (!selections?.length) return none;
  const found = sources.map(source);
  const selected = new Map<string, Column<unknown>>();
  for (const { selection } of selections) {
    const { node: what, name } = named(selection);
    for (const [column, how] of keptBy(what, found)) selected.set(name ?? column, how);
  }
  return selected;
}

function changing(node: OperationNode) {
  const { returning, into, table } = node as {
    returning?: ReturningNode;
    into?: TableNode;
    table?: OperationNode;
  };
  return { selections: returning?.selections, sources: [into ?? table] };
}

interface Source {
  name: string;
  kept: Kept;
}

/** A table, or a query in the place of one. */
function source(node: OperationNode | undefined): Source {
  if (!node) return { name: '', kept: none };
  const { node: what, name } = named(node);
  if (!TableNode.is(what)) return { name: name ?? '', kept: selectedBy(what) };
  const table = what.table.identifier.name;
  return { name: name ?? table, kept: keptOf.get(table) ?? none };
}

function keptBy(node: OperationNode, sources: readonly Source[]): Iterable<[string, Column<unknown>]> {
  if (SelectAllNode.is(node)) return sources.flatMap(({ kept }) => [...kept]);
  if (!ReferenceNode.is(node)) return SelectQueryNode.is(node) ? selectedBy(node) : none;
  const { column, table } = node;
  const name = table?.table.identifier.name;
  const fitting = sources.filter(({ name: other }) => name === undefined || other === name);
  if (SelectAllNode.is(column)) return keptBy(column, fitting);
  const how = fitting.map(({ kept }) => kept.get(column.column.name)).find(found => found);
  return how ? [[column.column.name, how]] : none;
}

function named(node: OperationNode): { node: OperationNode; name?: string } {
  if (!AliasNode.is(node)) return { node };
  return { node: node.node, ...(IdentifierNode.is(node.alias) && { name: node.alias.name }) };
}
