import type { Notice } from '@yinzheng/contract';
import { listNotices, markRead, type NoticeFeed, subscribeToPush } from '../../../notices/mod.ts';
import type { StoredNotice } from '../../../ports/notice-store.ts';
import type { Needs } from './needs.ts';
import type { AreaHandlers } from './signed-in.ts';

export const noticeHandlers = (ports: Needs): AreaHandlers<'notices'> => ({
  list: async ({ session }) => (await listNotices(ports, session.caller)).map(toNotice),
  async read({ session, params }) {
    await markRead(ports, session.caller, params.id);
    return null;
  },
  async subscribe({ session, body }) {
    await subscribeToPush(ports, session.caller, body);
    return null;
  },
  stream: async ({ session, signal }) => ({ events: follow(ports.feed, session.caller.id, signal) }),
});

const toNotice = ({ person: _, request, at, text, ...notice }: StoredNotice): Notice => ({
  ...notice,
  text: { ...text },
  ...(request === null ? {} : { request }),
  at: at.toISOString(),
});

/** A reader who is slow misses old notices here, and finds them in the list. */
const MOST_WAITING = 50;

/** The person's live notices until `signal` aborts; `{}` says that a page may have changed, however often it did meanwhile. */
async function* follow(feed: NoticeFeed, person: string, signal: AbortSignal): AsyncGenerator<Notice | Record<string, never>> {
  const waiting: StoredNotice[] = [];
  let isStale = false;
  let wake = () => {};
  const unfollow = feed.follow(person, (notice) => {
    if (notice) waiting.push(notice);
    else isStale = true;
    if (waiting.length > MOST_WAITING) waiting.shift();
    wake();
  });
  signal.addEventListener('abort', () => wake(), { once: true });
  try {
    while (!signal.aborted) {
      const notice = waiting.shift();
      if (notice) yield toNotice(notice);
      else if (isStale) {
        isStale = false;
        yield {};
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    unfollow();
  }
}
