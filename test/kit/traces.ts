import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';

/**
 * Every way in which a text may lie about: as it is, in hex, escaped in JSON, and inside something that was put into base64 or
 * base64url, wherever it began there.
 */
function formsOf(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  const base64 = [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    return encoded.slice([0, 2, 3][before], Math.floor(((before + bytes.length) * 8) / 6));
  });
  const escaped = [...text].map((c) => (c < '\x7f' ? c : `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)).join('');
  const url = base64.map((it) => it.replaceAll('+', '-').replaceAll('/', '_'));
  return [...new Set([text, escaped, bytes.toString('hex'), ...base64, ...url])];
}

/** A salt also lies about as the bytes that it stands for. */
export const saltForms = (salt: string): readonly string[] => [...formsOf(salt), Buffer.from(salt, 'base64url').toString('hex')];
export const textForms = formsOf;

/** What a query finds, straight from the database. */
export async function ask<Row extends pg.QueryResultRow>(
  url: string,
  query: string,
  values: readonly unknown[] = [],
): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(query, [...values])).rows;
  } finally {
    await client.end();
  }
}

/** Which of these forms a dump of every row of every table holds, as `table: form`. */
export async function tracesInDatabase(url: string, forms: readonly string[]): Promise<readonly string[]> {
  const tables = await ask<{ name: string }>(url, "select tablename as name from pg_tables where schemaname = 'public' order by 1");
  const found: string[] = [];
  for (const { name } of tables) {
    const dump = (await ask<{ row: string }>(url, `select t::text as row from "${name}" t`)).map(({ row }) => row).join('\n');
    // A row's text doubles quotes and backslashes; bytes are written in hex.
    const plain = dump.replaceAll('\\\\', '\\').replaceAll('""', '"');
    const hasIt = (form: string) => [form, Buffer.from(form).toString('hex')].some((it) => dump.includes(it) || plain.includes(it));
    found.push(...forms.filter(hasIt).map((form) => `${name}: ${form}`));
  }
  return found;
}

/** Which files of a folder hold one of these forms, or are named by it. */
export async function tracesInFolder(folder: string, forms: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    const bytes = entry.isFile() ? (await readFile(file)).toString('latin1') : '';
    found.push(
      ...forms
        .filter((form) => file.includes(form) || bytes.includes(Buffer.from(form).toString('latin1')))
        .map((form) => `${path.relative(folder, file)}: ${form}`),
    );
  }
  return found;
}
