import { type ByteLink, LinkSilent } from './port.ts';

/** Looks at everything heard since the question: an answer, or null while it is not whole yet. */
export type ReadAnswer<T> = (heard: Uint8Array) => T | null;

export interface Exchange {
  /** Sends a question and waits for its answer; questions are asked one after another. Rejects with `LinkSilent`. */
  ask<T>(question: Uint8Array, read: ReadAnswer<T>, timeoutMs: number): Promise<T>;
}

/** Half-duplex talk over a link: one question at a time, late answers to an earlier question are dropped. */
export function exchangeOver(link: ByteLink): Exchange {
  let turn: Promise<unknown> = Promise.resolve();

  async function askNow<T>(question: Uint8Array, read: ReadAnswer<T>, timeoutMs: number): Promise<T> {
    let heard = new Uint8Array();
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const stopHearing = link.onBytes((bytes) => {
      const all = new Uint8Array(heard.length + bytes.length);
      all.set(heard);
      all.set(bytes, heard.length);
      heard = all;
      const answer = read(heard);
      if (answer !== null) resolve(answer);
    });
    const timer = setTimeout(() => reject(new LinkSilent(`no answer within ${timeoutMs} ms`)), timeoutMs);
    try {
      const [answer] = await Promise.all([promise, link.send(question)]);
      return answer;
    } finally {
      clearTimeout(timer);
      stopHearing();
    }
  }

  return {
    ask(question, read, timeoutMs) {
      const answer = turn.then(() => askNow(question, read, timeoutMs));
      turn = answer.catch(() => undefined); // the asker hears of it; the next question does not suffer for it
      return answer;
    },
  };
}
