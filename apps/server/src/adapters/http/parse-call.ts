import { jsonParserOf, type Parsed, parserOf, type Route, type TSchema } from '@yinzheng/contract';
import { refusedBy } from './problems.ts';

type Strings = Readonly<Record<string, unknown>>;
type Properties = Readonly<Record<string, { readonly type?: string }>>;

/** Paths and queries are text; what the schema wants as a number or a yes/no is read as one before it is checked. */
function reader(schema: TSchema): (raw: Strings) => Strings {
  const properties = (schema as { properties?: Properties }).properties ?? {};
  const typed = Object.entries(properties).filter(([, { type }]) => type === 'integer' || type === 'number' || type === 'boolean');
  if (typed.length === 0) return (raw) => ({ ...raw });
  return (raw) => {
    const read: Record<string, unknown> = { ...raw };
    for (const [name, { type }] of typed) {
      const text = raw[name];
      if (typeof text !== 'string') continue;
      if (type === 'boolean') read[name] = text === 'true' ? true : text === 'false' ? false : text;
      else if (/^-?\d{1,15}(\.\d{1,15})?$/.test(text)) read[name] = Number(text);
    }
    return read;
  };
}

function accept<T>(parsed: Parsed<T>, place: string): T {
  if (parsed.ok) return parsed.value;
  const { at = '/' } = parsed.problem;
  throw refusedBy({ ...parsed.problem, at: place + at, params: { ...parsed.problem.params, at: place + at } });
}

/** A part of the request checked against its schema; compiled once, when the route is bound. */
export type PartParser = (raw: unknown) => unknown;

const nothing: PartParser = () => undefined;

export function textParser(schema: TSchema | undefined, place: 'params' | 'query'): PartParser {
  if (!schema) return nothing;
  const read = reader(schema);
  const parse = parserOf(schema);
  return (raw) => accept(parse(read(raw as Strings)), `${place}:`);
}

/** For bodies that fastify has read as JSON already. */
export function bodyParser({ body, multipart }: Route): PartParser {
  if (!body || multipart) return nothing;
  const parse = parserOf(body as TSchema);
  return (raw) => accept(parse(raw), '');
}

/** For the field `request` of a multipart body. */
export function fieldParser({ body, multipart }: Route): (json: string) => unknown {
  if (!body || !multipart) return () => undefined;
  const parse = jsonParserOf(body as TSchema);
  return (json) => accept(parse(json), '');
}
