import { erasures } from './erasures.ts';
import { health } from './health.ts';
import { imports, machines } from './machines.ts';
import { notices } from './notices.ts';
import { records } from './records.ts';
import { requests } from './requests.ts';
import { roster, session } from './session.ts';
import { sheetChecks } from './sheet-checks.ts';

/** Every HTTP route there is, by area. OpenAPI is generated from this table, the server and the web are typed by it. */
export const ROUTES = { session, roster, requests, records, sheetChecks, notices, erasures, machines, imports, health } as const;
