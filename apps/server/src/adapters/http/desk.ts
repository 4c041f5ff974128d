import { Refused } from '../../ports/refused.ts';

/** At a desk so many are served or wait at once; who comes beyond that is asked to come again. So no queue grows without bound. */
export class Desk {
  readonly #places: number;
  #taken = 0;

  constructor(places: number) {
    this.#places = places;
  }

  /** Refuses sheet-check/busy. */
  async serve<T>(work: () => Promise<T>): Promise<T> {
    if (this.#taken >= this.#places) throw new Refused('sheet-check/busy');
    this.#taken += 1;
    try {
      return await work();
    } finally {
      this.#taken -= 1;
    }
  }
}
