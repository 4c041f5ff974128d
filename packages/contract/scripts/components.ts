import type { Bilingual } from '../src/errors.ts';
import { MachineTicket } from '../src/http/machines.ts';
import { Notice } from '../src/http/notices.ts';
import { PublicRecord } from '../src/http/records.ts';
import { Matter, NewRequest, RequestDetail, RequestState, RequestSummary, Seal, SheetPage } from '../src/http/requests.ts';
import { Me, Town } from '../src/http/session.ts';
import { SheetAnswer } from '../src/http/sheet-checks.ts';
import { PasskeyAssertion, Post, ProblemBody, PublicKey, type TSchema } from '../src/schema.ts';

export type Json = { readonly [key: string]: unknown };

/** Schemas with a name of their own; wherever one stands, the documents refer to it. */
const NAMED: Readonly<Record<string, TSchema>> = {
  MachineTicket,
  Matter,
  Me,
  NewRequest,
  Notice,
  PasskeyAssertion,
  Post,
  Problem: ProblemBody,
  PublicKey,
  PublicRecord,
  RequestDetail,
  RequestState,
  RequestSummary,
  Seal,
  SheetAnswer,
  SheetPage,
  Town,
};

const nameOf = new Map(Object.entries(NAMED).map(([name, schema]) => [JSON.stringify(schema), name]));

export const describe = ({ zh, en }: Bilingual): string => `${zh} / ${en}`;

/** The schema as JSON, each named schema inside it replaced by a reference. */
export function referring(schema: unknown, top = false): unknown {
  if (Array.isArray(schema)) return schema.map((item) => referring(item));
  if (schema === null || typeof schema !== 'object') return schema;
  const name = top ? undefined : nameOf.get(JSON.stringify(schema));
  if (name !== undefined) return { $ref: `#/components/schemas/${name}` };
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, referring(value)]));
}

export const componentsOf = (): Json => Object.fromEntries(Object.entries(NAMED).map(([name, schema]) => [name, referring(schema, true)]));
