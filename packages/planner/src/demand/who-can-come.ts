import type { Call } from '../model/call.ts';
import type { Vehicle } from '../model/county.ts';
import { LOADS, type Load } from '../model/units.ts';

/** Whether a vehicle can serve a call at all, of itself: crew, equipment, and that a drone brings goods only. Room is another question. */
export function hasMeansFor(vehicle: Vehicle, call: Pick<Call, 'skills' | 'equipment' | 'isDelivery'>): boolean {
  return (
    (vehicle.travel.kind === 'road' || call.isDelivery) &&
    call.skills.every((it) => vehicle.skills.includes(it)) &&
    call.equipment.every((it) => vehicle.equipment.includes(it))
  );
}

/** How many loads of this size are needed for it: the part of the fullest kind, Infinity where a kind has no room at all. */
export function fillingOf(load: Load, capacity: Load): number {
  let filling = 0;
  for (const kind of LOADS) {
    const amount = load[kind] ?? 0;
    if (amount > 0) filling = Math.max(filling, amount / (capacity[kind] ?? 0));
  }
  return filling;
}
