// The data of the page (see report/pack.ts), read into words that the page uses.

/** Undoes `encodeLine`: flat x, y, x, y in 1e-5 degrees. */
export function decodeLine(text) {
  const numbers = [];
  let [value, shift] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    const bits = text.charCodeAt(at) - 63;
    value |= (bits & 0x1f) << shift;
    shift += 5;
    if (bits < 0x20) {
      const difference = value & 1 ? ~(value >> 1) : value >> 1;
      numbers.push(difference + (numbers.at(-2) ?? 0));
      [value, shift] = [0, 0];
    }
  }
  return numbers;
}

export function readModel(data) {
  const villages = data.villages.map(([name, x, y, coverage, residents], id) => ({
    id,
    name,
    x,
    y,
    coverage,
    residents,
    all: residents.reduce((sum, n) => sum + n, 0),
    calls: [],
    need: 0,
  }));
  const vehicles = data.vehicles.map(([name, kind], id) => ({ id, number: id + 1, name, kind }));
  const calls = data.calls.map(([village, name, promised, stopMinutes, maxGap, longest, broken], id) => ({
    id,
    village: villages[village],
    name,
    promised,
    stopMinutes,
    maxGap,
    longest,
    broken,
    visits: [],
    reasons: null,
  }));
  for (const call of calls) {
    call.village?.calls.push(call);
    if (call.village) call.village.need += call.promised * call.stopMinutes;
  }
  const tours = data.tours.map(([vehicle, day, trip, start, end, travel, km, rest, stops, legs], id) => ({
    id,
    vehicle: vehicles[vehicle] ?? { id: -1, number: '?', name: '?', kind: 'road' },
    day,
    trip,
    start,
    end,
    travel,
    km,
    rest,
    legs,
    // The crew's own hours, and those that residents are told.
    stops: stops
      .map(([call, begin, until, from, to]) => ({ call: calls[call], begin, until, told: { begin: from, until: to } }))
      .filter(({ call }) => call?.village),
  }));
  for (const tour of tours)
    for (const { call, told } of tour.stops) call.visits.push({ day: tour.day, ...told, by: tour.vehicle.name, tour });
  for (const [call, line, day, at] of data.lineDeliveries)
    calls[call]?.visits.push({ day, begin: at, until: at, by: data.lines[line]?.[0] ?? '', tour: null });
  for (const { visits } of calls) visits.sort((a, b) => a.day - b.day || a.begin - b.begin);
  const words = (at) => data.reasons.sentences[at];
  for (const [call, why, days, others, floors, wishes] of data.reasons.calls) {
    if (!calls[call]) continue;
    calls[call].reasons = {
      why: words(why),
      days: days.map(([weekday, cost, reason]) => ({ weekday, cost, reason: reason === null ? null : words(reason) })),
      vehicles: others.map(([vehicle, cost]) => ({ name: vehicles[vehicle]?.name ?? '', cost })),
      floors: floors.map(words),
      wishes: wishes.map(words),
    };
  }
  const told = ([at, about]) => ({ words: words(at), villages: [...new Set(about.flatMap((call) => calls[call]?.village ?? []))] });
  return {
    ...data,
    villages,
    vehicles,
    calls,
    tours,
    conflicts: data.reasons.conflicts.map(told),
    remedies: data.reasons.remedies.map(told),
    legs: data.legs.map(decodeLine),
    roads: data.roads.map(([rank, text]) => ({ rank, line: decodeLine(text) })),
    lines: data.lines.map(([name, text]) => ({ name, line: decodeLine(text) })),
    depots: data.depots.map(([name, x, y]) => ({ name, x, y })),
    closures: data.closures.map(([reason, from, until, at]) => ({ reason, from, until, at })),
    unserved: data.unserved.map(([village, call, missing, reason]) => ({ village: villages[village], call: calls[call], missing, reason })),
  };
}
