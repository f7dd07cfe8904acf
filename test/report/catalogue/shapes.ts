import { Readable } from 'node:stream';
import { JsonLdParser } from 'jsonld-streaming-parser';
import { Parser, Store } from 'n3';
import Validator from 'rdf-validate-shacl';

const atOnce = 25;

/** What a document in JSON-LD says. Read part by part: the parser keeps of a document whatever may still change it. */
export async function statementsOf(document: string): Promise<Store> {
  const said = new Store();
  const { '@graph': nodes, ...rest } = JSON.parse(document);
  for (let from = 0; from < nodes.length; from += atOnce) {
    const part = JSON.stringify({ ...rest, '@graph': nodes.slice(from, from + atOnce) });
    for await (const statement of Readable.from([part]).pipe(new JsonLdParser())) said.add(statement);
  }
  return said;
}

/** Where it breaks the shapes (Turtle), each as "what: path, why". */
export async function violations(said: Store, shapes: string): Promise<string[]> {
  const { results } = await new Validator(new Store(new Parser().parse(shapes)), { maxErrors: 20 }).validate(
    said,
  );
  return results.map(
    ({ focusNode, path, message, sourceConstraintComponent }) =>
      `${focusNode?.value}: ${path?.value} ${message.map(({ value }) => value).join(' ') || sourceConstraintComponent?.value}`,
  );
}
