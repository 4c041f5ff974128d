import type { Handlers } from '../handlers.ts';
import { erasureHandlers } from './erasures.ts';
import { healthHandlers } from './health.ts';
import { importHandlers } from './imports.ts';
import { machineHandlers } from './machines.ts';
import type { Needs } from './needs.ts';
import { noticeHandlers } from './notices.ts';
import { recordHandlers } from './records.ts';
import { requestHandlers } from './requests.ts';
import { rosterHandlers } from './roster.ts';
import { sessionHandlers } from './session.ts';
import { sheetCheckHandlers } from './sheet-checks.ts';
import type { SignedIn } from './signed-in.ts';

/** Every route of the main server, carried out by the use cases. */
export const createHandlers = (ports: Needs): Handlers<SignedIn> => ({
  session: sessionHandlers(ports),
  roster: rosterHandlers(ports),
  requests: requestHandlers(ports),
  records: recordHandlers(ports),
  sheetChecks: sheetCheckHandlers(ports),
  notices: noticeHandlers(ports),
  erasures: erasureHandlers(ports),
  machines: machineHandlers(ports),
  imports: importHandlers(ports),
  health: healthHandlers(ports),
});
