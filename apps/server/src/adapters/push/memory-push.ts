import type { Push, PushOutcome, PushSubscription } from '../../ports/push.ts';

/** Keeps what was sent; answers as told, by endpoint. For tests. */
export class MemoryPush implements Push {
  readonly publicKey = 'BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8';
  readonly sent: { readonly endpoint: string; readonly message: unknown }[] = [];
  readonly outcomes = new Map<string, PushOutcome>();

  async send({ endpoint }: PushSubscription, message: unknown): Promise<PushOutcome> {
    const outcome = this.outcomes.get(endpoint) ?? { kind: 'delivered' };
    if (outcome.kind === 'delivered') this.sent.push({ endpoint, message: JSON.parse(JSON.stringify(message)) });
    return outcome;
  }
}
