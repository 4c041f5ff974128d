const I32 = 0x7f;
const section = (id: number, body: readonly number[]): number[] => [id, body.length, ...body];

/**
 * A JavaScript function as a WebAssembly function from 32-bit integers to one, so that it can stand in a C function table.
 * `WebAssembly.Function` would do it in one line, but V8 does not have it yet: this is the usual module of one import and one export.
 */
export function trampoline(call: (...args: number[]) => number, parameters: number): CallableFunction {
  const type = [0x60, parameters, ...Array<number>(parameters).fill(I32), 1, I32];
  const module = new WebAssembly.Module(
    new Uint8Array([
      ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
      ...section(1, [1, ...type]),
      ...section(2, [1, 1, 0x65, 1, 0x66, 0, 0]),
      ...section(7, [1, 1, 0x66, 0, 0]),
    ]),
  );
  return new WebAssembly.Instance(module, { e: { f: call } }).exports.f as CallableFunction;
}
